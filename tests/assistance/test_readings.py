from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.assistance.factories import NOW, case, orientation, person, reception, working
from wasl.access.commands.brakes import CannotGoOn, count_rows, go_on, judge_brake, watch_readers
from wasl.access.models import Brake, NamedAccess
from wasl.access.queries import named_to_stay
from wasl.access.rules import BrakeKind, braked
from wasl.assistance import commands
from wasl.assistance.commands.glass import CannotBreakGlass, ask_glass, confirm_glass, escalate_reviews, review_glass
from wasl.assistance.commands.papers import SayWhy
from wasl.assistance.models import Case, GlassRequest
from wasl.assistance.queries import case_sheet
from wasl.assistance.queries.glass import broken_on
from wasl.assistance.queries.readings import described_readings
from wasl.assistance.rules.glass import GlassFault, review_fault
from wasl.assistance.rules.readings import Link, Mark, marks
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.journal.models import Line
from wasl.journal.queries import readings_of_dossiers, readings_within

pytestmark = pytest.mark.django_db
HOURS = {"calendar.opens": 510, "calendar.closes": 990, "calendar.weekdays": 5}
TUESDAY = datetime(2026, 11, 24)  # noqa: DTZ001
CAPS = {"brake.files_a_day": 3, "brake.rows_a_day": 100, "brake.burst_files": 2}


@pytest.mark.parametrize(
    ("at", "link", "files", "found"),
    [
        (TUESDAY.replace(hour=10), Link.IN_CHARGE, 1, ()),
        (TUESDAY.replace(hour=8, minute=29), Link.NAMED, 1, (Mark.HOURS,)),
        (TUESDAY.replace(hour=16, minute=30), Link.NAMED, 1, (Mark.HOURS,)),
        (TUESDAY.replace(day=28, hour=10), Link.WORKED, 1, (Mark.HOURS,)),
        (TUESDAY.replace(hour=10), Link.NONE, 31, (Mark.NO_LINK, Mark.BURST)),
    ],
)
def test_what_is_unusual(at, link, files, found):
    assert marks(at=at, link=link, files=files, hours=HOURS, burst=30) == found


@pytest.mark.parametrize(
    ("counts", "kinds"),
    [((3, 100, 2), set()), ((4, 0, 0), {BrakeKind.FILES}), ((0, 101, 3), {BrakeKind.ROWS, BrakeKind.BURST})],
)
def test_the_brake_begins_beyond_the_cap(counts, kinds):
    files, rows, burst = counts
    assert set(braked(files=files, rows=rows, burst=burst, caps=CAPS)) == kinds


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"is_party": True}, GlassFault.PARTY),
        ({"is_confirmed": False}, GlassFault.NOT_OPENED),
        ({"is_reviewed": True}, GlassFault.REVIEWED),
        ({"verdict": "maybe"}, GlassFault.VERDICT),
        ({"verdict": "unjustified"}, GlassFault.VERDICT),
        ({"verdict": "unjustified", "follows": "inquiry"}, None),
    ],
)
def test_a_review_says_what_it_lacks(changed, fault):
    plain = {
        "is_party": False,
        "is_confirmed": True,
        "is_reviewed": False,
        "verdict": "justified",
        "follows": "nothing",
    }
    assert review_fault(**(plain | changed)) == fault


def read(who, number):
    for _ in range(number):
        record(actor=who, verb="case:read", subject="case", subject_id=new_id(), level=2)


def watched(now=None):
    now = now or timezone.now()
    since = now - timedelta(hours=20)
    return watch_readers(now=now, since=since, day=timezone.localdate(), caps=CAPS)


def test_an_alert_is_written_within_the_minute_and_once(place):
    who = place.worker()
    read(who, 4)
    assert watched() == 2
    assert watched() == 0
    assert {row.kind for row in Brake.objects.filter(account_id=who.account_id)} == {"files", "burst"}


def test_the_same_file_read_often_is_one_file(place):
    who = place.worker()
    for _ in range(9):
        record(actor=who, verb="case:read", subject="case", subject_id=place.centre.pk)
    assert watched() == 0


def test_lines_listed_count_and_add_up(place):
    who = place.worker()
    with working(who) as actor:
        for _ in range(3):
            count_rows(actor=actor, rows=40, day=timezone.localdate())
    read(who, 1)
    assert watched() == 1


def test_the_agent_goes_on_with_a_reason_and_somebody_else_judges(place):
    who, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    read(who, 4)
    watched()
    with working(who) as actor:
        with pytest.raises(CannotGoOn):
            go_on(actor=actor, now=NOW, reason="because")
        assert go_on(actor=actor, now=NOW, reason="danger") == 2
    row = Brake.objects.filter(account_id=who.account_id).first()
    with working(director) as actor:
        assert judge_brake(actor=actor, now=NOW, brake_id=row.pk, verdict="work").seen_by_id == director.account_id


@pytest.mark.parametrize("at", ["stranger", "centre"])
def test_an_alert_is_judged_within_the_territory_and_never_by_oneself(place, at):
    director = place.worker(at=getattr(place, at), role="CENTRE_DIRECTOR")
    if at == "centre":
        read(director, 4)
    else:
        read(place.worker(), 4)
    watched()
    with working(director) as actor, pytest.raises(NotAllowed):
        judge_brake(actor=actor, now=NOW, brake_id=Brake.objects.first().pk, verdict="work")


def test_a_supervisor_reads_who_read_what_and_why(place):
    worker, curious, supervisor = place.worker(), place.worker(), place.worker(role="SUPERVISOR")
    dossier = case(worker)
    for who in (worker, curious):
        with working(who) as actor:
            case_sheet(actor=actor, case_id=dossier.pk, on=NOW.date())
    with working(supervisor) as actor:
        lines = [line for line in readings_within(actor=actor).order_by("-id") if line.subject == "case"]
        found = {one.line.account_id: one for one in described_readings(actor=actor, lines=lines, today=NOW.date())}
    assert found[worker.account_id].link == Link.IN_CHARGE
    assert Mark.NO_LINK in found[curious.account_id].marks and found[curious.account_id].case_id == dossier.pk


def test_a_supervisor_learns_nothing_of_a_nominative_file(place):
    officer, supervisor = place.worker(role="WOMEN_OFFICER"), place.worker(role="SUPERVISOR")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    with working(officer) as actor:
        case_sheet(actor=actor, case_id=dossier.pk, on=NOW.date())
    with working(supervisor) as actor, connection.cursor() as cursor:
        assert not readings_within(actor=actor).filter(seal=dossier.pk).exists()
        cursor.execute("SELECT count(*) FROM journal_line WHERE seal = %s", [dossier.pk])
        assert cursor.fetchone()[0] == 0


@pytest.fixture
def opened(place):
    """An opening that was confirmed: the request, who asked, who confirmed, who opened the file."""
    opener, asker, second = (place.worker(role="WOMEN_OFFICER") for _ in range(3))
    woman = person(opener, birth_year=1988)
    case(opener, woman, situations=[("VIOL_CONJ", 3, NOW.date())])
    with working(asker) as actor:
        row = ask_glass(
            actor=actor, request_id=new_id(), registration_id=woman.pk, reason="DANGER", words="…", now=NOW
        )  # fmt: skip
    with working(second) as actor:
        confirm_glass(actor=actor, request_id=row.pk, now=NOW)
    return row, asker, second, opener


def reviewed(who, row, **given):
    with working(who) as actor:
        return review_glass(
            actor=actor, now=NOW, request_id=row.pk, **({"verdict": "justified", "follows": "nothing"} | given)
        )  # fmt: skip


def test_a_supervisor_reviews_an_opening_once(place, opened):
    supervisor = place.worker(role="SUPERVISOR")
    assert reviewed(supervisor, opened[0]).verdict == "justified"
    with pytest.raises(CannotBreakGlass) as caught:
        reviewed(supervisor, opened[0])
    assert caught.value.fault == GlassFault.REVIEWED


def test_a_director_of_another_delegation_does_not_see_it(place, opened):
    with pytest.raises(NotAllowed):
        reviewed(place.worker(at=place.stranger, role="CENTRE_DIRECTOR"), opened[0])


def test_what_nobody_reviews_is_escalated_once(place, opened):
    late = NOW + timedelta(days=8)
    assert escalate_reviews(now=NOW + timedelta(days=6), today=NOW.date()) == 0
    assert escalate_reviews(now=late, today=late.date()) == 1
    assert escalate_reviews(now=late, today=late.date()) == 0
    with system("break glass"):
        assert GlassRequest.objects.for_system("break glass").get(pk=opened[0].pk).escalated_on == late.date()


def test_everybody_named_on_the_file_is_told(place, opened):
    row, _asker, _second, opener = opened
    colleague = place.worker(role="WOMEN_OFFICER")
    with working(opener) as actor:
        dossier = Case.objects.visible_to(actor, Permission.CASE_READ).get(registration_id=row.registration_id)
        commands.name_reader(actor=actor, case_id=dossier.pk, account_id=colleague.account_id)
    with working(colleague) as actor:
        assert [one.case_id for one in broken_on(actor=actor, since=NOW - timedelta(days=1))] == [dossier.pk]


def test_a_denial_bears_who_asked_for_it_and_is_ended_by_who_names_readers(place):
    worker, relative, supervisor = place.worker(), place.worker(), place.worker(role="SUPERVISOR")
    dossier = case(worker)
    with working(worker) as actor:
        commands.deny_reader(actor=actor, now=NOW, case_id=dossier.pk, account_id=relative.account_id, reason="named")
    row = NamedAccess.objects.get(dossier_id=dossier.pk, is_denied=True)
    assert (row.reason, row.by_id) == ("named", worker.account_id)
    with working(worker) as actor, pytest.raises(NotAllowed):
        commands.end_denial(actor=actor, now=NOW, case_id=dossier.pk, access_id=row.pk)
    with working(relative) as actor, pytest.raises(NotAllowed):
        commands.end_denial(actor=actor, now=NOW, case_id=dossier.pk, access_id=row.pk)
    with working(supervisor) as actor:
        commands.end_denial(actor=actor, now=timezone.now(), case_id=dossier.pk, access_id=row.pk)
    with working(relative) as actor:
        assert case_sheet(actor=actor, case_id=dossier.pk, on=NOW.date())


def test_a_paper_of_a_nominative_file_asks_why(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    sent = orientation(officer, registration_id=dossier.registration_id, case_id=dossier.pk, destination="CSU")
    given = {"now": NOW, "orientation_id": sent.pk, "lang": "fr"}
    with working(officer) as actor:
        for why in ("", "curious"):
            with pytest.raises(SayWhy):
                commands.issue_letter(actor=actor, **given, why=why)
        assert commands.issue_letter(actor=actor, **given, why="receiver")
    with system("seal journal"):
        assert Line.objects.get(verb="document:why").reason == "receiver"


def test_an_ordinary_paper_asks_nothing(place):
    worker = place.worker()
    came = reception(worker)
    with working(worker) as actor:
        assert commands.issue_slip(actor=actor, now=NOW, reception_id=came.pk, lang="fr")


def readers_told(who):
    """Accounts on the list of who read the nominative dossiers on which `who` is named."""
    with working(who) as actor:
        found = readings_of_dossiers(actor=actor, dossier_ids=named_to_stay(actor=actor))
        return {one.line.account_id for one in described_readings(actor=actor, lines=list(found), today=NOW.date())}


def test_those_named_on_a_nominative_dossier_see_who_reads_it_and_nobody_else_does(place):
    officer, second, other = (place.worker(role="WOMEN_OFFICER") for _ in range(3))
    dossier = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    with working(officer) as actor:
        commands.name_reader(actor=actor, case_id=dossier.pk, account_id=second.account_id)
    for who in (officer, second):
        with working(who) as actor:
            case_sheet(actor=actor, case_id=dossier.pk, on=NOW.date())
    assert readers_told(officer) == readers_told(second) == {officer.account_id, second.account_id}
    assert readers_told(other) == set()
    for role, unit in (("SUPERVISOR", place.centre), ("CENTRE_DIRECTOR", place.centre), ("DELEGATE", place.delegation)):
        with pytest.raises(NotAllowed):
            readers_told(place.worker(unit, role=role))


def test_neither_a_denied_officer_nor_one_named_for_some_hours_sees_who_reads_it(place):
    officer, relative, passing = (place.worker(role="WOMEN_OFFICER") for _ in range(3))
    dossier = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    with working(officer) as actor:
        commands.name_reader(actor=actor, case_id=dossier.pk, account_id=relative.account_id)
        commands.deny_reader(
            actor=actor, now=NOW, case_id=dossier.pk, account_id=relative.account_id, reason="RELATIVE"
        )
        case_sheet(actor=actor, case_id=dossier.pk, on=NOW.date())
    NamedAccess.objects.create(
        dossier_id=dossier.pk, account_id=passing.account_id, is_denied=False,
        until_at=timezone.now() + timedelta(hours=4),
    )  # fmt: skip
    assert readers_told(relative) == readers_told(passing) == set()


def test_ordinary_readings_are_no_part_of_that_list(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer)
    with working(officer) as actor:
        case_sheet(actor=actor, case_id=dossier.pk, on=NOW.date())
    assert readers_told(officer) == set()
