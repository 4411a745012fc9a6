"""Which past times stand behind a tested one: hand-counted from R's own layout."""

import datetime as dt

import numpy as np

from wasl.watch.detection.reference import Asked, design

USUAL = Asked(b=5, w=3, periods=10, past_not_included=26, frequency=52)


def laid_out(place, days=None, asked=USUAL):
    made = design(np.array([place]), days, asked)
    runs = range(int(made.count[0]))
    return [(int(made.start[0, run]), int(made.stop[0, run]), int(made.block[0, run])) for run in runs]


def weeks(count, first=dt.date(2010, 1, 4)):
    return tuple(first + dt.timedelta(days=7 * week) for week in range(count))


def test_five_years_of_weeks_from_the_oldest_anniversary_to_half_a_year_ago():
    runs = laid_out(575)
    assert runs[0] == (312, 319, 9) and runs[1] == (319, 324, 0)
    assert runs[-1][1] == 575 - 26
    assert all(one[1] == other[0] for one, other in zip(runs, runs[1:], strict=False))


def test_a_time_without_five_years_behind_it_has_no_reference():
    assert laid_out(261) == [] and laid_out(262) != []


def test_a_year_of_53_weeks_gives_its_first_block_one_week_more():
    days = weeks(624)
    long_years = [run for run in laid_out(600, days) if run[2] == 0 and run[1] - run[0] == 6]
    assert len(long_years) == 1


def test_without_periods_only_the_weeks_about_anniversaries_count():
    runs = laid_out(300, asked=Asked(b=3, w=2, periods=1, past_not_included=26, frequency=52))
    assert runs == [(142, 147, 0), (194, 199, 0), (246, 251, 0)]


def test_an_anniversary_off_the_axis_leaves_the_time_untested():
    assert laid_out(100, weeks(120)) == []


def test_a_leap_day_goes_back_to_march_the_first():
    days = tuple(dt.date(2019, 1, 1) + dt.timedelta(days=day) for day in range(500))
    asked = Asked(b=1, w=2, periods=1, past_not_included=5, frequency=365)
    place = days.index(dt.date(2020, 2, 29))
    assert laid_out(place, days, asked) == [(57, 62, 0)]
