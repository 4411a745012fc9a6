"""Finds rises in counts: sudden ones (channel shock) and slow ones (channel process). No database is needed.

SERIES has the columns series, t (whole epochs, or dates like 2026-11-16) and count, and exposure where it varies; an
absent line is missing, never zero. ALARMS has one line per series, t and channel: expected, upper (the highest count
that raises no alarm), p_value and alarm (0 or 1); blank where nothing could be tested. --alpha holds for each channel.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from wasl.config.commands.link import Bar
from wasl.config.launcher.errors import CannotStart

if TYPE_CHECKING:
    from wasl.watch.detection import Alarms

SUMMARY = "find sudden and slow rises in a file of counts"
METHODS = ("wasl", "farrington-flexible")
THRESHOLDS = ("nbPlugin",)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="SERIES")
    parser.add_argument("--out", type=Path, metavar="ALARMS", required=True, help="CSV to write")
    parser.add_argument("--method", choices=METHODS, default="wasl")
    parser.add_argument("--alpha", type=float, default=0.01, help="share of quiet times that may alarm, each channel")
    parser.add_argument("--frequency", type=int, default=52, help="times a year: 52, 12 or 365")
    parser.add_argument("--from", dest="first", metavar="T", help="first time tested")
    parser.add_argument("--to", dest="last", metavar="T", help="last time tested")
    parser.add_argument("--past-not-included", type=int, default=26, metavar="N", help="latest times kept out")
    flexible = parser.add_argument_group("farrington-flexible")
    flexible.add_argument("--b", type=int, default=5, help="years back")
    flexible.add_argument("--w", type=int, default=3, help="times on either side of an anniversary")
    flexible.add_argument("--periods", type=int, default=10, help="blocks of the season")
    flexible.add_argument(
        "--weights-threshold", type=float, default=2.58, help="residual above which a time is an outbreak"
    )
    flexible.add_argument("--threshold", choices=THRESHOLDS, default="nbPlugin")


def run(given: Namespace) -> int:
    from wasl.watch.detection import CannotDetect, detect
    from wasl.watch.plain import BadFile
    from wasl.watch.plain.series import read_series, time_given, write_alarms

    bar = Bar()
    try:
        read = read_series(given.file, frequency=given.frequency, watch=bar)
        first, last = (time_given(text, read.panel) if text else None for text in (given.first, given.last))
        alarms = detect(
            read.panel, alpha=given.alpha, frequency=given.frequency, method=given.method, first=first, last=last,
            b=given.b, w=given.w, periods=given.periods, past_not_included=given.past_not_included,
            weights_threshold=given.weights_threshold, progress=lambda share: bar("detect", share),
        )  # fmt: skip
        write_alarms(given.out, alarms, watch=bar)
    except (BadFile, CannotDetect) as fault:
        raise CannotStart(str(fault)) from None
    for line in (*read.notes, *said(alarms)):
        print(line, file=sys.stderr)
    return 0


def said(alarms: "Alarms") -> list[str]:
    """What was tested, on which histories, and how many alarms there are."""
    from wasl.watch.detection import Rung

    words = {
        Rung.OWN: "on their own history", Rung.BORROWED: "with a season borrowed from their peers",
        Rung.PEERS: "against their peers", Rung.NONE: "not tested: too little is known",
    }  # fmt: skip
    stood = [
        f"{int((alarms.rung == rung).sum()):,} {text}" for rung, text in words.items() if (alarms.rung == rung).any()
    ]
    found = ", ".join(f"{int(channel.alarm.sum()):,} {name}" for name, channel in alarms.channels().items())
    return [
        f"{len(alarms.names):,} series, {len(alarms.times):,} times; series × times {'; '.join(stood)}.",
        f"Alarms: {found}.",
    ]
