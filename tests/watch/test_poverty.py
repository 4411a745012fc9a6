"""Who lacks several things: worked out in the job, read within the posting, told without naming anybody."""

from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.urls import reverse

from tests.access import factories as access
from tests.assistance.factories import case, person, working
from tests.assistance.test_assessments import NEEDS, assess
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.sheets import open_book
from wasl.people import commands as people
from wasl.territory.rules import Level
from wasl.watch.commands.poverty import count_assessed, count_census
from wasl.watch.models import AssessedPoverty, CensusPoverty, PovertyRun
from wasl.watch.queries import poverty as queries
from wasl.watch.queries.assessed_households import Which, households_of
from wasl.watch.rules.poverty import Kind
from wasl.web.poverty.words import LEVELS

TODAY = date(2026, 12, 5)
NOW = datetime(2026, 12, 5, 4, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 24, 9, tzinfo=UTC)
FINE = NEEDS | {"sleeps": ["own"], "meals": ["three"], "income": ["regular"], "must_leave": ["no"]}
POOR = NEEDS | {"ill": ["yes"], "cover": ["yes"], "school": ["yes"]}
UNSURE = FINE | {"ill": ["unknown"], "cover": ["yes"], "school": ["yes"]}


def homes(place, *typed, at=None):
    worker = place.worker(at)
    return [assess(worker, case(worker), typed=one) for one in typed]


@pytest.fixture
def counted(place):
    for province, units in (("05.081", (place.delegation, place.centre)), ("05.091", (place.other, place.stranger))):
        for one in units:
            one.states.update(province_code=province)
    homes(place, POOR, POOR, POOR, FINE, UNSURE)
    return count_assessed(now=NOW, today=TODAY)


@pytest.fixture
def delegate(place):
    return place.worker(place.delegation, "DELEGATE")


def row(run, **asked):
    return AssessedPoverty.objects.get(run=run, **({"unit": None} | asked))


def test_households_are_counted_once_in_each_place_above_them(place, counted):
    for found in (row(counted, territory="MA"), row(counted, territory="05.081", unit=place.centre)):
        assert (found.assessed, found.unsure, found.poor) == (5, 1, 3)
        assert found.headcount == pytest.approx(3 / 4)
        assert sum(found.contributions) == pytest.approx(found.adjusted)
    assert counted.definition.code == "HOUSEHOLDS" and counted.read["until"] == "2026-12-01"


def test_a_month_is_counted_once(place, counted):
    homes(place, POOR)
    assert count_assessed(now=NOW, today=TODAY).pk == counted.pk
    assert row(count_assessed(now=NOW, today=TODAY, again=True), territory="MA").assessed == 6


def test_the_running_month_is_not_read(place):
    homes(place, POOR)
    assert count_assessed(now=NOW, today=date(2026, 11, 30)) is None


def test_the_last_assessment_of_a_household_counts(place):
    worker = place.worker()
    dossier = case(worker)
    assess(worker, dossier, typed=POOR)
    assess(worker, dossier, typed=FINE, now=datetime(2026, 11, 26, 9, tzinfo=UTC))
    found = row(count_assessed(now=NOW, today=TODAY), territory="MA")
    assert (found.assessed, found.poor) == (1, 0)


def test_who_lives_together_counts_once(place):
    worker = place.worker()
    two = [person(worker), person(worker)]
    with working(worker) as who:
        home = people.create_household(actor=who, registration_id=two[0].pk)
        people.join_household(actor=who, household_id=home.pk, registration_id=two[1].pk, role="CONJ", today=TODAY)
    for one in two:
        assess(worker, case(worker, one), typed=POOR)
    assert row(count_assessed(now=NOW, today=TODAY), territory="MA").assessed == 1


def test_a_nominative_dossier_is_not_counted(place):
    officer = place.worker(role="WOMEN_OFFICER")
    sealed = case(officer, situations=[("VIOL_CONJ", 3, NOVEMBER.date())])
    assess(officer, sealed, typed=POOR)
    assert count_assessed(now=NOW, today=TODAY) is None


def test_small_counts_stop_at_the_delegation(place, counted, delegate):
    planner = place.worker(place.hq, "STATISTICIAN")
    assert queries.assessed_in(actor=planner, run=counted, territory="MA").is_hidden
    own = queries.assessed_in(actor=delegate, run=counted, territory="05.081")
    assert not own.is_hidden and own.row.poor == 3


def test_another_territory_is_not_read(place, counted, delegate):
    with pytest.raises(NotAllowed):
        queries.assessed_in(actor=delegate, run=counted, territory="MA")
    cousin = place.worker(place.other, "DELEGATE")
    assert queries.places_within(actor=cousin, run=counted) == []
    with pytest.raises((NotAllowed, AssessedPoverty.DoesNotExist)):
        queries.assessed_in(actor=cousin, run=counted, territory="05.081", unit_id=place.centre.pk)


def listed(actor, run, place, **asked):
    with working(actor) as who:
        return households_of(actor=who, run=run, unit_id=place.centre.pk, **asked)


@pytest.mark.parametrize(("role", "where"), [
    ("DELEGATE", "other"), ("STATISTICIAN", "hq"), ("SOCIAL_WORKER", "sister"), ("SOCIAL_WORKER", "stranger"),
])  # fmt: skip
def test_nobody_else_opens_the_households_of_a_centre(place, counted, role, where):
    found = listed(place.worker(getattr(place, where), role), counted, place)
    assert (found.lines, found.opened, found.next_after) == ((), 0, None)


def test_the_list_says_what_the_count_says(place, counted):
    reader = place.worker()
    assert listed(reader, counted, place).opened == 5
    assert listed(reader, counted, place, which=Which.POOR).opened == 3
    (unsure,) = listed(reader, counted, place, which=Which.UNSURE).lines
    assert [thing.code for thing in unsure.unsaid] == ["CARE"]
    assert listed(reader, counted, place, thing="SCHOOL").opened == 3


def test_pages_follow_one_another(place, counted):
    reader = place.worker()
    with patch("wasl.watch.queries.assessed_households.SIZE", 2):
        first = listed(reader, counted, place)
        second = listed(reader, counted, place, after=first.next_after)
    seen = [line.assessment.pk for line in (*first.lines, *second.lines)]
    assert len(set(seen)) == 4 and second.next_after


def test_whoever_does_not_watch_reads_no_count(place, counted):
    with pytest.raises(NotAllowed):
        queries.places_within(actor=place.worker(), run=counted)


@pytest.fixture
def census(reference, db):
    """The engine's own figures of a few provinces, without working all of them out."""
    run = PovertyRun.objects.create(kind=Kind.CENSUS, model="t", read={}, as_of=TODAY, started_at=NOW, finished_at=NOW)
    for code, level, now, before, rank in (
        ("MA", "country", 16.3, 23.7, 1),
        ("05", "region", 22.5, 31.9, 1),
        ("05.081", "province", 29.8, 43.5, 1),
        ("05.091", "province", 21.0, None, 2),
        ("09.163", "province", None, None, None),
    ):
        CensusPoverty.objects.create(
            run=run, territory=code, level=level, now=now, before=before, rank=rank, composite=now, composite_rank=rank
        )  # fmt: skip
    return run


@pytest.mark.django_db
def test_the_census_is_worked_out_once_for_each_edition(reference):
    with patch("wasl.watch.commands.poverty.LEVELS", (Level.REGION,)):
        run = count_census(now=NOW, today=TODAY)
        assert count_census(now=NOW, today=TODAY).pk == run.pk
    first = run.territories.get(rank=1)
    assert first.territory == "05" and first.now == pytest.approx(22.46, abs=0.01) and run.territories.count() == 12


def test_those_not_known_come_last_and_have_no_change(place, census):
    reader = place.worker(place.hq, "STATISTICIAN")
    lines = queries.territories(actor=reader, run=census, level=Level.PROVINCE)
    assert [line.row.territory for line in lines] == ["05.081", "05.091", "09.163"]
    assert lines[0].change == pytest.approx(-13.7) and lines[1].change is None
    assert queries.ranked(run=census, level="province") == 2


def test_rates_open_to_the_census(place):
    rates = queries.rates_behind(actor=place.worker(place.hq, "STATISTICIAN"), code="05.081")
    power = next(rate for rate in rates if rate.column.code == "amenities_electricity")
    assert 0 < power.of[2024, ""] < power.of[2014, ""] < 100 and power.is_comparable
    wood = next(rate for rate in rates if rate.column.code == "cooking_fuel_firewood")
    assert not wood.is_comparable


@pytest.fixture
def screen(client, place):
    def open_page(name, query="", role="STATISTICIAN", at=None, **parts):
        client.force_login(access.posting(role, at or place.hq).account)
        return client.get(reverse(f"poverty:{name}", kwargs=parts) + query)

    return open_page


@pytest.mark.parametrize(
    "query", ["", "?level=region", "?level=commune&within=05", "?within=XX&order=change", "?order=name"]
)
def test_the_page_of_territories_opens(screen, census, query):
    page = screen("home", query).content.decode()
    assert "aucun ménage n’est vu" in page.replace("Aucun", "aucun") and "16 personnes" in page


def test_a_territory_opens_down_to_its_rates(screen, census):
    page = screen("one", code="05.081").content.decode()
    assert "Rang 1 sur 2" in page and "indicator=amenities_electricity" in page
    assert screen("one", code="99.999").status_code == 404


def test_page_sheet_and_paper_say_the_same(screen, census):
    assert "29,8" in screen("home").content.decode()
    assert "29,8" in screen("table", extension="csv").content.decode("utf-8-sig")
    (sheet,) = open_book(screen("table", extension="xlsx").content).sheets
    assert any("29.8" in str(line) for line in sheet.lines)
    assert screen("file", extension="pdf", code="05.081").content.startswith(b"%PDF")


def test_nothing_worked_out_says_when_it_will_be(screen):
    assert "la nuit" in screen("home").content.decode()
    assert "une fois par mois" in screen("households").content.decode()
    assert screen("table", extension="csv").status_code == 404


@pytest.fixture
def at_home(screen, place, counted):
    return lambda name, query="", **parts: screen(name, query, "DELEGATE", place.delegation, **parts)


def test_the_page_of_households_says_what_is_left_out(at_home, place):
    page = at_home("households").content.decode()
    assert "3 manquent" in page and "1 ménage n’est pas compté" in page and "des ménages, pas des personnes" in page
    centre = at_home("households", f"?centre={place.centre.pk}").content.decode()
    assert reverse("poverty:rows") in centre


def test_the_rows_of_a_centre_are_reached_from_its_count(at_home, place):
    page = at_home("rows", f"?centre={place.centre.pk}&which=poor").content.decode()
    assert "3 ménages comptés" in page
    assert at_home("rows").status_code == 404
    assert at_home("rows", f"?centre={new_id()}").status_code == 404


def test_headquarters_are_not_told_a_small_count(screen, counted, place):
    page = screen("households").content.decode()
    assert "Trop peu de ménages" in page and "3 manquent" not in page
    assert "3 manquent" not in screen("households_file", what="things", extension="csv").content.decode("utf-8-sig")
    assert screen("rows", f"?centre={place.centre.pk}").status_code == 404


@pytest.mark.parametrize(
    ("what", "extension"), [("things", "pdf"), ("places", "pdf"), ("things", "xlsx"), ("places", "csv")]
)
def test_the_files_of_households_are_made(at_home, what, extension):
    assert at_home("households_file", what=what, extension=extension).status_code == 200


def test_the_definition_is_published(at_home):
    page = at_home("definition").content.decode()
    assert "Alkire" in page and "pas demandé" in page and "16,7" in page


def test_every_level_offered_has_territories():
    assert set(LEVELS) == {Level.REGION, Level.PROVINCE, Level.COMMUNE}


def test_the_watch_cell_is_told_how_many_are_closed_to_it(screen, counted, place):
    query = f"?centre={place.centre.pk}&which=poor"
    page = screen("rows", query, "WATCH_CELL", place.delegation).content.decode()
    assert "3 de ces ménages sont comptés sans vous être ouverts" in page and "Ait Hammou" not in page


def test_a_fall_keeps_its_sign_in_arabic(screen, census, client, place):
    client.cookies["wasl_language"] = "ar"
    assert '<bdi dir="auto">−13,7</bdi>' in screen("home").content.decode()
