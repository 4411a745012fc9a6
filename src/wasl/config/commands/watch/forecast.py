"""Foretells each series by exponential smoothing averaged over many parameters, with intervals learnt from past errors.

SERIES has series, t, count and perhaps exposure; t is a whole number or a date (months step by months). A line that is
absent is missing, never zero. OUT has series, t, mean, lower, upper. With --hierarchy (node, parent) the whole tree is
foretold, every node the sum of its children; a node above others without lines of its own is made of what is below it.
"""

import csv
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

SUMMARY = "what comes, with intervals, of each series of a file"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("series", type=Path, metavar="SERIES.csv")
    parser.add_argument("--horizon", type=_whole(1, 1_000), required=True, help="how many steps ahead")
    parser.add_argument("--season", type=_whole(1, 400), default=12, help="steps in a cycle; 1 for none (12)")
    parser.add_argument("--hierarchy", type=Path, metavar="TREE.csv", help="columns node, parent")
    parser.add_argument("--level", type=_share, default=0.9, help="share of what comes between lower and upper (.9)")
    parser.add_argument("--quality", type=Path, metavar="Q.csv", help="how wrong the last season would have been")
    parser.add_argument("--out", type=Path, required=True, metavar="F.csv")


def run(given: Namespace) -> int:
    from wasl.watch.plain import BadFile, foretold

    began = time.perf_counter()
    try:
        made = foretold.made(
            given.series, horizon=given.horizon, season=given.season, level=given.level, tree=given.hierarchy
        )
        _write(given.out, ("series", "t", "mean", "lower", "upper"), foretold.lines(made))
        if given.quality:
            _write(given.quality, foretold.QUALITY, foretold.quality(made))
    except BadFile as fault:
        print(f"wasl: {fault}", file=sys.stderr)
        return 1
    for note in foretold.notes(made, season=given.season, level=given.level):
        print(note)
    print(f"{len(made.names)} series, {given.horizon} steps each, in {time.perf_counter() - began:.1f} s: {given.out}")
    return 0


def _write(path: Path, header: tuple[str, ...], rows: object) -> None:
    from wasl.watch.plain import BadFile

    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)  # type: ignore[arg-type]
    except OSError as fault:
        raise BadFile(f"Cannot write {path}: {fault.strerror}.") from None


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ArgumentTypeError(f"a whole number from {least} to {most}, not {text!r}")
        return int(text)

    return read


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.5 <= value <= 0.99:
        raise ArgumentTypeError(f"a share from .5 to .99, not {text!r}")
    return value
