"""Sets its own ceilings, then becomes the reader given on its command line; run as a process of its own, by path."""

import resource
import runpy
import sys


def main() -> None:
    memory, space, seconds = map(int, sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.argv = sys.argv[4:]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
