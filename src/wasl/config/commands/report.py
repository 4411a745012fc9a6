"""Writes a report to a file: the same figures as on screen, small counts of people hidden."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command

SUMMARY = "write a report as JSON, CSV, XLSX or PDF"
FORMATS = ("json", "csv", "xlsx", "pdf")
FAULTS = {
    "territory": "No territory bears the code {territory}: give HCP's, for example 05.081, or MA.",
    "renumbered": "The code {territory} is no longer used: the place is now {code}.",
    "depth": "The report {report} is not made for {territory}: ask for MA, the whole country.",
    "period": "The period {period} has not begun: give an earlier one.",
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("report", metavar="CODE", help="provincial, national, plan …")
    parser.add_argument("--territory", default="MA", metavar="CODE", help="HCP code, or MA for the whole country")
    parser.add_argument("--period", required=True, help="2018, 2018-T1 or 2018-03")
    parser.add_argument("--lang", choices=("fr", "ar"), default="fr")
    parser.add_argument("--format", choices=FORMATS, default="json")
    parser.add_argument("--out", type=Path, metavar="FILE", help="standard output when not given")
    # The database is opened in one process and read in another, as `wasl demo` does.
    parser.add_argument("--inside", action="store_true", help="for Wasl itself")


def run(given: Namespace) -> int:
    if given.inside:
        return write(given)
    with database_for_command(Home.from_environment()) as addresses:
        argv = [sys.executable, "-m", "wasl.config.command", "report", "--inside", *words_of(given)]
        env = {**os.environ, "DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
        env.pop("WASL_OWNER_DATABASE_URL", None)
        return subprocess.run(argv, env=env, check=False).returncode


def words_of(given: Namespace) -> list[str]:
    """The same words for the inner process."""
    words = [given.report]
    for name in ("territory", "period", "lang", "format"):
        words += [f"--{name}", getattr(given, name)]
    return words + (["--out", str(given.out.absolute())] if given.out else [])


def write(given: Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    import django

    django.setup()
    from django.utils import timezone, translation

    from wasl.core.period import BadPeriod, Period
    from wasl.reports.commands import write_report
    from wasl.reports.definitions import UnknownReport, definitions
    from wasl.reports.queries import CannotReport

    try:
        with translation.override(given.lang):
            content = write_report(
                code=given.report, territory=given.territory, period=Period.parse(given.period), language=given.lang,
                format=given.format, today=timezone.localdate(),
            )  # fmt: skip
    except BadPeriod:
        raise CannotStart(f"There is no period {given.period}: write 2018, 2018-T1 or 2018-03.") from None
    except UnknownReport:
        raise CannotStart(f"There is no report {given.report}: known are {', '.join(definitions())}.") from None
    except CannotReport as fault:
        raise CannotStart(FAULTS[fault.why].format(**vars(given), code=fault.code)) from None
    if given.out:
        given.out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0
