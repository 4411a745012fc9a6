"""`wasl init` after the founding: workbooks of units and agents, tried, taken and undone from the command line."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

import django

from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--templates", type=Path, metavar="DIR", help="write the two empty workbooks there and stop")
    parser.add_argument("--units", type=Path, metavar="FILE", help="workbook of units, into a founded institution")
    parser.add_argument("--agents", type=Path, metavar="FILE", help="workbook of agents, once their units are there")
    parser.add_argument("--check", action="store_true", help="only try: write the files with their verdicts")
    parser.add_argument("--accepted-only", action="store_true", help="take the accepted rows, leave the refused ones")
    parser.add_argument("--undo", metavar="IMPORT", help="undo a whole import while nothing stands on it")
    parser.add_argument("--as", dest="number", metavar="NUMBER", help="staff number of the administrator who imports")


def is_asked(given: Namespace) -> bool:
    return any((given.templates, given.units, given.agents, given.undo))


def run(given: Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    if given.templates:
        django.setup()
        return work(given)
    if not given.number:
        raise CannotStart("Say who imports: --as followed by the staff number of a system administrator.")
    with database_for_command(Home.from_environment(), print) as addresses:
        os.environ |= {"DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
        django.setup()
        return work(given)


def work(given: Namespace) -> int:
    from wasl.config import workbooks

    if given.templates:
        return workbooks.write_templates(given.templates)
    actor = workbooks.administrator(given.number)
    if given.undo:
        return workbooks.undo(actor, given.undo)
    for kind in ("units", "agents"):
        path = getattr(given, kind)
        if path and (failed := workbooks.bring(actor, kind, path, given)):
            return failed
    return 0
