"""The engines of the watch beside what they are measured against: `python -m bench watch [PART …]`, all unless told.

What follows a part is its own: `python -m bench watch --detection --seeds=9000-9199`.
"""

import importlib
import pkgutil
from collections.abc import Iterator


def lines(*arguments: str) -> Iterator[str]:
    words = [word.removeprefix("--") for word in arguments]
    named = [word for word in words if "=" not in word]
    options = dict(word.split("=", 1) for word in words if "=" in word)
    for module in pkgutil.iter_modules(__path__):
        part = importlib.import_module(f"bench.watch.{module.name}") if not named or module.name in named else None
        if part is not None and hasattr(part, "lines"):
            yield from part.lines(**options)
