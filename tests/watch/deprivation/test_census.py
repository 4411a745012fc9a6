"""The count guessed from census rates, against people drawn one by one, and against what was published."""

import numpy as np
import pytest
from bench.watch import deprivation

from wasl.watch.deprivation import COLUMNS, census_headcount, measured
from wasl.watch.deprivation.census import LIKENESS, lacking

RATES = np.array([[45.0, 50.0, 88.0, 40.0, 70.0, 30.0, 60.0]])


def test_it_is_the_share_of_people_drawn_with_these_rates():
    draw = np.random.default_rng(4)
    hidden = draw.standard_normal((400_000, 1)) * np.sqrt(LIKENESS)
    own = draw.standard_normal((400_000, len(COLUMNS))) * np.sqrt(1 - LIKENESS)
    shares = lacking(RATES)[0]
    edge = np.quantile(draw.standard_normal(2_000_000), shares)
    drawn = measured(hidden + own < edge, [column[2] for column in COLUMNS]).headcount
    # A third for health is never lacked: the weights given add up to two thirds, the cut-off is of the whole.
    assert census_headcount(RATES)[0] == pytest.approx(
        measured(hidden + own < edge, [column[2] for column in COLUMNS], cutoff=0.33 * 1.5).headcount, abs=0.003
    )
    assert drawn > census_headcount(RATES)[0]


def test_nobody_lacks_anything_and_everybody_lacks_all():
    none = [0.0, 0.0, 100.0, 100.0, 100.0, 100.0, 0.0]
    everything = [100.0, 100.0, 0.0, 0.0, 0.0, 0.0, 100.0]
    assert census_headcount(np.array([none, everything])) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize("column", range(len(COLUMNS)))
def test_more_who_lack_a_thing_never_make_fewer_poor(column):
    worse = RATES.copy()
    worse[0, column] += -5 if COLUMNS[column][1] else 5
    assert census_headcount(worse)[0] > census_headcount(RATES)[0]


def test_an_unpublished_figure_leaves_the_territory_without_one():
    rates = np.array([[np.nan, *RATES[0, 1:]], RATES[0]])
    assert np.isnan(census_headcount(rates)).tolist() == [True, False]


def test_it_follows_the_published_changes():
    said = list(deprivation.lines())
    assert "r = 0.94" in said[2]
    assert "Figuig 1" in said[0]
    assert "first: Figuig, Azilal, Taounate" in said[1]
