"""Generated readers × generated rows, through each wall alone, against the oracle; and sentences of the domain."""

import uuid
from random import Random

import pytest
from django.db import connection

from tests.access import factories
from tests.house.oracle import LEVELS, Reader, Row, may_read
from tests.network.factories import unit
from wasl.access.models import NamedAccess
from wasl.access.queries import actor_of
from wasl.core.permissions import Permission
from wasl.core.scope import entered, system
from wasl.people.models import Registration

pytestmark = pytest.mark.django_db
READERS, ROWS = 90, 600
LONG_READERS, LONG_ROWS = 400, 2_500


def tree(random):
    """Headquarters, three coordinations, seven delegations, thirty centres; the same for the same generator."""
    top = unit("HQ")
    coordinations = [unit("COORD", parent=top) for _ in range(3)]
    delegations = [unit("DELEG", parent=random.choice(coordinations)) for _ in range(7)]
    centres = [unit("CENTRE", parent=random.choice(delegations)) for _ in range(30)]
    return [top, *coordinations, *delegations, *centres]


def place(unit):
    return tuple(unit.path.rstrip(".").split("."))


def rows(random, units, dossiers, number):
    made = []
    for _ in range(number):
        where, level = random.choice(units), random.randrange(5)
        seal = random.choice(dossiers) if level == 4 or random.random() < 0.2 else None
        made.append(Registration(unit=where, path=where.path, level=level, seal=seal))
    with system("load demo"):
        Registration.objects.for_system("load demo").bulk_create(made)
    oracle = {}
    where_is = {unit.pk: place(unit) for unit in units}
    for row in made:
        oracle[row.pk] = Row(where_is[row.unit_id], row.level, str(row.seal) if row.seal else None)
    return oracle


def reader(random, units, dossiers):
    where, role = random.choice(units), random.choice(sorted(LEVELS))
    posting = factories.posting(role, where)
    sets = {False: frozenset(random.sample(dossiers, 6)), True: frozenset(random.sample(dossiers, 2))}
    NamedAccess.objects.bulk_create(
        NamedAccess(dossier_id=dossier, account=posting.account, is_denied=is_denied)
        for is_denied, some in sets.items()
        for dossier in some
    )
    names, denials = (frozenset(map(str, sets[key])) for key in (False, True))
    return actor_of(posting=posting), Reader(role, place(where), names, denials)


def compare(seed, readers, number):
    """How many (reader, row, wall) triples were compared; fails on the first that differs."""
    random = Random(seed)
    units = tree(random)
    dossiers = [uuid.UUID(int=random.getrandbits(128), version=4) for _ in range(25)]
    oracle = rows(random, units, dossiers, number)
    for _ in range(readers):
        actor, rule = reader(random, units, dossiers)
        expected = {key for key, row in oracle.items() if may_read(rule, row)}
        with system("load demo"):
            first = set(Registration.objects.visible_to(actor, Permission.PERSON_READ).values_list("pk", flat=True))
        with entered(actor), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM people_registration")
            second = {key for (key,) in cursor.fetchall()}
        assert first == expected, rule
        assert second == expected, rule
    return readers * number * 2


def test_no_row_is_read_beyond_the_rule_over_100_000_triples():
    assert compare(20261121, READERS, ROWS) >= 100_000


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_no_row_is_read_beyond_the_rule_over_millions_of_triples(seed):
    assert compare(seed, LONG_READERS, LONG_ROWS) == 2_000_000


HERE = ("MA", "C05", "D081", "CAS")
FROM_THE_TEXTS = [
    # "Only agents named on the dossier read it, delegate, coordination and headquarters read counts."
    (Reader("DELEGATE", HERE[:3], frozenset(), frozenset()), Row(HERE, 4, "d"), False),
    (Reader("WOMEN_OFFICER", HERE, frozenset({"d"}), frozenset()), Row(HERE, 4, "d"), True),
    (Reader("WOMEN_OFFICER", HERE, frozenset(), frozenset()), Row(HERE, 4, "d"), False),
    # "A deny list per dossier overrides every grant."
    (Reader("WOMEN_OFFICER", HERE, frozenset({"d"}), frozenset({"d"})), Row(HERE, 4, "d"), False),
    (Reader("SOCIAL_WORKER", HERE, frozenset(), frozenset({"d"})), Row(HERE, 2, "d"), False),
    # "A posting reaches its unit and all below."
    (Reader("DELEGATE", HERE[:3], frozenset(), frozenset()), Row(HERE, 3, None), True),
    (Reader("DELEGATE", ("MA", "C05", "D082"), frozenset(), frozenset()), Row(HERE, 0, None), False),
    # "The trainer of the CEF sees nothing of it."
    (Reader("EDUCATOR", ("MA", "C05", "D081", "CEF"), frozenset(), frozenset()), Row(HERE, 4, "d"), False),
    (Reader("EDUCATOR", HERE, frozenset(), frozenset()), Row(HERE, 3, None), False),
    # "Level and scope are both needed."
    (Reader("WOMEN_OFFICER", ("MA", "C05", "D082", "EMF"), frozenset({"d"}), frozenset()), Row(HERE, 4, "d"), False),
    (Reader("DPO", ("MA",), frozenset(), frozenset()), Row(HERE, 3, None), False),
    (Reader("DPO", ("MA",), frozenset(), frozenset()), Row(HERE, 2, None), True),
]


@pytest.mark.parametrize(("reader", "row", "answer"), FROM_THE_TEXTS)
def test_the_oracle_says_what_the_texts_say(reader, row, answer):
    assert may_read(reader, row) is answer
