"""python -m bench [NAME …] [--option …]: every bench, or those named; one line each. Options are the named bench's."""

import importlib
import pkgutil
import sys

import bench
from bench.world import prepare

FRAME = {"__main__", "measure", "people", "world"}


def main(arguments: list[str]) -> int:
    prepare()
    first = next((place for place, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    names, options = arguments[:first], arguments[first:]
    found = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in FRAME]
    for name in names or found:
        for line in importlib.import_module(f"bench.{name}").lines(*options):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
