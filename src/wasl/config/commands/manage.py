"""Django's own commands, on the running installation or on its database started for the time of the command."""

import os
from argparse import REMAINDER, ArgumentParser, Namespace

from django.core.management import execute_from_command_line

from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command

SUMMARY = "run one of Django's commands, for example `wasl manage shell`"
WITHOUT_DATABASE = {"check", "collectstatic", "compilemessages", "findstatic", "help", "makemessages", "makemigrations"}
AS_OWNER = {"migrate", "sqlmigrate"}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("rest", nargs=REMAINDER, metavar="…", help="the command and what it takes")


def run(given: Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    argv = ["wasl manage", *given.rest]
    name = given.rest[0] if given.rest else "help"
    # The launcher's own children come with their addresses.
    if name in WITHOUT_DATABASE or os.environ.get("WASL_INSIDE"):
        execute_from_command_line(argv)
        return 0
    with database_for_command(Home.from_environment()) as addresses:
        os.environ["DATABASE_URL"] = addresses.owner if name in AS_OWNER else addresses.app
        execute_from_command_line(argv)
    return 0
