"""Weekly states, bulletins and data sets: two pairs of eyes, scope, expiry, revocation."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.access import factories as access
from tests.network.factories import SmallInstitution, unit
from tests.watch import desk_factories as factories
from wasl.access.models import Posting
from wasl.access.queries import actor_of
from wasl.assistance.bulk import NewReception, write_receptions
from wasl.catalogue.commands import seed
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.core.sheets import open_book
from wasl.network.models import Coverage
from wasl.watch.commands.publishing import NotPublished, counts_of, published_table
from wasl.watch.commands.releases import CannotRelease, approve_dataset, ask_dataset, revoke_dataset, take_dataset
from wasl.watch.commands.weeks import CannotDeclareWeek, CannotImportWeeks, approve_week, import_weeks
from wasl.watch.importing import read_weeks
from wasl.watch.indicators import watched
from wasl.watch.models import DataSet, PublishedTable
from wasl.watch.queries.weeks import reported, weeks_to_approve
from wasl.watch.rules.releases import ReleaseFault
from wasl.watch.rules.states import WeekFault
from wasl.watch.rules.weeks import monday

pytestmark = pytest.mark.django_db
NOW, TODAY, OCTOBER = factories.NOW, factories.TODAY, date(2026, 10, 1)


@pytest.fixture
def place(reference):
    seed()
    made = SmallInstitution()
    made.kindergarten = unit(
        "CENTRE", parent=made.delegation, type="JE", province_code="05.081", commune_code="05.081.01.03"
    )
    Coverage.objects.create(unit=made.delegation, territory_code="05.081", since=date(2010, 1, 1))
    return made


def test_a_week_counts_once_another_has_approved_it(place):
    state = factories.week_state(place.kindergarten, place.delegation)
    typist = actor_of(posting=Posting.objects.select_related("unit").get(account=state.entered_by))
    with entered(typist), pytest.raises(CannotDeclareWeek) as refusal:
        approve_week(actor=typist, unit=place.kindergarten, week=factories.WEEK, now=NOW)
    assert refusal.value.fault is WeekFault.OWN
    delegate = access.actor("DELEGATE", place.delegation)
    with entered(delegate):
        assert [one.values for one in weeks_to_approve(actor=delegate)] == [1]
        approve_week(actor=delegate, unit=place.kindergarten, week=factories.WEEK, now=NOW)
        assert reported(actor=delegate, unit_ids=[place.kindergarten.pk], week=factories.WEEK) == {
            place.kindergarten.pk: "approved"
        }


def test_a_correction_is_a_new_version(place):
    first = factories.week_state(place.kindergarten, place.delegation, is_approved=True)
    second = factories.week_state(place.kindergarten, place.delegation, value=14, is_approved=True)
    assert (first.version, second.version, second.value) == (1, 2, 14)


def test_the_neighbour_reads_no_week(place):
    factories.week_state(place.kindergarten, place.delegation)
    other = access.actor("DELEGATE", place.other)
    with entered(other):
        assert weeks_to_approve(actor=other) == []


def received(place, province, number, need="DENREE"):
    where = unit("CENTRE", parent=place.delegation, type="CAS", province_code=province, commune_code="")
    visit = {"unit_id": where.pk, "path": where.path, "need": need, "sex": "F", "age_band": "A25_59"}
    write_receptions(NewReception(arrived_at=NOW - timedelta(days=40, minutes=n), **visit) for n in range(number))


@pytest.fixture
def months(place):
    for province, number in (("05.081", 3), ("05.091", 40), ("05.301", 12), ("06.141", 25), ("01.151", 2)):
        received(place, province, number)
    return place


def test_counts_by_province_tell_nothing_of_who_reported_nothing(months):
    counts = counts_of(watched()["receptions.food"], OCTOBER)
    assert counts == {"05.081": 3, "05.091": 40, "05.301": 12, "06.141": 25, "01.151": 2}


def test_a_table_once_published_stays_as_it_left(months):
    first = published_table(indicator="receptions.food", month=OCTOBER, today=TODAY, now=NOW)
    received(months, "05.081", 1)
    assert published_table(indicator="receptions.food", month=OCTOBER, today=TODAY, now=NOW) == first
    assert PublishedTable.objects.count() == 1
    assert all(part.count >= 5 for part in first)


@pytest.mark.parametrize(("code", "month"), [("receptions.all", OCTOBER), ("receptions.food", date(2026, 11, 1))])
def test_what_may_not_leave_does_not(place, code, month):
    with pytest.raises(NotPublished):
        published_table(indicator=code, month=month, today=TODAY, now=NOW)


def asked(who, **values):
    given = {
        "dataset_id": new_id(), "partner": "Commune d’essai", "purpose": "Préparer la distribution d’hiver",
        "indicators": ["receptions.food"], "territory": "05.081", "since": OCTOBER, "until": date(2026, 11, 1),
        "expires_on": date(2027, 1, 31), "now": NOW, "today": TODAY,
    } | values  # fmt: skip
    with entered(who):
        return ask_dataset(actor=who, **given)


def test_a_data_set_is_cut_from_whole_parts_with_its_tags(months):
    cell, delegate = access.actor("WATCH_CELL", months.delegation), access.actor("DELEGATE", months.delegation)
    row = asked(cell)
    with entered(delegate):
        approve_dataset(actor=delegate, dataset_id=row.pk, now=NOW, today=TODAY)
        taken = take_dataset(actor=delegate, dataset_id=row.pk, today=TODAY)
    lines = list(csv.reader(io.StringIO(bytes(taken.content).decode("utf-8-sig"))))
    assert lines[1][0] == "#date+month" and all(tag.startswith("#") for tag in lines[1])
    (line,) = lines[2:]
    assert "05.081" in line[4].split("|") and len(line[4].split("|")) >= 3 and int(line[7]) >= 10
    assert taken.taken == 1


@pytest.mark.parametrize(("change", "fault"), [
    ({"territory": "05.091"}, ReleaseFault.TERRITORY),
    ({"purpose": "x"}, ReleaseFault.PURPOSE),
    ({"indicators": ["situations.violence"]}, ReleaseFault.INDICATOR),
    ({"expires_on": TODAY + timedelta(days=400)}, ReleaseFault.EXPIRY),
    ({"until": OCTOBER}, ReleaseFault.DAYS),
])  # fmt: skip
def test_what_is_asked_for_is_bounded(place, change, fault):
    with pytest.raises(CannotRelease) as refusal:
        asked(access.actor("WATCH_CELL", place.delegation), **change)
    assert refusal.value.fault is fault


def test_a_revoked_or_expired_data_set_is_no_longer_taken(place):
    delegate, statistician = access.actor("DELEGATE", place.delegation), access.actor("STATISTICIAN", place.hq)
    row = asked(access.actor("WATCH_CELL", place.delegation))
    with entered(delegate):
        with pytest.raises(CannotRelease):
            take_dataset(actor=delegate, dataset_id=row.pk, today=TODAY)
        approve_dataset(actor=delegate, dataset_id=row.pk, now=NOW, today=TODAY)
        with pytest.raises(CannotRelease):
            take_dataset(actor=delegate, dataset_id=row.pk, today=date(2027, 2, 1))
    with entered(statistician):
        revoke_dataset(actor=statistician, dataset_id=row.pk, why="Convention dénoncée", now=NOW)
        with pytest.raises(CannotRelease):
            take_dataset(actor=statistician, dataset_id=row.pk, today=TODAY)


def test_who_asked_does_not_approve_and_the_neighbour_does_not_see(place):
    statistician = access.actor("STATISTICIAN", place.hq)
    row = asked(statistician, territory="MA")
    with entered(statistician), pytest.raises(CannotRelease) as refusal:
        approve_dataset(actor=statistician, dataset_id=row.pk, now=NOW, today=TODAY)
    assert refusal.value.fault is ReleaseFault.OWN
    other = access.actor("DELEGATE", place.other)
    with entered(other), pytest.raises(DataSet.DoesNotExist):
        take_dataset(actor=other, dataset_id=row.pk, today=TODAY)


HEAD = "code;mesure;semaine;nombre;inscrits\n"


def test_past_weeks_are_brought_as_a_file_and_wait_for_approval(place):
    code = place.kindergarten.code
    lines, faults, empty = read_weeks(
        f"{HEAD}{code};je.absences;2026-11-09;7;30\n{code};je.left;09/11/2026;1;30\n".encode(), name="a.csv"
    )
    assert (len(lines), faults, empty) == (2, [], 0)
    delegate = access.actor("DELEGATE", place.delegation)
    with entered(delegate):
        assert import_weeks(actor=delegate, lines=lines, source="a.csv", now=NOW, today=TODAY) == 2
        assert [one.values for one in weeks_to_approve(actor=delegate)] == [2]


def test_each_line_that_is_wrong_is_named():
    text = f"{HEAD}X;je.absences;2026-11-10;7;30\nX;soup;2026-11-09;7;30\nX;je.absences;2026-11-09;-7;30\n"
    lines, faults, empty = read_weeks(f"{text}X;je.left;soon;1;30\nX;je.left;2026-11-09;;\n".encode(), name="a.csv")
    assert (lines, empty) == ([], 1)
    assert [(one.line, one.fault, one.text) for one in faults] == [
        (2, WeekFault.MONDAY, "10/11/2026"), (3, WeekFault.FIGURE, "soup"), (4, WeekFault.NUMBER, "-7"),
        (5, WeekFault.DAY, "soon"),
    ]  # fmt: skip


def test_all_that_is_wrong_with_a_file_is_told_at_once(place):
    code = place.kindergarten.code
    rows = ("ZZ;je.left;2026-11-09;1;30", f"{code};dt.left;2026-11-09;1;30", f"{code};je.left;2026-11-09;31;30", "X;y")
    read = read_weeks((HEAD + "".join(f"{row};;\n" for row in (*rows, "X;y;z;1"))).encode(), name="a.csv")
    delegate = access.actor("DELEGATE", place.delegation)
    with entered(delegate), pytest.raises(CannotImportWeeks) as refusal:
        import_weeks(actor=delegate, lines=read.lines, unread=read.faults, source="a.csv", now=NOW, today=TODAY)
    assert [(one.line, one.fault, one.text) for one in refusal.value.faults] == [
        (2, WeekFault.UNIT, "ZZ"), (3, WeekFault.MEASURE, "dt.left"), (4, WeekFault.ABOVE, "31"),
        (6, WeekFault.FIGURE, "y"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_file_to_fill_in_comes_back(client, place, language):
    client.force_login(access.posting("DELEGATE", place.delegation).account)
    client.cookies["wasl_language"] = language
    (sheet,) = open_book(client.get("/watch/weeks/import/to-fill.xlsx").content).sheets
    heads, *lines = sheet.lines
    first, *more = [line for line in lines if line[0] == place.kindergarten.code]
    assert len(more) == 8 * 2 - 1
    filled = ";".join(str(cell or "") for cell in (first[0], first[1], first[2], first[3], 7, 30))
    text = f"{';'.join(map(str, heads))}\n{filled}\n"
    (line,), faults, _empty = read_weeks(text.encode(), name="a.csv")
    assert (line.entry.measure, line.entry.value, faults) == ("je.absences", 7, [])


@pytest.mark.parametrize(("query", "count"), [("", 2), ("&missing=1", 1)])
def test_a_week_tells_who_has_not_sent_it(client, place, query, count):
    client.force_login(access.posting("DELEGATE", place.delegation).account)
    week = monday(timezone.localdate()) - timedelta(weeks=1)
    factories.week_state(place.kindergarten, place.delegation, week=week)
    context = client.get(f"/watch/weeks/?week={week}{query}").context_data
    assert (context["missing"], context["asked"], len(context["rows"])) == (1, 2, count)


def test_a_unit_of_somebody_else_is_unknown_and_nothing_is_taken(place):
    lines, _faults, _empty = read_weeks(
        f"{HEAD}{place.kindergarten.code};je.absences;2026-11-09;7;30\n".encode(), name="a.csv"
    )
    other = access.actor("DELEGATE", place.other)
    with entered(other), pytest.raises(CannotImportWeeks) as refusal:
        import_weeks(actor=other, lines=lines, source="a.csv", now=NOW, today=TODAY)
    assert [(one.line, one.fault) for one in refusal.value.faults] == [(2, WeekFault.UNIT)]


@pytest.mark.parametrize("address", ["/reports/", "/watch/"])
def test_an_approver_is_told_where_the_day_begins(client, place, address):
    cell = access.actor("WATCH_CELL", place.delegation)
    client.force_login(access.posting("DELEGATE", place.delegation).account)
    assert "attend votre approbation" not in client.get(address).content.decode()
    row = asked(cell, expires_on=timezone.localdate() + timedelta(days=30), today=timezone.localdate())
    factories.week_state(place.kindergarten, place.delegation)
    page = client.get(address).content.decode()
    assert "Un jeu de données attend votre approbation." in page and "Un état hebdomadaire attend" in page
    delegate = access.actor("DELEGATE", place.delegation)
    with entered(delegate):
        approve_dataset(actor=delegate, dataset_id=row.pk, now=NOW, today=timezone.localdate())
    assert "Un jeu de données" not in client.get(address).content.decode()
