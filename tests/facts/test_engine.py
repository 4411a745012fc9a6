"""Facts of the rooms, counted live: on the tree of the period, in the territory, nothing twice."""

from datetime import date
from decimal import Decimal

import pytest

from tests.facts.factories import TODAY, YEAR, Delegation, approved, declare, entry
from wasl.core.figures import Counted, Figure, Qualifier
from wasl.core.period import Period
from wasl.core.scope import entered
from wasl.facts.engine.compute import figures_of, relation_of
from wasl.facts.engine.shapes import Dimension, Place
from wasl.facts.engine.sql import broken_down, listed
from wasl.facts.indicators import built_in
from wasl.facts.rules.declaring import Entry
from wasl.network.models import Unit, UnitState

pytestmark = pytest.mark.django_db
AZILAL = Place("05.081")


@pytest.fixture
def azilal() -> Delegation:
    return Delegation()


def figure(code: str, *, place: Place = AZILAL, period: Period = YEAR, today: date = TODAY) -> Figure | None:
    return figures_of(codes=[code], known=built_in(), place=place, period=period, today=today)[code].figure


def test_a_sum_of_what_no_unit_declared_is_not_zero_but_unknown(azilal: Delegation) -> None:
    azilal.centre("CEF")
    assert figure("cef.beneficiaries_f") is None
    assert figure("units.cef") == Figure(Decimal(1), Counted.ESTABLISHMENT)


def test_only_approved_states_are_counted(azilal: Delegation) -> None:
    first, second = azilal.centre("CEF"), azilal.centre("CEF")
    approved(azilal, first, entry("cef.beneficiaries_f", 30))
    declare(azilal.declarant, second, entry("cef.beneficiaries_f", 500))
    declare(azilal.declarant, first, entry("cef.beneficiaries_f", 31))
    assert figure("cef.beneficiaries_f") == Figure(Decimal(30), Counted.WOMAN)


def test_another_province_counts_for_the_region_and_the_country_only(azilal: Delegation) -> None:
    other = Delegation("05.091", hq=azilal.hq)
    for place, value in ((azilal, 30), (other, 12)):
        approved(place, place.centre("CEF"), entry("cef.beneficiaries_f", value))
    found = {code: figure("cef.beneficiaries_f", place=Place(code)) for code in ("05.081", "05.091", "05", "MA", "06")}
    assert {code: f and f.value for code, f in found.items()} == {
        "05.081": 30, "05.091": 12, "05": 42, "MA": 42, "06": None,
    }  # fmt: skip


def test_a_region_whose_code_begins_like_another_is_not_mixed_with_it(azilal: Delegation) -> None:
    approved(azilal, azilal.centre("CEF"), entry("cef.beneficiaries_f", 30))
    assert figure("units.cef", place=Place("05.08")) == Figure(Decimal(0), Counted.ESTABLISHMENT)


def test_a_year_counts_the_units_open_on_its_last_day(azilal: Delegation) -> None:
    azilal.centre("JE", opened_on=date(2019, 1, 2))
    closed = azilal.centre("JE")
    Unit.objects.filter(pk=closed.pk).update(closed_on=date(2018, 6, 30))
    assert figure("units.je").value == 0
    assert figure("units.je", period=Period.parse("2017")).value == 1
    assert figure("units.je", period=Period.parse("2019")).value == 1


def test_a_unit_that_moved_counts_where_it_stood_in_the_period(azilal: Delegation) -> None:
    cef = azilal.centre("CEF")
    approved(azilal, cef, entry("cef.beneficiaries_f", 30))
    old = UnitState.objects.get(unit=cef)
    UnitState.objects.filter(pk=old.pk).update(until=date(2019, 1, 1))
    UnitState.objects.create(
        unit=cef,
        since=date(2019, 1, 1),
        parent=azilal.unit,
        type="CEF",
        name_fr="n",
        name_ar="ن",
        province_code="05.091",
    )
    assert figure("cef.beneficiaries_f").value == 30
    assert figure("cef.beneficiaries_f", place=Place("05.091")) is None


def test_a_closed_centre_keeps_the_state_of_its_last_year(azilal: Delegation) -> None:
    cef = azilal.centre("CEF")
    approved(azilal, cef, entry("cef.beneficiaries_f", 30))
    Unit.objects.filter(pk=cef.pk).update(closed_on=date(2018, 6, 30))
    UnitState.objects.filter(unit=cef).update(until=date(2018, 6, 30))
    assert figure("cef.beneficiaries_f").value == 30


def test_months_of_money_make_the_year_and_months_of_persons_do_not(azilal: Delegation) -> None:
    eps = azilal.centre("DAR_TALIBA", eps_category="EPS-SCO")
    for month, amount, persons in (("2018-01", "100.50", 60), ("2018-02", "200.25", 61)):
        approved(
            azilal, eps, entry("eps.amount", amount), entry("eps.beneficiaries", persons), period=Period.parse(month)
        )
    assert figure("eps.amount").value == Decimal("300.75")
    assert figure("eps.beneficiaries") is None


def test_a_state_of_the_year_takes_the_place_of_its_months_and_quarters(azilal: Delegation) -> None:
    eps = azilal.centre("DAR_TALIBA", eps_category="EPS-SCO")
    for period, amount in (("2018-01", 100), ("2018-T1", 400), ("2018-05", 7)):
        approved(azilal, eps, entry("eps.amount", amount), period=Period.parse(period))
    assert figure("eps.amount").value == 407
    approved(azilal, eps, entry("eps.amount", 1000))
    assert figure("eps.amount").value == 1000


def test_a_qualified_state_keeps_what_was_recorded_and_weakens_the_sum(azilal: Delegation) -> None:
    entries = (
        Entry("disability_aids.beneficiaries", Decimal(1900), "a", Qualifier.MORE_THAN, Decimal(1914)),
        entry("disability_aids.beneficiaries", 10, "b"),
    )
    approved(azilal, azilal.unit, *entries)
    assert figure("disability_aids.beneficiaries") == Figure(
        Decimal(1910), Counted.PERSON, Qualifier.MORE_THAN, recorded=Decimal(1924)
    )


def test_growth_of_the_whole_institution_inherits_the_doubt_of_its_base(azilal: Delegation) -> None:
    for period, value, qualifier in (("2015", 436_867, Qualifier.ABOUT), ("2016", 567_981, Qualifier.EXACT)):
        approved(
            azilal, azilal.unit, Entry("institution.beneficiaries", Decimal(value), "", qualifier),
            period=Period.parse(period),
        )  # fmt: skip
    growth = figure("institution.beneficiaries_growth", place=Place(), period=Period.parse("2016"))
    assert growth is not None and growth.qualifier is Qualifier.ABOUT
    assert round(growth.value, 4) == Decimal("30.0123")


def test_a_breakdown_has_a_line_for_what_is_not_specified(azilal: Delegation) -> None:
    for area, value in (("RUR", 30), ("", 12)):
        approved(azilal, azilal.centre("CEF", area=area), entry("cef.beneficiaries_f", value))
    relation, wanted = relation_of(built_in()["cef.beneficiaries_f"], period=YEAR, today=TODAY)
    parts = broken_down(relation=relation, wanted=wanted, place=AZILAL, by=Dimension.AREA)
    assert {code: count.quantity for code, count in parts.items()} == {"RUR": 30, "": 12}


def test_the_rows_behind_a_number_add_up_to_it_page_after_page(azilal: Delegation) -> None:
    for value in range(1, 8):
        approved(azilal, azilal.centre("CEF"), entry("cef.beneficiaries_f", value))
    relation, wanted = relation_of(built_in()["cef.beneficiaries_f"], period=YEAR, today=TODAY)
    after, seen, in_all = "", [], 0
    for _page in range(4):
        with entered(azilal.delegate):
            rows, in_all = listed(
                relation=relation, wanted=wanted, place=AZILAL, actor=azilal.delegate, after=after, limit=2
            )
        seen += rows
        after = f"{rows[-1].on} {rows[-1].unit_id} {rows[-1].row_id}"
    assert in_all == 7 and sum(row.quantity for row in seen) == 28


@pytest.mark.parametrize("wall", ["query", "policy"])
def test_rows_beyond_the_reader_are_not_listed_with_either_wall_alone(azilal: Delegation, wall: str) -> None:
    approved(azilal, azilal.centre("CEF"), entry("cef.beneficiaries_f", 5))
    stranger = Delegation("05.091", hq=azilal.hq).delegate
    asks, is_let_in = (stranger, azilal.delegate) if wall == "query" else (azilal.delegate, stranger)
    relation, wanted = relation_of(built_in()["cef.beneficiaries_f"], period=YEAR, today=TODAY)
    with entered(is_let_in):
        assert listed(relation=relation, wanted=wanted, place=AZILAL, actor=asks, after="", limit=9) == ([], 0)
