"""Chooses where to open centres, among the places of a file, and says how far the choice may be from the best.

PLACES.csv has id, lat, lon (degrees), demand (people), and any other column. N new centres are opened exactly;
existing ones (lat and lon, or the id of a place) stay and serve too. Distances are great circles (Earth radius
6371.0088 km) times --detour: no road network is used. cover: most people within the radius. p-median: the shortest
mean distance. SITES.csv has the chosen lines of PLACES.csv, those who serve most people first, and what each is for.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from wasl.config.launcher.errors import CannotStart
from wasl.watch.plain.places import Points, read_existing, read_points, write_sites
from wasl.watch.plain.tables import BadFile, Columns

if TYPE_CHECKING:
    from wasl.watch.siting import Choice, Places, Question

SUMMARY = "choose where to open centres"


def arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("places", type=Path, metavar="PLACES.csv", help="id, lat, lon, demand and any other column")
    add("--centres", type=int, metavar="N", help="new centres to open, exactly")
    add("--budget", type=float, metavar="SUM", help="instead of --centres: what they may cost together")
    add("--cost", metavar="COLUMN", help="with --budget: what a centre costs there (1 unless told)")
    add("--radius-km", type=float, metavar="R", help="how far is within reach; needed to cover")
    add("--objective", choices=("cover", "p-median"), default="cover")
    add("--detour", type=float, default=1.3, help="a road for a straight line of 1 (default 1.3)")
    add("--existing", type=Path, metavar="E.csv", help="centres that stand already: lat and lon, or id")
    add("--at-least-one-per", action="append", default=[], metavar="COLUMN", help="a centre for each value of it")
    add("--min-share", action="append", default=[], metavar="COLUMN=VALUE",
        help="least share of the new centres: rural=0.46 where the column says yes or no, 1 or 0; "
             "area=rural:0.46 where it holds words")  # fmt: skip
    add("--penalty-km", metavar="COLUMN", help="kilometres added to each journey from the place")
    add("--capacity", type=float, metavar="PEOPLE", help="most that one centre can serve; cover only")
    add("--candidates", metavar="COLUMN", help="yes or no: whether a centre may stand there (anywhere unless told)")
    add("--refuse", action="append", default=[], metavar="ID", help="not there; give it again for another")
    add("--time-limit", type=float, default=60.0, metavar="SECONDS", help="then the best so far and its bound")
    add("--out", type=Path, required=True, metavar="SITES.csv")


def run(given: Namespace) -> int:
    from wasl.config.commands.watch.siting_words import refusal
    from wasl.watch.siting import NoAnswer, choose

    try:
        points = read_points(given.places)
        places, question = asked(given, points)
        choice = choose(places, question)
    except BadFile as fault:
        raise CannotStart(str(fault)) from None
    except NoAnswer as reason:
        raise CannotStart(refusal(reason)) from None
    except TimeoutError:
        raise CannotStart("No choice was found within the time: give a longer --time-limit.") from None
    try:
        _write(given.out, points, places, question, choice)
    except BadFile as fault:
        raise CannotStart(str(fault)) from None
    return 0


def asked(given: Namespace, points: Points) -> "tuple[Places, Question]":
    """What the words ask of the files; raises CannotStart and BadFile."""
    from wasl.config.commands.watch.siting_words import groupings, refused, shares
    from wasl.watch.siting import Objective, Places, Question

    _check(given)
    places = Places(
        ids=points.ids, latitude=points.latitude, longitude=points.longitude, demand=points.demand,
        penalty_km=points.numbers(given.penalty_km, blank=0.0) if given.penalty_km else None,
        cost=points.numbers(given.cost, blank=1.0) if given.cost else None,
        may_receive=points.shares(given.candidates) > 0 if given.candidates else None,
    )  # fmt: skip
    table: Columns | None = None
    latitude, longitude = places.latitude[:0], places.longitude[:0]
    if given.existing:
        table, latitude, longitude = read_existing(given.existing, points)
    return places, Question(
        objective=Objective(given.objective), centres=given.centres, budget=given.budget,
        radius_km=given.radius_km or 0.0, detour=given.detour, existing_latitude=latitude,
        existing_longitude=longitude, groupings=groupings(given.at_least_one_per, points, table, latitude, longitude),
        shares=shares(given.min_share, points), refused=refused(given.refuse, points), capacity=given.capacity,
        seconds=given.time_limit,
    )  # fmt: skip


def _check(given: Namespace) -> None:
    wrong = (
        ((given.centres is None) == (given.budget is None), "Give --centres N, or --budget SUM instead."),
        (given.centres is not None and given.centres < 0, "--centres is a number of at least 0."),
        (given.budget is not None and not given.budget >= 0, "--budget is a sum of at least 0."),
        (given.cost and given.budget is None, "--cost goes with --budget."),
        (given.objective == "cover" and given.radius_km is None, "To cover, give --radius-km."),
        (given.radius_km is not None and not given.radius_km >= 0, "--radius-km is a number of at least 0."),
        (not 1 <= given.detour < 100, "--detour is a number of at least 1: a road is no shorter than a straight line."),
        (given.capacity is not None and not given.capacity > 0, "--capacity is a number above 0."),
        (given.capacity is not None and given.objective != "cover", "--capacity goes with --objective cover."),
        (not given.time_limit > 0, "--time-limit is a number above 0."),
    )
    for is_wrong, why in wrong:
        if is_wrong:
            raise CannotStart(why)


def _write(out: Path, points: Points, places: "Places", question: "Question", choice: "Choice") -> None:
    from wasl.config.commands.watch.siting_words import columns, lines
    from wasl.watch.siting import explain

    reasons = explain(places, question, choice)
    write_sites(out, points, choice.sites, columns(question, reasons))
    for line in lines(places, question, choice, reasons):
        print(line)
    print(f"{len(choice.sites)} sites written to {out}.", file=sys.stderr)
