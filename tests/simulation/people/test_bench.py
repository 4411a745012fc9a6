"""What the bench says of links whose right and wrong are known beforehand."""

import numpy as np
import pytest
from bench.linkage import rules
from bench.linkage.measures import Links, Truth, cluster_f1, curve, described

from wasl.simulation.people.registry import write

# Records 1 to 6: 1, 2 and 3 are one person, 4 and 5 another, 6 the twin of the second.
PERSON = np.array([0, 1, 1, 1, 2, 2, 3])
TRUTH = Truth(
    PERSON, np.array([False, True, False, False, True, True, False]), pairs=4, cross=2,
    twin_of=np.array([0, 0, 0, 0, 3, 3, 2]), twins=2, said="",
)  # fmt: skip


def links(*scored, **more):
    left, right, score = (np.array(column) for column in zip(*scored, strict=True))
    return Links(left, right, score.astype(float), **more)


LINKS = links((1, 2, 9), (4, 5, 8), (1, 3, 7), (5, 6, 6), (2, 3, 1))


def test_the_best_cut_is_found():
    drawn = curve(LINKS, TRUTH)
    assert drawn.precision.tolist() == [1, 1, 1, 0.75, 0.8]
    assert drawn.recall.tolist() == [0.25, 0.5, 0.75, 0.75, 1]
    assert drawn.best == 4


def test_recall_at_a_precision():
    assert curve(LINKS, TRUTH).recall_at(0.99) == 0.75
    assert curve(links((5, 6, 1)), TRUTH).recall_at(0.99) == 0


def test_equal_scores_are_taken_together():
    drawn = curve(links((5, 6, 1), (1, 2, 1)), TRUTH)
    assert drawn.precision.tolist() == [0.5]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [([0, 1, 1, 1, 2, 2, 3], (1, 1, 1)), ([0, 1, 1, 1, 2, 2, 2], (4 / 6, 1, 0.8)), ([0, 1, 2, 3, 4, 5, 6], (0, 0, 0))],
)
def test_clusters_are_counted_by_pairs(labels, expected):
    assert cluster_f1(np.array(labels), TRUTH) == pytest.approx(expected)


def test_it_says_scripts_twins_and_tiers():
    auto = np.array([True, True, False, True, False])
    said = "\n".join(described("ours", links_with(auto), TRUTH, seconds=1))
    assert "F1 0.8889" in said and "across scripts 1.000, within 1.000" in said
    assert "twins 50.00%" in said
    assert "automatic P 0.6667 R 0.500" in said and "review 333 pairs per 1,000 records" in said


def links_with(auto):
    return Links(LINKS.left, LINKS.right, LINKS.score, auto=auto)


def test_truth_and_anchors_read_a_registry(tmp_path):
    write(records=1_500, seed=5, noise="easy", out=tmp_path)
    truth = Truth.read(tmp_path)
    assert len(truth.person) == 1_501 and 0.4 < truth.cross / truth.pairs < 0.6
    exact, card = rules.exact(tmp_path, truth), rules.card(tmp_path, truth)
    assert curve(exact, truth).precision[-1] > 0.95
    assert 0.1 < curve(exact, truth).recall[-1] < curve(card, truth).recall[-1] < 0.8
