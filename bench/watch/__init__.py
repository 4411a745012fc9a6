"""The engines of the watch beside what they are measured against: `python -m bench watch [PART …]`, all unless told."""

import importlib
import pkgutil
from collections.abc import Iterator


def lines(*arguments: str) -> Iterator[str]:
    named = [word.removeprefix("--") for word in arguments]
    for module in pkgutil.iter_modules(__path__):
        part = importlib.import_module(f"bench.watch.{module.name}") if not named or module.name in named else None
        if part is not None and hasattr(part, "lines"):
            yield from part.lines()
