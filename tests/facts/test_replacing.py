"""Where what was recorded takes the place of what was declared: the rule, and the figure it makes."""

from datetime import UTC, date, datetime

import pytest

from tests.facts.factories import Delegation, approved, entry
from wasl.assistance.bulk import NewReception, write_receptions
from wasl.core.identifiers import new_id
from wasl.core.period import Period
from wasl.facts.engine.compute import figures_of
from wasl.facts.engine.shapes import Place, Source
from wasl.facts.indicators import built_in
from wasl.facts.rules.replacing import VERSIONS, is_recorded_throughout, months_of, standing, version_on
from wasl.people.bulk import NewRegistration, write_registrations
from wasl.people.rules import Particulars

YEAR, QUARTER = Period.parse("2018"), Period.parse("2018-T2")
AFTER = date(2019, 3, 1)
CODE = "reception.merged"


@pytest.mark.parametrize(("dates", "count"), [
    ({}, 3),
    ({"opened_on": date(2018, 5, 31)}, 2),
    ({"closed_on": date(2018, 6, 1)}, 2),
    ({"closed_on": date(2018, 6, 2)}, 3),
    ({"opened_on": date(2018, 7, 1)}, 0),
    ({"closed_on": date(2018, 4, 1)}, 0),
    ({"today": date(2018, 5, 1)}, 2),
])  # fmt: skip
def test_the_months_a_unit_answers_for(dates, count):
    assert len(months_of(QUARTER, **({"today": AFTER} | dates))) == count


def test_a_year_has_twelve_months_and_december_is_one():
    months = months_of(YEAR, today=AFTER)
    assert (len(months), min(months), max(months)) == (12, date(2018, 1, 1), date(2018, 12, 1))


def test_one_month_without_anything_is_not_throughout():
    months = months_of(QUARTER, today=AFTER)
    assert is_recorded_throughout(months, months)
    assert not is_recorded_throughout(months - {date(2018, 5, 1)}, months)
    assert not is_recorded_throughout(months, frozenset())


def test_the_declared_figure_stands_of_who_did_not_record_throughout():
    months = {unit: months_of(QUARTER, today=AFTER) for unit in "abc"}
    recorded = {"a": months["a"], "b": [date(2018, 4, 1)]}
    assert standing("abc", recorded=recorded, months=months) == {"b", "c"}


def test_every_day_has_its_version_and_each_says_itself_in_both_languages():
    assert version_on(date(2018, 1, 1)) == version_on(date(2026, 11, 22)) == VERSIONS[0]
    assert [one.number for one in VERSIONS] == list(range(1, len(VERSIONS) + 1))
    assert all(str(one.number) in one.text.fr and str(one.number) in one.text.ar for one in VERSIONS)


@pytest.fixture
def place(db):
    return Delegation()


def visits(unit, months, *, persons=1):
    """One visit of each person in each month."""
    rows = [
        NewRegistration(
            unit_id=unit.pk, path=unit.path, created_at=datetime(2018, 1, 3, tzinfo=UTC), person_id=new_id(),
            particulars=Particulars(given_latin=f"N{n}", family_latin="Tizi", sex="F"),
        )
        for n in range(persons)
    ]  # fmt: skip
    write_registrations(rows, today=AFTER)
    write_receptions([
        NewReception(unit_id=unit.pk, path=unit.path, registration_id=row.id, sex="F", need="ECO",
                     arrived_at=datetime(2018, month, 20, 10, tzinfo=UTC))
        for month in months for row in rows
    ])  # fmt: skip


def answer(code=CODE, period=YEAR):
    return figures_of(codes=[code], known=built_in(), place=Place("05.081"), period=period, today=AFTER)[code]


def test_nothing_at_all_is_not_known(place):
    assert (answer().figure, answer().compared) == (None, None)


def test_what_was_only_declared_is_declared(place):
    approved(place, place.centre("CAS"), entry("reception.beneficiaries", 45))
    found = answer()
    assert (found.figure.value, found.source, found.compared) == (45, Source.DECLARED, None)


def test_what_was_only_recorded_is_recorded(place):
    visits(place.centre("CAS"), [3, 4], persons=2)
    found = answer()
    assert (found.figure.value, found.source, found.compared) == (2, Source.RECORDED, None)


def test_a_unit_that_recorded_its_whole_year_counts_for_what_it_recorded(place):
    centre = place.centre("CAS")
    approved(place, centre, entry("reception.beneficiaries", 45))
    visits(centre, range(1, 13), persons=3)
    found = answer()
    assert (found.figure.value, found.source) == (3, Source.RECORDED)
    assert [int(figure.value) for _name, figure in found.compared.named] == [3, 45, -42]


def test_a_unit_that_missed_a_month_counts_for_what_it_declared(place):
    centre = place.centre("CAS")
    approved(place, centre, entry("reception.beneficiaries", 45))
    visits(centre, range(2, 13), persons=3)
    found = answer()
    assert (found.figure.value, found.source, found.compared.recorded.value) == (45, Source.DECLARED, 3)


def test_a_unit_that_opened_in_october_answers_for_three_months(place):
    centre = place.centre("CAS", opened_on=date(2018, 10, 9))
    approved(place, centre, entry("reception.beneficiaries", 45))
    visits(centre, [10, 11, 12])
    assert answer().figure.value == 1


def test_units_of_each_sort_make_one_figure(place):
    whole, late, silent = (place.centre("CAS") for _ in range(3))
    for unit in (whole, late):
        approved(place, unit, entry("reception.beneficiaries", 20))
    visits(whole, range(1, 13), persons=4)
    visits(late, [12], persons=2)
    visits(silent, [6], persons=1)
    found = answer()
    assert (found.figure.value, found.source, found.rows) == (4 + 20 + 1, Source.BOTH, 48 + 1 + 1)
    assert [int(figure.value) for _name, figure in found.compared.named] == [7, 40, -33]


def test_a_cell_that_writes_all_year_and_followed_no_child_followed_none(place):
    cell = place.centre("UPE")
    approved(place, cell, entry("child_protection.children", 45))
    visits(cell, range(1, 13))
    found = answer("child_protection.merged")
    assert (found.figure.value, found.source, found.compared) == (0, Source.RECORDED, None)
