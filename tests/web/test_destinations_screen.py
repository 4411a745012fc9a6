"""What became of what was sent, by destination: whole for those who work on dossiers, guarded for everybody else."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assistance import factories
from tests.assistance.factories import person
from wasl.assistance.queries.destinations import OUTCOMES, Figures, Place
from wasl.catalogue.commands import seed
from wasl.web.directory import destinations

ADDRESS = "/orientations/destinations/"
DAY = date(2026, 11, 22)


def figures(*counts: int) -> Figures:
    found = Figures(**dict(zip(OUTCOMES, counts, strict=True)))
    found.sent = sum(counts)
    return found


@pytest.fixture
def least(monkeypatch):
    monkeypatch.setattr(destinations, "parameter", lambda code, on: 11 if code.endswith("sensitive") else 5)


def shown(*rows: Figures, kind: str = "kind", is_whole: bool = False):
    found = [(str(n), Place(kind, str(n)), row) for n, row in enumerate(rows)]
    return destinations._lines(found, today=DAY, is_whole=is_whole)


def test_a_small_count_takes_another_of_its_line_and_of_its_column(least):
    lines, total = shown(figures(9, 0, 3, 20, 0, 8), figures(7, 0, 9, 30, 0, 6))
    assert lines[0].counts["accepted"] is lines[1].counts["accepted"] is None
    assert [name for name, count in lines[0].counts.items() if count is None] == ["accepted", "refused"]
    assert total.counts["accepted"] == 12 and lines[0].take_up is None


def test_without_small_counts_nothing_is_hidden(least):
    lines, total = shown(figures(9, 6, 8, 20, 5, 8), figures(7, 5, 9, 30, 0, 6))
    assert None not in {*lines[0].counts.values(), *lines[1].counts.values(), *total.counts.values()}
    assert lines[0].take_up is not None


def test_who_works_on_dossiers_sees_them_as_they_are(least):
    lines, _total = shown(figures(1, 0, 1, 0, 0, 0), is_whole=True)
    assert lines[0].counts["sent"] == 2


def test_places_of_women_and_children_have_the_parameter_of_their_own(least):
    lines, _total = shown(figures(9, 0, 30, 40, 0, 20), kind="secret")
    assert lines[0].counts["waiting"] is None


TABLES = st.lists(st.lists(st.integers(0, 30), min_size=6, max_size=6), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(TABLES)
def test_no_hidden_count_stands_alone_in_its_line_or_column(least, rows):
    lines, total = shown(*(figures(*row) for row in rows))
    for line in lines:
        gone = [name for name in OUTCOMES if line.counts[name] is None]
        assert len(gone) != 1 or line.counts["sent"] is None
    for name in OUTCOMES:
        gone = [line for line in lines if line.counts[name] is None]
        assert len(gone) != 1 or len(lines) == 1 or total.counts[name] is None


def test_a_delegate_reads_no_small_count_and_the_worker_reads_hers(open_as, place):
    seed()
    worker, delegate = place.worker(), place.worker(place.delegation, role="DELEGATE")
    for _ in range(3):
        factories.orientation(worker, registration_id=person(worker).pk, destination="CSU")
    pages = [open_as(who, "fr").get(ADDRESS).content.decode() for who in (worker, delegate)]
    bodies = [re.search(r"<tbody>.*?</tbody>", page, re.DOTALL)[0] for page in pages]
    assert [">3<" in body for body in bodies] == [True, False]
    assert "…" in bodies[1] and "…" not in bodies[0]


@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "CENTRE_DIRECTOR"])
def test_the_file_hides_them_from_everybody(open_as, place, role):
    seed()
    worker = place.worker(role=role)
    factories.orientation(worker, registration_id=person(worker).pk, destination="CSU")
    text = open_as(worker).get(f"{ADDRESS}?format=csv").content.decode()
    assert ";1;" not in text and "…" in text
