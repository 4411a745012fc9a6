"""Foretells a year of demand in every centre and territory. A month is foretold once; a run that was cut goes on."""

import os
import resource
from argparse import ArgumentParser, Namespace
from datetime import date, datetime, time

from wasl.config.commands.watch.weekly import apart, bar

SUMMARY = "foretell the demand of the year to come, against what centres can do"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="as of another day than today")
    parser.add_argument("--again", action="store_true", help="make the month's forecast anew")
    parser.add_argument("--inside", action="store_true", help="for Wasl itself")


def run(given: Namespace) -> int:
    if given.inside:
        return foretell(given)
    on = ["--on", given.on.isoformat()] if given.on else []
    return apart("needs", *on, *(["--again"] if given.again else []))


def foretell(given: Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from wasl.watch.commands.needs import forecast_needs

    today = given.on or timezone.localdate()
    now = timezone.make_aware(datetime.combine(today, time(12))) if given.on else timezone.now()
    made = forecast_needs(now=now, today=today, again=given.again, progress=bar)
    if made is None:
        print("Nothing is recorded yet.")
        return 0
    said, megabytes = made.figures, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nFrom {made.month:%Y-%m}: {said['services']} services, {said['rows']} places foretold; {megabytes} MB.")
    return 0
