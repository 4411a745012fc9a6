"""Scenario 10: a teacher of Afourar calls at 10:05 about a girl of eleven."""

from datetime import UTC, date, datetime, timedelta
from time import monotonic

import pytest
from django.utils.timezone import localtime

from tests.access import factories as access
from tests.assistance.directory import entry
from tests.assistance.factories import found_institution, working
from tests.network.factories import unit
from wasl.assistance.commands.circuits import CannotAdvance, content_of, do_step
from wasl.assistance.commands.directory import tell_places
from wasl.assistance.commands.protection_papers import issue_report
from wasl.assistance.commands.reporters import read_reporter
from wasl.assistance.commands.signals import WhoReports, join_signal, open_from_signal, record_signal
from wasl.assistance.models import Case, CircuitStep, ProtectionSignal, SignalChild
from wasl.assistance.queries.circuits import run_sheet
from wasl.assistance.queries.places import VAGUE_KM, establishments_for, km_between
from wasl.assistance.queries.signals import counted_children, signals
from wasl.assistance.rules.circuits import StepState
from wasl.assistance.rules.signals import Child
from wasl.catalogue.commands import seed
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.reports.queries.committee import committee_of
from wasl.rights.timeline import timeline_of
from wasl.territory.models import Territory

#: Five past ten in Azilal.
CALL = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
GIRL = Child(sex="F", age=11, described="محفظة حمراء")
TEACHER = WhoReports(name="حسن الناصري", phone="0600000000", quality="أستاذ")
WORDS = "توجد آثار ضرب على ذراعيها ولا ترغب في العودة إلى البيت"


class Azilal:
    """The delegation, its child protection unit, and two homes for children: one near, one far."""

    def __init__(self):
        seed()
        found_institution()
        communes = Territory.objects.filter(code__startswith="05.081.", level="commune", latitude__isnull=False)
        self.afourar, self.far = communes.order_by("code").first().code, communes.order_by("code").last().code
        region = unit("COORD", parent=unit("HQ"))
        self.delegation = unit("DELEG", parent=region, name_fr="Azilal", name_ar="أزيلال", province_code="05.081")
        self.upe = unit("CELL", parent=self.delegation, type="UPE")
        self.near = self.home("Dar Al Atfal, près", self.afourar, 40)
        self.home("Dar Al Atfal, loin", self.far, 60)
        self.home("Centre secret", self.far, 20, type="CTR_ENF_DIFF", parent=unit("DELEG", parent=region))
        self.officer = access.actor("CHILD_OFFICER", self.upe)
        self.delegate = access.actor("DELEGATE", self.delegation)

    def home(self, name, commune, capacity, *, type="DAR_ATFAL", parent=None):
        return unit(
            "CENTRE", parent=parent or self.delegation, type=type, name_fr=name, name_ar=name, eps_category="EPS-ENF",
            commune_code=commune, capacity=capacity,
        )  # fmt: skip


@pytest.fixture
def azilal(db, reference):
    return Azilal()


def called(azilal, *, words=WORDS, at=CALL, children=(GIRL,), reporter=TEACHER, situation="MALTRAIT"):
    with working(azilal.officer) as who:
        return record_signal(
            actor=who, now=at, signal_id=new_id(), way="school", urgency="danger", situation=situation, words=words,
            children=children, commune_code=azilal.afourar, place="المدرسة", reporter=reporter,
        )  # fmt: skip


def opened(azilal, row, at=CALL + timedelta(minutes=2)):
    with working(azilal.officer) as who:
        child = SignalChild.objects.visible_to(who, Permission.SIGNAL_RECORD).filter(signal_id=row.pk).first()
        return open_from_signal(actor=who, now=at, child_id=child.pk, case_id=new_id())


def did(azilal, run, code, at=CALL + timedelta(minutes=30), **answers):
    with working(azilal.officer) as who:
        rows = CircuitStep.objects.visible_to(who, Permission.CASE_READ)
        step = rows.get(run_id=run.pk, code=code, state=StepState.OPEN)
        return do_step(actor=who, now=at, step_id=step.pk, answers=answers)


def due(azilal, run):
    with working(azilal.officer) as who:
        sheet = run_sheet(actor=who, case_id=run.case_id, run_id=run.pk)
    return {one.step.code: localtime(one.row.due_at).date() for one in sheet.open_steps}


def first_steps(azilal, run):
    did(azilal, run, "REPERAGE", danger="immediate", child_seen="yes", first_action="تم الاتصال بالدرك الملكي")


def ordered(azilal, run):
    """The prosecutor answers: provisional placement."""
    did(azilal, run, "SIGNALEMENT", sent_on="2026-11-24", way="hand")
    did(azilal, run, "REPONSE", answer="placement", answered_on="2026-11-24")


def test_the_letter_is_ready_five_minutes_after_the_call_although_nobody_knows_her_name(azilal):
    began = monotonic()
    run = opened(azilal, called(azilal))
    first_steps(azilal, run)
    with working(azilal.officer) as who:
        letter = issue_report(
            actor=who, now=CALL + timedelta(minutes=4), run_id=run.pk, asks=["placement", "examination"]
        )
    assert (letter.lang, letter.level, letter.seal) == ("ar", 4, run.case_id)
    assert letter.pdf.startswith(b"%PDF") and monotonic() - began < 60


def test_who_called_is_read_by_nobody_of_the_case(azilal):
    row = called(azilal)
    run = opened(azilal, row)
    with working(azilal.officer) as who:
        assert read_reporter(actor=who, signal_id=row.pk) is None
        case = Case.objects.visible_to(who, Permission.CASE_READ).get(pk=run.case_id)
        told = timeline_of(actor=who, registration_ids=[case.registration_id])
    assert TEACHER.name not in str(told)


def test_everything_that_cannot_wait_is_due_the_same_day(azilal):
    run = opened(azilal, called(azilal))
    assert due(azilal, run) == {"REPERAGE": date(2026, 11, 24)}
    first_steps(azilal, run)
    assert set(due(azilal, run).values()) == {date(2026, 11, 24)}
    assert set(due(azilal, run)) == {"URGENCE", "SIGNALEMENT", "EVALUATION"}


def test_homes_with_their_capacity_are_listed_by_distance_and_a_secret_one_without_its_name(azilal):
    with working(azilal.officer) as who:
        found = establishments_for(actor=who, categories=["EPS-ENF"], commune_code=azilal.afourar, now=CALL)
    assert [one.name for one in found] == ["Dar Al Atfal, près", "Dar Al Atfal, loin", None]
    assert (found[0].km, found[0].capacity) == (0, 40)


def test_homes_say_the_free_places_that_the_directory_says_and_full_ones_come_last(azilal):
    director = access.actor("CENTRE_DIRECTOR", azilal.near)
    row = entry(director, now=CALL, of_unit_id=azilal.near.pk)

    def listed(free, at=CALL):
        with working(director) as who:
            tell_places(actor=who, now=CALL, entry_id=row.pk, free_places=free, intake="open")
        with working(azilal.officer) as who:
            given = {"categories": ["EPS-ENF"], "commune_code": azilal.afourar}
            return establishments_for(actor=who, now=at, **given)

    assert (listed(3)[0].name, listed(3)[0].free) == ("Dar Al Atfal, près", 3)
    assert listed(3, CALL + timedelta(days=60))[0].free is None, "too long ago to count on"
    assert [one.name for one in listed(0)] == ["Dar Al Atfal, loin", None, "Dar Al Atfal, près"]


def test_the_order_of_the_list_does_not_tell_how_far_a_secret_home_is(azilal):
    here = Territory.objects.get(code=azilal.far)
    spots = Territory.objects.filter(code__startswith="05.081.", level="commune", latitude__isnull=False)
    way = {one.code: km_between((here.latitude, here.longitude), (one.latitude, one.longitude)) for one in spots}
    azilal.home("Dar Al Atfal, voisine", next(code for code, km in way.items() if 1 < km < VAGUE_KM - 1), 30)
    with working(azilal.officer) as who:
        found = establishments_for(actor=who, categories=["EPS-ENF"], commune_code=azilal.far, now=CALL)
    assert [one.name for one in found][:3] == ["Dar Al Atfal, loin", "Dar Al Atfal, voisine", None]


def test_she_is_placed_by_an_order_only_and_the_placement_is_reviewed(azilal):
    run = opened(azilal, called(azilal))
    first_steps(azilal, run)
    ordered(azilal, run)
    placed = {"ordered_by": "prosecutor", "establishment": "Dar Al Atfal", "placed_on": "2026-11-24"}
    with pytest.raises(CannotAdvance):
        did(azilal, run, "PLACEMENT", **placed)
    row = did(azilal, run, "PLACEMENT", order_number="77/2026", order_on="2026-11-24", **placed)
    assert content_of(row)["placed_until"] == "2026-12-24"
    dates = due(azilal, run)
    assert dates["REVISION"] == date(2026, 12, 24)
    assert dates["SUIVI"] == date(2027, 2, 22)


def test_a_second_call_about_her_leaves_the_counter_of_the_year_as_it_was(azilal):
    for number in range(12):
        called(azilal, reporter=None, words=f"حالة {number}")
    with working(azilal.officer) as who:
        first = ProtectionSignal.objects.visible_to(who, Permission.SIGNAL_RECORD).order_by("received_at").first()
    again = called(azilal, words="اتصال ثان", at=CALL + timedelta(hours=1))
    with working(azilal.officer) as who:
        join_signal(actor=who, now=CALL + timedelta(hours=1), signal_id=again.pk, event_id=first.pk)
    with working(azilal.delegate) as who:
        assert len(counted_children(actor=who, since=date(2026, 1, 1), until=date(2027, 1, 1))) == 12


def test_the_committee_reads_figures_in_which_no_child_can_be_found(azilal):
    for situation, count in (("MALTRAIT", 14), ("EXPLOIT", 12), ("MARIAGE_MIN", 3)):
        for _ in range(count):
            called(azilal, reporter=None, situation=situation)
    with working(azilal.delegate) as who:
        found = committee_of(actor=who, since=date(2026, 1, 1), until=date(2027, 1, 1))
    shown = {line.code: line.count for line in found.lines if line.part == "situation"}
    assert (found.total, shown) == (29, {"MALTRAIT": 14, "EXPLOIT": None, "MARIAGE_MIN": None})


def test_the_delegate_and_the_neighbouring_cell_read_nothing_of_it(azilal):
    opened(azilal, called(azilal))
    neighbour = access.actor("CHILD_OFFICER", unit("CELL", parent=azilal.delegation, type="CAPE"))
    with working(neighbour) as who:
        assert signals(actor=who, state="all") == []
        assert not Case.objects.visible_to(who, Permission.CASE_READ).exists()
    with working(azilal.delegate) as who:
        assert not Case.objects.visible_to(who, Permission.CASE_READ).exists()
        with pytest.raises(NotAllowed):
            signals(actor=who)
