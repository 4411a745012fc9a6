"""Founds a real institution on an empty database: its names, its headquarters, two first administrators."""

import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

import django

from wasl.config import first_day
from wasl.config.founders import Administrator, administrators, arabic_name
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command

SUMMARY = "found a real institution on an empty database"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--name-fr", help="the institution's name in French")
    parser.add_argument("--name-ar", help="the institution's name in Arabic")
    parser.add_argument(
        "--administrator", action="append", default=[], metavar="NUMBER:GIVEN:FAMILY",
        help="staff number and names of a first administrator; two at least",
    )  # fmt: skip
    first_day.arguments(parser)


def run(given: Namespace) -> int:
    if first_day.is_asked(given):
        return first_day.run(given)
    name_fr = given.name_fr or ask("Name of the institution in French")
    name_ar = given.name_ar or ask("Name of the institution in Arabic")
    name_ar = arabic_name(name_ar)
    told = given.administrator or [ask(f"Administrator {n} (NUMBER:GIVEN:FAMILY)") for n in (1, 2)]
    first = administrators(told)
    with database_for_command(Home.from_environment(), print) as addresses:
        os.environ |= {"DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
        django.setup()
        codes = write(name_fr.strip(), name_ar.strip(), first)
    tell(codes)
    return 0


def ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise CannotStart(f"{question}: nobody can be asked here; give --name-fr, --name-ar and two --administrator.")
    return input(f"{question}: ").strip() or ask(question)


def write(name_fr: str, name_ar: str, first: list[Administrator]) -> dict[str, str]:
    from django.utils.timezone import localdate

    from wasl.config import founding

    now = datetime.now(UTC)
    today = localdate(now)
    try:
        return founding.found(
            name_fr=name_fr, name_ar=name_ar, administrators=first, now=now, today=today, progress=lambda line: None
        )
    except founding.AlreadyFounded as already:
        what = "a demo, which can never turn real" if already.mode == "demo" else "an institution already"
        raise CannotStart(f"This database serves {what}: set WASL_HOME to another directory.") from None


def tell(codes: dict[str, str]) -> None:
    print("The institution is founded. Each administrator chooses a password within a day,")
    print("at the address /slip/ of `wasl up`, with the staff number and this code, shown only now:")
    for number, code in codes.items():
        print(f"  {number}   {code}")
    print(f"Copy {Home.from_environment().keys} to two safe places now (docs/guide/administration.md, Keys).")
