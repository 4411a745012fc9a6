from datetime import date

import pytest
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Sum

from wasl.access.models import Account, Posting
from wasl.access.queries import needs_second_factor
from wasl.access.roles import unit_kinds_of
from wasl.catalogue.models import Service
from wasl.network.models import Institution, Unit, UnitState
from wasl.network.queries import ancestors_on, counts_on, coverage_on, opened_between, units_on
from wasl.network.rules import Kind, within
from wasl.simulation import accounts, demo
from wasl.simulation.plan import plan
from wasl.vocabulary.queries import terms

END_2015, END_2016, END_2018 = date(2015, 12, 31), date(2016, 12, 31), date(2018, 12, 31)
PLAN_FROM, PLAN_TO = date(2017, 4, 28), date(2020, 4, 27)
pytestmark = pytest.mark.usefixtures("in_world")


def test_the_structure_of_2015():
    kinds = counts_on(END_2015).kinds
    assert (kinds[Kind.COORD], kinds[Kind.DELEG]) == (10, 72)


def test_the_structure_of_2016():
    counts = counts_on(END_2016)
    assert (counts.kinds[Kind.COORD], counts.kinds[Kind.DELEG]) == (10, 82)
    assert (counts.centres, counts.rural) == (4_086, 1_905)


def test_2018_adds_only_what_the_plan_opened():
    opened = opened_between(types=["CAS", "COAPH", "UPE", "EMF"], first=PLAN_FROM, last=END_2018).count()
    assert counts_on(END_2018).centres == 4_086 + opened
    assert opened > 100


@pytest.mark.parametrize(
    ("type_code", "target"), [("CAS", 500), ("COAPH", 90), ("UPE", 100), ("EMF", 100), ("CVS", 100)]
)
def test_the_plan_is_partly_achieved(type_code, target):
    assert 0 < opened_between(types=[type_code], first=PLAN_FROM, last=PLAN_TO).count() < target


def test_establishments_of_the_law_by_region_and_their_places():
    states = units_on(END_2016, kind=Kind.CENTRE).exclude(eps_category="")
    found: dict[str, int] = {}
    for province, number in states.values_list("province_code").annotate(n=Count("pk")):
        found[province[:2]] = found.get(province[:2], 0) + number
    assert found == plan()["eps_by_region"]
    assert states.aggregate(places=Sum("capacity"))["places"] == 96_490


def test_azilal_in_2018():
    counts = counts_on(END_2018, province_code="05.081")
    assert counts.eps == 37
    wanted = {"CEF": 26, "JE": 32, "ALPHA": 7, "CAS": 1, "EMF": 1, "UPE": 1, "COAPH": 1}
    assert {code: counts.types[code] for code in wanted} == wanted
    delegation = Unit.objects.get(code="D081")
    assert counts_on(END_2018, under=delegation.pk).eps == 37


@pytest.mark.parametrize(("day", "eps"), [(date(2011, 1, 1), 22), (date(2012, 1, 1), 36), (END_2018, 37)])
def test_azilals_establishments_grew_as_published(day, eps):
    assert counts_on(day, province_code="05.081").eps == eps


@pytest.mark.parametrize(
    ("code", "type_code", "commune"),
    [("E0812", "CAS", "05.081.01.03"), ("E0831", "DAR_TALIBA", "05.081.15.13"), ("E0833", "CEF", "05.081.15.13"),
     ("E0846", "JE", "05.081.03.13"), ("E0851", "EMF", "05.081.01.01"), ("E0852", "UPE", "05.081.01.01")],
)  # fmt: skip
def test_units_that_the_scenarios_name(code, type_code, commune):
    state = units_on(END_2018).get(unit__code=code)
    assert (state.type, state.commune_code) == (type_code, commune)
    assert state.unit.path == f"MA.C05.D081.{code}."


def test_what_is_not_published_is_marked_simulated():
    assert not Unit.objects.filter(is_simulated=False).exclude(code="MA").exists()


def test_centres_of_a_young_delegation_stood_under_the_old_one():
    young = units_on(END_2016, kind=Kind.CENTRE).filter(province_code="05.255").first()
    chains = [[state.unit.code for state in ancestors_on(young.unit_id, day)][2] for day in (END_2015, END_2016)]
    assert chains == ["D091", "D255"]


def test_ten_coordinations_cover_twelve_regions():
    covered = coverage_on(END_2018).filter(unit__kind=Kind.COORD)
    assert len({row.unit_id for row in covered}) == 10
    assert {row.territory_code for row in covered} == {f"{n:02d}" for n in range(1, 13)}
    before = coverage_on(END_2016, territory_code="08.363").filter(unit__kind=Kind.COORD)
    assert [row.unit.code for row in before] == ["C03"]


def test_every_state_lies_within_its_parents_life_and_follows_the_one_before():
    lives = {unit.pk: (unit.opened_on, unit.closed_on) for unit in Unit.objects.all()}
    ends: dict[object, date | None] = {}
    for state in UnitState.objects.order_by("unit_id", "since"):
        assert state.parent_id is None or within((state.since, state.until), lives[state.parent_id])
        assert state.since == ends.get(state.unit_id, lives[state.unit_id][0])
        ends[state.unit_id] = state.until
    assert ends == {pk: life[1] for pk, life in lives.items()}


def test_every_role_has_someone_in_a_unit_where_it_belongs():
    for posting in Posting.objects.select_related("unit"):
        assert posting.unit.kind in unit_kinds_of(posting.role), posting.role
    held = set(Posting.objects.values_list("role", flat=True))
    assert held == {term.code for term in terms("roles")} - {"PARTNER"}


def test_postings_begin_in_open_units():
    for posting in Posting.objects.select_related("unit"):
        assert posting.since >= posting.unit.opened_on, posting.unit.code


def test_one_password_opens_every_demo_account():
    hashes = set(Account.objects.values_list("password", flat=True))
    assert [check_password(accounts.PASSWORD, one) for one in hashes] == [True]


def test_no_demo_account_asks_for_a_telephone():
    for account in Account.objects.all():
        assert not needs_second_factor(account=account, today=date(2026, 11, 21)), account


def test_the_services_of_the_catalogue_are_there():
    assert Service.objects.count() > 20


def test_loading_again_changes_nothing():
    before = Unit.objects.count()
    assert demo.load(progress=lambda line: None) is False
    assert Unit.objects.count() == before


@pytest.mark.parametrize(
    "sql",
    ["UPDATE network_institution SET mode = 'real'", "DELETE FROM network_institution",
     "INSERT INTO network_institution (id, mode, name_fr, name_ar) VALUES (2, 'real', 'x', 'x')"],
)  # fmt: skip
def test_a_demo_never_turns_real(sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Institution.objects.get().mode == "demo"
