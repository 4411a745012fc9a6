"""Who would be reached from where, and what of that can be left out without changing the answer."""

from dataclasses import dataclass

import numpy as np

from wasl.watch.siting.geometry import (
    TOLERANCE_KM,
    Bools,
    Floats,
    Ints,
    blocks,
    great_circle_km,
)
from wasl.watch.siting.question import Places, Question
from wasl.watch.siting.rules import Rules
from wasl.watch.siting.sparse import Lists, from_pairs

#: Pairs of candidates compared at once.
PAIRS = 3_000_000


def journeys(places: Places, question: Question, rows: slice, latitude: Floats, longitude: Floats) -> Floats:
    """Kilometres from each of these places to each point: great circle × detour, and the place's own penalty."""
    straight = great_circle_km(places.latitude[rows], places.longitude[rows], latitude, longitude)
    return straight * question.detour + places.penalties[rows, None]


def nearest_existing_km(places: Places, question: Question) -> Floats:
    """From each place to the nearest existing site; inf without any."""
    found = np.full(len(places), np.inf)
    if len(question.existing_latitude):
        for rows in blocks(len(places), len(question.existing_latitude)):
            found[rows] = journeys(places, question, rows, question.existing_latitude, question.existing_longitude).min(
                axis=1
            )
    return found


def within_reach(places: Places, question: Question, candidates: Ints) -> Lists:
    """For each candidate, the places no further than the radius."""
    latitude, longitude = places.latitude[candidates], places.longitude[candidates]
    rows, columns = [], []
    for part in blocks(len(places), len(candidates)):
        near = journeys(places, question, part, latitude, longitude) <= question.radius_km + TOLERANCE_KM
        row, column = np.nonzero(near)
        rows.append(row + part.start)
        columns.append(column)
    return from_pairs(np.concatenate(columns), np.concatenate(rows), len(candidates), len(places))


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """What remains to be decided: `reach` of each candidate kept (over rows), people in each row, people that a
    candidate alone can reach, the rules over the candidates kept; `kept` and `spare` number the candidates before.

    Whoever is spare reaches nobody that another of the same standing does not, and only makes up the number.
    """

    reach: Lists
    weight: Floats
    alone: Floats
    rules: Rules
    kept: Ints
    spare: Ints
    spare_excess: Floats


def reduced(reach: Lists, demand: Floats, rules: Rules) -> Core:
    """Leaves out rows without people or candidates, joins rows that the same candidates reach, and sets aside
    candidates another makes needless; again, until nothing changes. Every best choice keeps its worth."""
    kept, spare, weight = np.arange(reach.height), np.zeros(0, dtype=np.int64), demand
    spare_excess = np.zeros((len(rules.excess), 0))
    may_spare = rules.count is not None or not len(rules.excess)
    while True:
        reach, weight = _joined(reach, weight)
        needless = _needless(reach, rules) if may_spare else np.zeros(reach.height, dtype=bool)
        if not needless.any():
            break
        spare = np.concatenate([spare, kept[needless]])
        spare_excess = np.concatenate([spare_excess, rules.excess[:, needless]], axis=1)
        kept, rules = kept[~needless], rules.only(~needless)
        reach = reach.kept(~needless, np.ones(reach.width, dtype=bool))
    single = np.diff(reach.turned().starts) == 1
    alone = reach.sums(np.where(single, weight, 0.0))
    reach = reach.kept(np.ones(reach.height, dtype=bool), ~single)
    return Core(reach, weight[~single], alone, rules, kept, spare, spare_excess)


def _joined(reach: Lists, weight: Floats) -> tuple[Lists, Floats]:
    by_row = reach.turned()
    first: dict[bytes, int] = {}
    total = weight.copy()
    stays = np.zeros(by_row.height, dtype=bool)
    for row in range(by_row.height):
        members = by_row.of(row)
        if not len(members) or weight[row] <= 0:
            continue
        same = first.setdefault(members.tobytes(), row)
        if same == row:
            stays[row] = True
        else:
            total[same] += weight[row]
    return reach.kept(np.ones(reach.height, dtype=bool), stays), total[stays]


def _needless(reach: Lists, rules: Rules) -> Bools:
    """Candidates whose people another one of at least the same standing reaches too; of two alike, the later."""
    by_row, lengths = reach.turned(), reach.lengths
    work = reach.sums(by_row.lengths.astype(np.float64))
    found = np.zeros(reach.height, dtype=bool)
    start = 0
    while start < reach.height:
        upto = max(start + 1, int(np.searchsorted(np.cumsum(work[start:]), PAIRS)) + start)
        upto = min(upto, start + max(1, PAIRS // max(1, reach.height)))
        found[start:upto] = _needless_between(reach, by_row, lengths, rules, start, min(upto, reach.height))
        start = upto
    return found


def _needless_between(reach: Lists, by_row: Lists, lengths: Ints, rules: Rules, start: int, upto: int) -> Bools:
    begin, end = reach.starts[start], reach.starts[upto]
    rows, owners = reach.items[begin:end], reach.owners[begin:end] - start
    counts = by_row.lengths[rows]
    # The candidates of each of these rows, end to end.
    offsets = np.repeat(by_row.starts[rows] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    others = by_row.items[np.arange(counts.sum()) + offsets]
    shared = np.bincount(np.repeat(owners, counts) * reach.height + others, minlength=(upto - start) * reach.height)
    mine, other = np.nonzero(shared.reshape(upto - start, reach.height) == lengths[start:upto, None])
    mine = mine + start
    different = mine != other
    mine, other = mine[different], other[different]
    fits = _stands_in_for(rules, other, mine)
    mine, other = mine[fits], other[fits]
    both_ways = (lengths[mine] == lengths[other]) & _stands_in_for(rules, mine, other)
    found = np.zeros(upto - start, dtype=bool)
    found[(mine - start)[~both_ways | (other < mine)]] = True
    return found


def _stands_in_for(rules: Rules, one: Ints, other: Ints) -> Bools:
    """Taking `one` instead of `other` breaks no rule that held."""
    fits = rules.cost[one] <= rules.cost[other]
    for labels in rules.labels:
        fits &= (labels[other] == labels[one]) | (labels[other] == -1)
    for excess in rules.excess:
        fits &= excess[one] >= excess[other]
    return fits
