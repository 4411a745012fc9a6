"""Counts who lacks several things at once: guessed for territories once for each edition of the census figures, and
counted for assessed households once a month."""

import os
import resource
from argparse import ArgumentParser, Namespace
from datetime import date, datetime, time

from wasl.config.commands.watch.weekly import apart

SUMMARY = "count who lacks several things at once, by the census and among assessed households"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="as of another day than today")
    parser.add_argument("--again", action="store_true", help="count anew what was counted already")
    parser.add_argument("--inside", action="store_true", help="for Wasl itself")


def run(given: Namespace) -> int:
    if given.inside:
        return count(given)
    on = ["--on", given.on.isoformat()] if given.on else []
    return apart("poverty", *on, *(["--again"] if given.again else []))


def count(given: Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from wasl.watch.commands.poverty import count_assessed, count_census

    today = given.on or timezone.localdate()
    now = timezone.make_aware(datetime.combine(today, time(12))) if given.on else timezone.now()
    census = count_census(now=now, today=today, again=given.again)
    if census is not None:
        said = census.figures
        print(f"Census: {said['territories']} territories, {said['unknown']} of them not known.")
    assessed = count_assessed(now=now, today=today, again=given.again)
    if assessed is None:
        print("No household was assessed yet.")
    else:
        print(f"Before {assessed.as_of}: {assessed.figures['households']} assessed households.")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB.")
    return 0
