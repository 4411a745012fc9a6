"""A protected person and an unknown one, searched by somebody outside: same content, same count, same time."""

import statistics
import time
import uuid
from datetime import UTC, date, datetime
from random import Random

import pytest
from tests.access.factories import actor

from wasl.core.scope import entered
from wasl.people import commands, queries
from wasl.people.bulk import NewRegistration, write_registrations
from wasl.people.rules import Birth, Particulars, sought_as
from wasl.simulation.names import draw

NOW, TODAY = datetime(2026, 11, 21, 10, tzinfo=UTC), date(2026, 11, 21)
PAIRS, LONG_PAIRS = 100, 10_000


def people(random, number, unit):
    rows = []
    for _ in range(number):
        name = draw(random)
        said = Particulars(
            given_latin=name.given_latin, family_latin=f"{name.family_latin} {uuid.UUID(int=random.getrandbits(128))}",
            sex=name.sex, birth=Birth(year=random.randint(1940, 2020)),
        )  # fmt: skip
        rows.append(NewRegistration(unit_id=unit.pk, path=unit.path, particulars=said, created_at=NOW))
    return rows


def timed(who, row):
    began = time.perf_counter()
    with entered(who):
        found = queries.search(actor=who, sought=sought_as(row.particulars), today=TODAY)
    return found, time.perf_counter() - began


def compare(institution, pairs):
    random = Random(20261121)
    protected = people(random, pairs, institution.sister)
    write_registrations(protected, today=TODAY)
    unknown = people(random, pairs, institution.sister)
    officer, outside = actor("WOMEN_OFFICER", institution.sister), actor("SOCIAL_WORKER", institution.centre)
    assert timed(outside, protected[0])[0].masked, (
        "before the protection she gives a hit: the comparison means something"
    )
    with entered(officer):
        for row in protected:
            commands.protect_person(actor=officer, registration_id=row.id, dossier_id=uuid.uuid4())
    differences = []
    for hidden, nobody in zip(protected, unknown, strict=True):
        # Whichever comes first finds the caches colder: each leads as often as the other, in no order of its own.
        leads = random.random() < 0.5
        pair = (hidden, nobody) if leads else (nobody, hidden)
        (first, one), (second, other) = [timed(outside, row) for row in pair]
        assert first == second == queries.Found()
        differences.append(one - other if leads else other - one)
    return differences


def indistinguishable(differences):
    """The mean difference is within four standard errors of none, or under a tenth of a millisecond."""
    error = statistics.stdev(differences) / len(differences) ** 0.5
    return abs(statistics.mean(differences)) < max(4 * error, 1e-4)


def test_a_protected_person_is_an_unknown_one_from_outside(institution):
    assert indistinguishable(compare(institution, PAIRS))


@pytest.mark.long
def test_over_ten_thousand_pairs(institution):
    assert indistinguishable(compare(institution, LONG_PAIRS))
