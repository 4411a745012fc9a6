"""What leaves says nothing under the threshold, whatever is added to or taken from whatever else."""

from itertools import combinations, product
from random import Random

import pytest

from wasl.watch.disclosure import Part, partition, total_of

THRESHOLD = 5


def country(random, provinces=75):
    """A month of one indicator: mostly small or nothing in some provinces, large in others."""
    codes = [f"{1 + n % 12:02d}.{n:03d}" for n in range(provinces)]
    return {code: random.choice([0, 0, 1, 2, 3, 4, 6, 9, 15, 40, 120]) for code in codes}


def parts_of(values, threshold=THRESHOLD):
    return partition(values, regions={code: code[:2] for code in values}, threshold=threshold)


@pytest.mark.parametrize("seed", range(20))
def test_parts_cover_the_country_once_and_add_up(seed):
    values = country(Random(seed))
    parts = parts_of(values)
    assert sorted(place for part in parts for place in part.places) == sorted(values)
    assert sum(part.count for part in parts) == sum(values.values())


@pytest.mark.parametrize("seed", range(20))
def test_no_part_holds_a_small_count(seed):
    for part in parts_of(country(Random(seed))):
        assert part.count == 0 or part.count >= THRESHOLD
        assert len(part.places) == 1 or part.count >= 2 * THRESHOLD


@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_pairs_of_queries_recover_nothing_small(seed):
    """A query is the total of any provinces over any months; what may not be told is not answered."""
    random = Random(seed)
    months = [country(random) for _ in range(6)]
    tables = [parts_of(values) for values in months]
    codes = list(months[0])

    def ask(places, when):
        totals = [total_of(tables[month], places) for month in when]
        return None if None in totals else sum(totals)

    recovered, answered = [], 0
    for _ in range(10_000):
        few = random.sample(codes, random.randint(1, 4))
        more = {*few, *random.sample(codes, random.randint(1, 6))}
        when = random.sample(range(6), random.randint(1, 3))
        one, other = ask(few, when), ask(more, when)
        if one is None or other is None:
            continue
        answered += 1
        difference = more - set(few)
        hidden = [months[month][code] for month in when for code in difference]
        if len(hidden) == 1 and 0 < hidden[0] < THRESHOLD:
            recovered.append((few, more, when))
        if 0 < other - one < THRESHOLD:
            recovered.append((few, more, when))
    assert answered > 30 and recovered == []


def test_every_sum_and_difference_of_releases_is_one_of_whole_parts():
    """All queries there are, on a small country: the attacker's algebra knows the parts and nothing else."""
    values = {"a.1": 2, "a.2": 7, "a.3": 9, "b.1": 0, "b.2": 30, "b.3": 1, "b.4": 12}
    parts = parts_of(values)
    whole = {frozenset(part.places) for part in parts}
    told = {}
    for size in range(1, len(values) + 1):
        for places in combinations(values, size):
            total = total_of(parts, places)
            if total is not None:
                told[frozenset(places)] = total
    for one, other in combinations(told, 2):
        left = one - other
        assert not left or any(part <= left for part in whole) or not all(part <= one for part in whole if part & left)
    assert all(any(part <= places for part in whole) for places in told)


def test_whoever_knows_the_rule_still_cannot_tell_a_small_count():
    """Of all countries that give one release, a small count is never the same in each."""
    regions = {f"p{n}": "r" for n in range(4)}
    seen = {}
    for world in product(range(13), repeat=4):
        values = dict(zip(regions, world, strict=True))
        release = tuple(partition(values, regions=regions, threshold=3))
        seen.setdefault(release, []).append(world)
    pinned = [
        worlds
        for worlds in seen.values()
        for place in range(4)
        # Worlds near the edge of what was tried have neighbours beyond it.
        if 0 < worlds[0][place] < 3 and sum(worlds[0]) <= 20 and len({world[place] for world in worlds}) == 1
    ]
    assert len(seen) > 1_000 and pinned == []


def test_a_country_with_too_few_says_nothing_at_all():
    parts = parts_of({"a.1": 2, "b.1": 0, "c.1": 3, "d.1": 0})
    assert parts == [Part(("a.1", "c.1"), None), Part(("b.1",), 0), Part(("d.1",), 0)]
    assert total_of(parts, ["a.1"]) is None and total_of(parts, ["a.1", "b.1", "c.1", "d.1"]) is None
