"""Makes a registry of persons who never lived, with the truth of who is who, to measure matching on."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wasl.config.launcher.errors import CannotStart
from wasl.simulation.people import registry
from wasl.simulation.people.noise import PROFILES
from wasl.simulation.people.seeds import UnknownSeed
from wasl.simulation.people.spellings import NamesMissing

SUMMARY = "make a registry to measure matching on"


def arguments(parser: ArgumentParser) -> None:
    what = parser.add_subparsers(required=True, metavar="WHAT", dest="what")
    one = what.add_parser("registry", help="persons, how they were written down, and who each one is")
    one.add_argument("--records", type=int, default=100_000)
    one.add_argument("--seed", type=int, required=True, help="1 to 99 to tune on, 900 to 999 to report on")
    one.add_argument("--noise", choices=tuple(PROFILES), default="normal")
    one.add_argument("--out", type=Path, required=True, help="a directory")
    one.add_argument("--format", choices=("parquet", "csv"), default="parquet")


def run(given: Namespace) -> int:
    if given.records < 1:
        raise CannotStart("A registry has one record at least: --records 100000.")
    began = time.monotonic()
    try:
        said = registry.write(
            records=given.records, seed=given.seed, noise=given.noise, out=given.out, format=given.format
        )
    except (UnknownSeed, NamesMissing) as reason:
        raise CannotStart(str(reason)) from None
    except OSError as reason:
        raise CannotStart(f"Nothing could be written in {given.out}: {reason.strerror}.") from None
    print(
        f"{said['records']} records of {said['persons']} persons in {given.out} ({said['noise']} noise, seed "
        f"{said['seed']}: to {'tune' if said['kind'] == 'tuning' else 'report'} on), "
        f"{time.monotonic() - began:.0f} s"
    )
    return 0
