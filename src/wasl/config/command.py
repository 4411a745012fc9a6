"""The `wasl` command."""

import importlib
import sys
from argparse import ArgumentParser

from wasl.config.launcher.configuration import load_file
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home

WORDS = (
    "up", "demo", "status", "doctor", "keys", "backup", "restore", "init", "service", "report", "simulate",
    "match", "link", "watch", "manage",
)  # fmt: skip


def parser() -> ArgumentParser:
    whole = ArgumentParser(prog="wasl", description="The information system of a social-assistance institution.")
    words = whole.add_subparsers(required=True, metavar="WORD")
    for word in WORDS:
        module = importlib.import_module(f"wasl.config.commands.{word}")
        one = words.add_parser(word, help=module.SUMMARY, description=module.__doc__)
        module.arguments(one)
        one.set_defaults(run=module.run)
    return whole


def main(argv: list[str] | None = None) -> int:
    given = parser().parse_args(argv)
    try:
        load_file(Home.from_environment().root / "wasl.env")
        return int(given.run(given))
    except CannotStart as reason:
        print(f"wasl: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
