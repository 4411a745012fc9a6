"""The social watch: its engines on plain CSV files, for anyone who wants to check them, and the weekly run."""

import importlib
from argparse import ArgumentParser, Namespace

SUMMARY = "detect, forecast and place, on plain files; run the weekly watch"
# One module per act beside this one: `SUMMARY`, `arguments(parser)`, `run(given)`.
ACTS: tuple[str, ...] = ("detect", "forecast", "site", "run")


def arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(required=True, metavar="ACT")
    for act in ACTS:
        module = importlib.import_module(f"wasl.config.commands.watch.{act}")
        one = acts.add_parser(act, help=module.SUMMARY, description=module.__doc__)
        module.arguments(one)
        one.set_defaults(act=module.run)


def run(given: Namespace) -> int:
    return int(given.act(given))
