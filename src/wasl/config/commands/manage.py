"""Django's own commands, on the running installation."""

import os
from argparse import REMAINDER, ArgumentParser, Namespace

SUMMARY = "run one of Django's commands, for example `wasl manage shell`"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("rest", nargs=REMAINDER, metavar="…", help="the command and what it takes")


def run(given: Namespace) -> int:
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    execute_from_command_line(["wasl manage", *given.rest])
    return 0
