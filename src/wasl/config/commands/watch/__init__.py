"""The social watch: its engines on plain CSV files, for anyone who wants to check them, and the runs it makes."""

import importlib
from argparse import ArgumentParser, Namespace

SUMMARY = "detect, forecast and place, on plain files; run the weekly watch, the monthly forecast and count"
# The act and its module beside this one: `SUMMARY`, `arguments(parser)`, `run(given)`. None is named run.py: a module
# of that name would take the place of this package's own `run`.
ACTS = {
    "detect": "detect", "forecast": "forecast", "site": "site", "run": "weekly", "needs": "monthly",
    "poverty": "lacking",
}  # fmt: skip


def arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(required=True, metavar="ACT")
    for act, name in ACTS.items():
        module = importlib.import_module(f"wasl.config.commands.watch.{name}")
        one = acts.add_parser(act, help=module.SUMMARY, description=module.__doc__)
        module.arguments(one)
        one.set_defaults(act=module.run)


def run(given: Namespace) -> int:
    return int(given.act(given))
