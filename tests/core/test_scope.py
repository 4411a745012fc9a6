"""The first wall: a scoped table runs only once it is said for whom. The second is switched off where it says so."""

import uuid
from contextlib import contextmanager

import pytest
from django.db import connection, models
from django.db.models import Count, Exists, Prefetch, Q
from tests.access.factories import actor, named, working_as
from tests.network.factories import SmallInstitution

from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.scope import ScopeNotGiven, entered, system
from wasl.network.models import Unit
from wasl.people.models import PersonLink, Phone, Registration

pytestmark = pytest.mark.django_db
READ = Permission.PERSON_READ
rows = Registration.objects

WAYS_ROUND = {
    "all": lambda: list(rows.all()),
    "filter": lambda: list(rows.filter(sex="F")),
    "get": lambda: rows.get(pk=uuid.uuid4()),
    "first": lambda: rows.first(),
    "latest": lambda: rows.latest("id"),
    "count": lambda: rows.count(),
    "exists": lambda: rows.exists(),
    "values": lambda: list(rows.values("family_latin")),
    "values_list": lambda: list(rows.values_list("family_latin", flat=True)),
    "iterator": lambda: list(rows.iterator()),
    "in_bulk": lambda: rows.in_bulk([uuid.uuid4()]),
    "aggregate": lambda: rows.aggregate(n=Count("id")),
    "raw": lambda: list(rows.raw("SELECT * FROM people_registration")),
    "create": lambda: rows.create(sex="F"),
    "get_or_create": lambda: rows.get_or_create(sex="F"),
    "update_or_create": lambda: rows.update_or_create(sex="F"),
    "bulk_create": lambda: rows.bulk_create([Registration(sex="F")]),
    "bulk_update": lambda: rows.bulk_update([Registration(sex="F")], ["sex"]),
    "update": lambda: rows.update(sex="M"),
    "delete": lambda: rows.filter(sex="F").delete(),
    "union": lambda: list(rows.all().union(rows.all())),
    "or": lambda: list(rows.all() | rows.all()),
    "subquery": lambda: list(Unit.objects.filter(pk__in=rows.values("unit_id"))),
    "explain": lambda: rows.all().explain(),
    "slice": lambda: rows.all()[0],
    "base manager": lambda: list(Registration._base_manager.all()),
    "default manager": lambda: list(Registration._default_manager.all()),
    "related": lambda: list(Registration(pk=uuid.uuid4()).phones.all()),
    "forward": lambda: Phone(registration_id=uuid.uuid4()).registration,
    "refresh": lambda: Registration(pk=uuid.uuid4()).refresh_from_db(),
}


@pytest.fixture
def world():
    return SmallInstitution()


def registration(who, **values):
    made = Registration(unit_id=who.unit_id, path=who.path, family_latin="Amrani", **values)
    made.save(force_insert=True)
    return made


@pytest.mark.parametrize("way", WAYS_ROUND, ids=str)
def test_there_is_no_way_round(world, way):
    with working_as("SOCIAL_WORKER", world.centre) as worker:
        registration(worker)
        with pytest.raises(ScopeNotGiven):
            WAYS_ROUND[way]()


def test_an_opened_query_cannot_be_widened_by_one_that_is_not(world):
    with working_as("SOCIAL_WORKER", world.centre) as worker:
        with pytest.raises(ScopeNotGiven):
            list(rows.visible_to(worker, READ) | rows.all())
        with pytest.raises(ScopeNotGiven):
            list(rows.visible_to(worker, READ).union(rows.all()))


def test_prefetch_goes_through_the_scope(world):
    with working_as("SOCIAL_WORKER", world.centre) as worker:
        registration(worker)
        with pytest.raises(ScopeNotGiven):
            list(rows.visible_to(worker, READ).prefetch_related("phones"))
        phones = Prefetch("phones", queryset=Phone.objects.visible_to(worker, READ))
        assert len(rows.visible_to(worker, READ).prefetch_related(phones)) == 1


def test_without_the_permission_nothing_is_asked_at_all(world):
    storekeeper = actor("STOREKEEPER", world.centre)
    with pytest.raises(NotAllowed):
        rows.visible_to(storekeeper, READ)


@contextmanager
def without_row_security():
    """As the listed system role, for which the second wall has no limits: only the first one stands."""
    with system("load demo"):
        yield


@pytest.fixture
def scattered(world):
    """One row a unit and level; N4 rows under one seal each."""
    seals = {}
    with without_row_security():
        for unit in (world.centre, world.sister, world.stranger):
            for level in range(5):
                seal = uuid.uuid4() if level == 4 else None
                made = Registration(unit=unit, path=unit.path, level=level, seal=seal, family_latin=f"{level}")
                made.save(force_insert=True)
                seals[unit.code, level] = seal
    return seals


def expected(who, world, seals):
    """The rule in plain words: own unit and below, level of the role, N4 by name, never against a denial."""
    seen = set()
    for unit in (world.centre, world.sister, world.stranger):
        for level in range(5):
            seal = seals[unit.code, level]
            below = unit.path.startswith(who.path)
            readable = level <= min(who.level, 3) or (level == 4 and who.level == 4 and seal in who.named)
            if below and readable and seal not in who.denied:
                seen.add((unit.code, level))
    return seen


def found(queryset):
    return {(Unit.objects.get(pk=row.unit_id).code, row.level) for row in queryset}


CASES = [
    ("SOCIAL_WORKER", "centre", ()),
    ("EDUCATOR", "sister", ()),
    ("WOMEN_OFFICER", "centre", ()),
    ("WOMEN_OFFICER", "centre", ("named",)),
    ("WOMEN_OFFICER", "centre", ("named", "denied")),
    ("SOCIAL_WORKER", "centre", ("named",)),
    ("WOMEN_OFFICER", "stranger", ("named",)),
    ("DELEGATE", "delegation", ()),
    ("DELEGATE", "other", ()),
    ("DPO", "hq", ()),
]


def who_is(world, seals, role, place, marks):
    who = actor(role, getattr(world, place))
    for mark in marks:
        who = named(who, seals[world.centre.code, 4], is_denied=mark == "denied")
    return who


@pytest.mark.parametrize(("role", "place", "marks"), CASES)
def test_the_first_wall_holds_alone(world, scattered, role, place, marks):
    who = who_is(world, scattered, role, place, marks)
    with without_row_security():
        assert found(rows.visible_to(who, READ)) == expected(who, world, scattered)


@pytest.mark.parametrize(("role", "place", "marks"), CASES)
def test_the_second_wall_holds_alone(world, scattered, role, place, marks):
    who = who_is(world, scattered, role, place, marks)
    with entered(who), connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, level FROM people_registration")
        seen = {(Unit.objects.get(pk=unit).code, level) for unit, level in cursor.fetchall()}
    assert seen == expected(who, world, scattered)


def test_limits_end_with_the_block(world, scattered):
    with working_as("DELEGATE", world.delegation):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_registration")
        assert cursor.fetchone() == (0,)


def test_inner_limits_give_way_to_the_outer_ones(world, scattered):
    with working_as("DELEGATE", world.delegation) as delegate:
        with working_as("SOCIAL_WORKER", world.stranger):
            pass
        assert found(rows.visible_to(delegate, READ)) == expected(delegate, world, scattered)


def test_a_job_that_is_not_listed_is_refused():
    with pytest.raises(ScopeNotGiven), system("read everything"):
        pass


def test_a_listed_job_gives_nothing_outside_its_block(world):
    with pytest.raises(ScopeNotGiven):
        rows.for_system("count facts")
    with system("count facts"), pytest.raises(ScopeNotGiven):
        rows.for_system("load demo")


def test_writing_outside_the_territory_is_refused_by_the_second_wall(world):
    from django.db import DatabaseError, transaction

    with working_as("SOCIAL_WORKER", world.centre), pytest.raises(DatabaseError), transaction.atomic():
        Registration(unit=world.stranger, path=world.stranger.path).save(force_insert=True)


def test_every_scoped_model_says_how_wide_its_paths_are():
    scoped = [m for m in _models() if issubclass(m, models.Model) and hasattr(m, "path_columns")]
    assert scoped
    for model in scoped:
        assert set(model.path_columns) <= {f.name for f in model._meta.fields}, model


def _models():
    from django.apps import apps

    return apps.get_models()


def test_exists_of_a_closed_query_is_stopped_by_the_second_wall(world, scattered):
    """`Exists` reads the query without asking the query set: what it finds is still only what may be seen."""
    who = actor("SOCIAL_WORKER", world.centre)
    with entered(who):
        found = Unit.objects.filter(Exists(rows.filter(unit_id=models.OuterRef("pk"))), ~Q(pk=who.unit_id))
        assert not found.exists()


def test_links_are_scoped_like_what_they_link(world):
    with working_as("SOCIAL_WORKER", world.centre), pytest.raises(ScopeNotGiven):
        list(PersonLink.objects.all())
