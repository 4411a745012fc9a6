"""Demand foretold from what was recorded, and read within the posting."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.access import factories as access
from tests.assistance.factories import working
from wasl.assistance.commands import receive_person
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.core.sheets import open_book
from wasl.watch.bulk import NewWeekState, write_week_states
from wasl.watch.commands import needs as commands
from wasl.watch.commands.needs import forecast_needs
from wasl.watch.models import Need, NeedsRun
from wasl.watch.queries import needs as queries
from wasl.watch.rules.needs import Kind, lacking
from wasl.watch.rules.weeks import monday, month_after

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONTH = date(2026, 11, 1)
RECEIVED = {"kind": Kind.RECEIVED, "service": ""}


def receive(place, months, *, at=None, each=2):
    """`each` receptions in each of the months so many before November 2026."""
    worker = place.worker(at)
    for step in months:
        month = month_after(MONTH, -step)
        for day in range(each):
            moment = datetime(month.year, month.month, 3 + day, 9, tzinfo=UTC)
            given = {"reception_id": new_id(), "need": "ECO", "urgency": "normal", "sex": "F", "age_band": "A25_59"}
            with working(worker) as who:
                receive_person(actor=who, now=moment, **given)


def house(unit, *, enrolled, refused, months=6):
    """A state of the third week of each month before November 2026."""
    by, other = (access.posting("SOCIAL_WORKER", unit).account.pk for _ in range(2))
    weeks = [monday(month_after(MONTH, -step).replace(day=15)) for step in range(1, months + 1)]
    states = [
        NewWeekState(unit_id=unit.pk, path=unit.path, measure=measure, week=week, value=value, enrolled=out_of)
        for week in weeks
        for measure, value, out_of in (("dt.absences", 3, enrolled), ("eps.refused", refused, None))
    ]
    write_week_states(states, entered_by=by, approved_by=other, at=NOW)


@pytest.fixture
def foretold(place):
    receive(place, range(1, 9))
    return forecast_needs(now=NOW, today=TODAY)


@pytest.fixture
def reader(place):
    return place.worker(place.hq, "STATISTICIAN")


def need(run, **asked):
    return Need.objects.get(run=run, **({"unit": None} | RECEIVED | asked))


def test_centres_add_up_to_their_territory(place, foretold):
    centre, nation = need(foretold, unit=place.centre), need(foretold, territory="MA")
    assert centre.mean == pytest.approx(nation.mean, abs=0.01) and centre.known == 8
    assert (nation.centres, nation.capacity, centre.agents) == (1, 2.0, 1)


def test_nothing_recorded_foretells_nothing(place):
    assert forecast_needs(now=NOW, today=TODAY) is None
    assert not NeedsRun.objects.exists()


def test_the_running_month_is_not_read(place):
    receive(place, range(1, 9))
    receive(place, [0], each=9)
    assert need(forecast_needs(now=NOW, today=TODAY), territory="MA").past[-1] == 2


def test_a_month_is_foretold_once(place, foretold):
    receive(place, [1], each=9)
    assert forecast_needs(now=NOW, today=TODAY).pk == foretold.pk
    anew = forecast_needs(now=NOW, today=TODAY, again=True)
    assert need(anew, territory="MA").past[-1] == 11
    assert list(NeedsRun.objects.all()) == [anew]


def test_what_was_cut_goes_on(place, monkeypatch):
    receive(place, range(1, 9))
    house(place.centre, enrolled=40, refused=0)
    write = commands._write
    monkeypatch.setattr(
        commands, "_write", lambda *, run, rows: write(run=run, rows=rows) if rows[0].kind == "places" else 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        forecast_needs(now=NOW, today=TODAY)
    assert queries.latest_run() is None and queries.run_under_way()[1] == 1
    monkeypatch.setattr(commands, "_write", write)
    run = forecast_needs(now=NOW, today=TODAY)
    assert run.finished_at and need(run, territory="MA") and run.needs.filter(territory="MA", unit=None).count() == 2


def test_a_month_in_which_a_centre_recorded_nothing_is_missing(place):
    receive(place, [1, 2, 4, 5, 6])
    run = forecast_needs(now=NOW, today=TODAY)
    assert need(run, unit=place.centre).past == [2, 2, 2, None, 2, 2]
    assert need(run, territory="MA").past == [2] * 6


def test_places_asked_for_are_held_against_those_there_are(place, reader):
    place.centre.states.update(type="DAR_TALIBA", capacity=60)
    house(place.centre, enrolled=58, refused=7)
    run = forecast_needs(now=NOW, today=TODAY)
    asked = {"run": run, "territory": "MA", "kind": Kind.PLACES, "service": "DAR_TALIBA"}
    line = queries.line_of(actor=reader, **asked)
    assert line.need.past == [65] * 6 and line.outlook.capacity == 60
    assert line.lacking.short == 1 and max(line.lacking.missing) == pytest.approx(5, abs=2)
    again = lacking(one.outlook for one in queries.centres_of(actor=reader, line=line))
    assert again.missing == pytest.approx(line.lacking.missing, abs=0.01) and again.short == line.lacking.short


def test_a_cold_winter_is_as_cold_in_the_list_of_centres(place, reader):
    place.centre.states.update(type="DAR_TALIBA", capacity=60)
    house(place.centre, enrolled=58, refused=7)
    run = forecast_needs(now=NOW, today=TODAY)
    line = queries.line_of(actor=reader, run=run, territory="MA", kind=Kind.PLACES, service="DAR_TALIBA")
    (mild,), (cold,) = (queries.centres_of(actor=reader, line=line, factor=each) for each in (None, 1.5))
    assert cold.outlook.mean[0] == pytest.approx(mild.outlook.mean[0] * 1.5)
    assert cold.line.lacking.missing[0] > mild.line.lacking.missing[0]
    assert cold.outlook.mean[7] == mild.outlook.mean[7]


def test_what_nobody_knows_does_not_stand_where_it_should_suffice(place, screen):
    place.centre.states.update(type="DAR_TALIBA", capacity=None)
    house(place.centre, enrolled=58, refused=7)
    forecast_needs(now=NOW, today=TODAY)
    context = screen("home").context_data
    assert [len(context[name]) for name in ("short", "cards", "unknown")] == [0, 0, 1]
    (sheet,) = open_book(screen("table", extension="xlsx").content).sheets
    heads, row = sheet.lines[-2:]
    said = dict(zip(heads, row, strict=False))
    assert said["Centres insuffisants"] in ("", None) and said["Manque le pire mois"] in ("", None)


def test_earlier_runs_are_kept_and_held_against_what_came(place, reader):
    receive(place, range(3, 10))
    forecast_needs(now=NOW, today=date(2026, 9, 5))
    receive(place, (1, 2))
    run = forecast_needs(now=NOW, today=TODAY)
    line = queries.line_of(actor=reader, run=run, territory="MA", **RECEIVED)
    (kept,) = queries.earlier_of(line, run=run)
    assert kept.made == date(2026, 9, 1) and kept.months == 2


def test_a_number_opens_to_its_rows(place, foretold, reader):
    line = queries.line_of(actor=reader, run=foretold, territory="MA", **RECEIVED)
    centre = queries.line_of(actor=reader, run=foretold, territory="MA", unit_id=place.centre.pk, **RECEIVED)
    closer = replace(reader, level=3)
    with entered(closer):
        for one in (line, centre):
            rows = queries.rows_behind(actor=closer, line=one, month=date(2026, 10, 1))
            assert rows.counted == sum(row.quantity for row in rows.rows) == one.need.past[-1]


def test_records_above_ones_level_are_counted_and_stay_closed(foretold, reader):
    line = queries.line_of(actor=reader, run=foretold, territory="MA", **RECEIVED)
    rows = queries.rows_behind(actor=reader, line=line, month=date(2026, 10, 1))
    assert (rows.counted, rows.closed, rows.rows) == (2, 2, ())


def test_another_territory_is_not_read(place, foretold):
    delegate = place.worker(place.delegation, "DELEGATE")
    codes = [code for code, _name in queries.places_within(actor=delegate, run=foretold)]
    assert "MA" not in codes
    with pytest.raises(NotAllowed):
        queries.lines_of(actor=delegate, run=foretold, territory="MA")


def test_a_centre_of_another_delegation_is_not_there(place, foretold):
    delegate = place.worker(place.other, "DELEGATE")
    assert queries.places_within(actor=delegate, run=foretold) == []
    with pytest.raises((NotAllowed, Need.DoesNotExist)):
        asked = {"run": foretold, "territory": "05.081", "unit_id": place.centre.pk}
        queries.line_of(actor=delegate, **asked, **RECEIVED)


def test_whoever_does_not_watch_reads_nothing(place, foretold):
    with pytest.raises(NotAllowed):
        queries.places_within(actor=place.worker(), run=foretold)


@pytest.fixture
def screen(client, place):
    client.force_login(access.posting("STATISTICIAN", place.hq).account)
    return lambda name, query="", **parts: client.get(reverse(f"needs:{name}", kwargs=parts) + query)


ONE = {"kind": "received", "code": "all"}


@pytest.mark.parametrize("query", ["", "?cold=1", "?closed=00000000-0000-0000-0000-000000000000", "?place=XX"])
def test_the_pages_open(screen, place, query):
    receive(place, range(1, 9), each=8)
    forecast_needs(now=NOW, today=TODAY)
    assert "96" in screen("home", query).content.decode()
    assert screen("one", query, **ONE).status_code == 200
    assert "8 lignes" in screen("rows", "?month=2026-10", **ONE).content.decode()


def test_a_small_count_is_not_told_above_the_delegation(screen, foretold):
    page = screen("one", **ONE).content.decode()
    assert "moins de 5" in page and "Trop peu de personnes" in page


def test_the_sheet_and_the_paper_say_what_the_page_says(screen, place):
    receive(place, range(1, 9), each=8)
    run = forecast_needs(now=NOW, today=TODAY)
    (sheet,) = open_book(screen("file", extension="xlsx", **ONE).content).sheets
    said = [row[1] for row in sheet.lines if row and str(row[0]).startswith("novembre")]
    assert [float(str(one)) for one in said] == [round(need(run, territory="MA").mean[0])]
    assert screen("table", extension="pdf").content.startswith(b"%PDF")
    assert screen("table", extension="csv").content.decode("utf-8-sig").count("\r\n") == 8
