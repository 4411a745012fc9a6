"""Generated readers × generated rows, through each wall alone, against the oracle; and sentences of the domain."""

import uuid
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from tests.access import factories
from tests.house import oracle
from tests.house.oracle import LEVELS, Reader, Row, may_know, may_read
from tests.network.factories import unit
from wasl.access.grants import GRANTS
from wasl.access.models import NamedAccess
from wasl.access.queries import actor_of
from wasl.core.permissions import Permission
from wasl.core.scope import entered, system
from wasl.people.models import Registration

pytestmark = pytest.mark.django_db
ROLES = sorted(role for role in LEVELS if Permission.PERSON_READ in GRANTS[role])
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
    filed = {}
    where_is = {unit.pk: place(unit) for unit in units}
    for row in made:
        filed[row.pk] = Row(where_is[row.unit_id], row.level, str(row.seal) if row.seal else None)
    return filed


def reader(random, units, dossiers):
    where, role = random.choice(units), random.choice(ROLES)
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
    filed = rows(random, units, dossiers, number)
    for _ in range(readers):
        actor, rule = reader(random, units, dossiers)
        expected = {key for key, row in filed.items() if may_read(rule, row)}
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
DELEGATION, COORDINATION, TOP = HERE[:3], HERE[:2], HERE[:1]
SISTER = ("MA", "C05", "D081", "CEF")
ELSEWHERE = ("MA", "C05", "D082", "EMF")


def who(role, where=HERE, named=(), denied=()):
    return Reader(role, where, frozenset(named), frozenset(denied))


HERS, SOCIAL, SENSITIVE, PERSON = Row(HERE, 4, "d"), Row(HERE, 2, "d"), Row(HERE, 3, "d"), Row(HERE, 2, None)
#: (sentence of the domain's texts, who, what, whether they learn of it)
FROM_THE_TEXTS = [
    ("Only agents named on the dossier read it, delegate, coordination and headquarters read counts.", [
        (who("WOMEN_OFFICER", named="d"), HERS, True),
        (who("WOMEN_OFFICER"), HERS, False),
        (who("DELEGATE", DELEGATION), HERS, False),
        (who("COORDINATOR", COORDINATION), HERS, False),
        (who("STATISTICIAN", TOP), HERS, False),
        (who("DPO", TOP), HERS, False),
    ]),
    ("N4 by name only.", [
        (who("CHILD_OFFICER", named="d"), HERS, True),
        (who("CHILD_OFFICER", named="e"), HERS, False),
        (who("SUPERVISOR"), HERS, False),
        (who("CENTRE_DIRECTOR"), HERS, False),
    ]),
    ("Level = highest confidentiality seen by the role itself.", [
        (who("SOCIAL_WORKER", named="d"), HERS, False),
        (who("DELEGATE", DELEGATION, named="d"), HERS, False),
        (who("SOCIAL_WORKER"), SENSITIVE, True),
        (who("DISABILITY_OFFICER"), SENSITIVE, True),
        (who("BURSAR"), PERSON, False),
        (who("STOREKEEPER"), PERSON, False),
    ]),
    ("A deny list per dossier overrides every grant.", [
        (who("WOMEN_OFFICER", named="d", denied="d"), HERS, False),
        (who("SOCIAL_WORKER", denied="d"), SOCIAL, False),
        (who("CENTRE_DIRECTOR", denied="d"), SENSITIVE, False),
        (who("DELEGATE", DELEGATION, denied="d"), SOCIAL, False),
        (who("SOCIAL_WORKER", denied="e"), SOCIAL, True),
    ]),
    ("The unit tree carries a text path; a posting reaches its unit and all below.", [
        (who("DELEGATE", DELEGATION), SENSITIVE, True),
        (who("INSPECTOR", COORDINATION), SENSITIVE, True),
        (who("SUPERVISOR", DELEGATION), SOCIAL, True),
        (who("SOCIAL_WORKER", SISTER), SOCIAL, False),
        (who("CENTRE_DIRECTOR", SISTER), PERSON, False),
    ]),
    ("Object ids of another territory.", [
        (who("DELEGATE", ("MA", "C05", "D082")), Row(HERE, 0, None), False),
        (who("DELEGATE", ("MA", "C05", "D08")), PERSON, False),
        (who("INSPECTOR", ("MA", "C06")), PERSON, False),
    ]),
    ("Level and scope are both needed.", [
        (who("WOMEN_OFFICER", ELSEWHERE, named="d"), HERS, False),
        (who("CHILD_OFFICER", SISTER, named="d"), HERS, False),
        (who("DPO", TOP), SENSITIVE, False),
        (who("DPO", TOP), PERSON, True),
    ]),
    ("The trainer of the CEF sees nothing of it.", [
        (who("EDUCATOR", SISTER), HERS, False),
        (who("EDUCATOR"), SENSITIVE, False),
        (who("EDUCATOR"), SOCIAL, False),
        (who("EDUCATOR"), PERSON, True),
    ]),
    ("UPE/CAPE officer: signals, evaluation, judge letters, path follow-up; only own cases.", [
        (who("CHILD_OFFICER", named=["c"]), HERS, False),
        (who("CHILD_OFFICER", named=["c", "d"]), HERS, True),
    ]),
    ("Outside reader (ministry, governor, INDH): aggregated pages only.", [
        (who("READER", TOP), PERSON, False),
        (who("READER", TOP), SOCIAL, False),
    ]),
    ("No account can export the country.", [
        (who("SYSTEM_ADMIN", TOP), PERSON, False),
        (who("LOCAL_ADMIN", TOP), SOCIAL, False),
        (who("BOARD_SECRETARY", TOP), PERSON, False),
    ]),
]  # fmt: skip
TRIPLES = [(sentence, *triple) for sentence, triples in FROM_THE_TEXTS for triple in triples]


@pytest.mark.parametrize(("sentence", "reader", "row", "answer"), TRIPLES)
def test_the_oracle_says_what_the_texts_say(sentence, reader, row, answer):
    assert may_know(reader, row) is answer, sentence


def test_the_oracle_is_short_and_the_texts_are_many():
    assert len(TRIPLES) >= 40
    assert len(Path(oracle.__file__).read_text().splitlines()) <= 80
