from datetime import UTC, date, datetime

import pytest

from wasl.core.period import BadPeriod, Period


@pytest.mark.parametrize(
    ("text", "since", "last"),
    [
        ("2018", (2018, 1, 1), (2018, 12, 31)),
        ("2018-02", (2018, 2, 1), (2018, 2, 28)),
        ("2018-T4", (2018, 10, 1), (2018, 12, 31)),
        ("2018-t1", (2018, 1, 1), (2018, 3, 31)),
        ("2017-2020", (2017, 1, 1), (2020, 12, 31)),
    ],
)
def test_periods_as_people_write_them(text: str, since: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    period = Period.parse(text)
    assert (period.since, period.last_day) == (date(*since), date(*last))


@pytest.mark.parametrize(
    "text", ["", "18", "2018-13", "2018-00", "2018-T5", "2020-2017", "2018-2018", "٢٠١٨", "0001", "2018-1", "2018/03"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "before"), [("2018", "2017"), ("2018-01", "2017-12"), ("2018-T1", "2017-T4"), ("2019-2020", "2017-2018")]
)
def test_the_period_before_is_written_the_same_way(text: str, before: str) -> None:
    assert Period.parse(text).previous() == Period.parse(before)


def test_a_month_lies_in_its_quarter_and_year_and_not_the_reverse() -> None:
    month, quarter, year = (Period.parse(text) for text in ("2018-03", "2018-T1", "2018"))
    assert month in quarter in year
    assert year not in quarter


def test_a_year_begins_at_midnight_in_casablanca_on_either_side_of_the_change_of_clock() -> None:
    # The kingdom went from UTC to UTC+1 for good in October 2018.
    assert Period.parse("2018").instants() == (
        datetime(2018, 1, 1, tzinfo=UTC),
        datetime(2018, 12, 31, 23, tzinfo=UTC),
    )


def test_labels_use_the_months_of_morocco() -> None:
    assert Period.parse("2018-08").label("ar") == "غشت 2018"
    assert Period.parse("2018-T1").label("fr") == "1er trimestre 2018"
    assert Period.parse("2018-T4").label("ar") == "الربع الرابع 2018"
