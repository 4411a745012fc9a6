"""python -m bench [NAME …]: every bench, or those named; one line each."""

import importlib
import pkgutil
import sys

import bench
from bench.world import prepare

FRAME = {"__main__", "measure", "people", "world"}


def main(names: list[str]) -> int:
    prepare()
    found = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in FRAME]
    for name in names or found:
        for line in importlib.import_module(f"bench.{name}").lines():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
