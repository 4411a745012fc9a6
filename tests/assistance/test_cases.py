from datetime import timedelta

import pytest

from tests.assistance.factories import NOW, again, case, orientation, person, reception, working
from tests.assistance.test_acts import listen
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import Act, Case, CaseSituation, Listening, Orientation, OrientationStep, Reception
from wasl.assistance.queries import case_sheet, cases, my_day, readers_of
from wasl.assistance.rules import CaseState, Fault
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.journal.models import Line
from wasl.rights.timeline import timeline_of

VIOLENCE = ("VIOL_CONJ", 3, NOW.date())
READ = {
    Case: Permission.CASE_READ, CaseSituation: Permission.CASE_READ, Reception: Permission.RECEPTION_READ,
    Act: Permission.ACT_READ, Listening: Permission.ACT_READ, Orientation: Permission.ORIENTATION_READ,
    OrientationStep: Permission.ORIENTATION_READ,
}  # fmt: skip


@pytest.fixture
def officer(place):
    return place.worker(role="WOMEN_OFFICER")


def visible(actor):
    with working(actor) as who:
        return {kind.__name__: kind.objects.visible_to(who, permission).count() for kind, permission in READ.items()}


def test_the_opener_of_a_protection_dossier_is_named_on_it(place, officer):
    dossier = case(officer, situations=[VIOLENCE])
    assert (dossier.level, dossier.seal) == (4, dossier.pk)
    assert dossier.pk in again(officer).named


def test_a_social_worker_is_led_to_a_protection_agent(place):
    with pytest.raises(Refused) as raised:
        case(place.worker(), situations=[VIOLENCE])
    assert raised.value.fault == Fault.PROTECTION_AGENT


def test_what_was_heard_at_the_reception_is_told_in_the_dossier(place):
    worker = place.worker()
    her = person(worker)
    came = reception(worker, registration_id=her.pk)
    act = listen(worker, reception_id=came.pk, registration_ids=[her.pk], anonymous_count=0)
    dossier = case(worker, her, reception_id=came.pk)
    with working(worker) as who:
        events = case_sheet(actor=who, case_id=dossier.pk, on=NOW.date()).events
    assert [event.row for event in events if event.kind == "act"] == [act]


@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "CENTRE_DIRECTOR", "SUPERVISOR", "WOMEN_OFFICER", "INSPECTOR"])
def test_nobody_else_sees_a_trace_of_it(place, officer, role):
    other = place.worker(role=role)
    her = person(officer)
    before, day_before = visible(other), my_day_of(other)
    row = reception(officer, registration_id=her.pk, sex="", age_band="")
    listen(officer, reception_id=row.pk, registration_ids=[her.pk], anonymous_count=0)
    dossier = case(officer, her, situations=[VIOLENCE], reception_id=row.pk)
    emf = place.worker(place.emf, role="WOMEN_OFFICER")
    sent(officer, place, dossier, her, emf)
    assert visible(other) == before
    assert my_day_of(other) == day_before
    with working(other) as who:
        assert {moment.kind for moment in timeline_of(actor=who, registration_ids=[her.pk])} <= {"registered"}


def my_day_of(actor):
    with working(actor) as who:
        if not who.may(Permission.RECEPTION_READ):
            return None
        return my_day(actor=who, now=NOW)


def sent(officer, place, dossier, her, emf):
    return orientation(
        officer, registration_id=her.pk, case_id=dossier.pk, to_unit_id=place.emf.pk,
        receiver_ids=[emf.account_id], shared={"given_name": "Fatima"},
    )  # fmt: skip


def test_a_dossier_that_turns_grave_takes_its_past_with_it(place, officer):
    other, her = place.worker(), person(officer)
    before = visible(other)
    row = reception(officer, registration_id=her.pk, sex="", age_band="")
    dossier = case(officer, her, reception_id=row.pk)
    listen(officer, case_id=dossier.pk, registration_ids=[her.pk], anonymous_count=0)
    orientation(officer, registration_id=her.pk, case_id=dossier.pk, destination="PARQUET")
    assert visible(other)["Act"] == 1
    with working(officer) as who:
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_FAM")
    assert visible(other) == before
    assert min(visible(officer).values()) == 1


def test_a_dossier_opens_from_its_reception_at_its_level(place, officer):
    row = reception(officer)
    case(officer, situations=[("MALADIE", 1, NOW.date())], reception_id=row.pk)
    with working(officer) as who:
        (found,) = Reception.objects.visible_to(who, Permission.RECEPTION_READ)
    assert found.level == 3


@pytest.mark.parametrize("situation", ["PAUVRETE", "VIOL_CONJ"])
def test_a_relative_who_works_here_is_denied_at_every_level(place, officer, situation):
    relative = place.worker(role="CENTRE_DIRECTOR")
    dossier = case(officer, situations=[(situation, 2, NOW.date())])
    with working(officer) as who:
        commands.name_reader(actor=who, case_id=dossier.pk, account_id=relative.account_id)
        commands.deny_reader(actor=who, now=NOW, case_id=dossier.pk, account_id=relative.account_id, reason="relative")
    assert visible(relative) == dict.fromkeys(visible(relative), 0)


def test_nobody_denies_themselves(place, officer):
    dossier = case(officer)
    with working(officer) as who, pytest.raises(Refused):
        commands.deny_reader(actor=who, now=NOW, case_id=dossier.pk, account_id=who.account_id, reason="x")


def test_a_named_colleague_of_the_circuit_reads_it(place, officer):
    colleague = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[VIOLENCE])
    with working(officer) as who:
        commands.name_reader(actor=who, case_id=dossier.pk, account_id=colleague.account_id)
    with working(colleague) as who:
        assert case_sheet(actor=who, case_id=dossier.pk, on=NOW.date()).situations[0].code == "VIOL_CONJ"


def test_closing_needs_a_reason_of_the_list_and_is_done_once(place):
    worker = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        with pytest.raises(Refused):
            commands.close_case(actor=who, now=NOW, case_id=dossier.pk, reason="TIRED", outcome="NOT")
        commands.close_case(actor=who, now=NOW, case_id=dossier.pk, reason="OBJ_ATTEINT", outcome="REACHED")
        later = NOW + timedelta(hours=1)
        assert (
            commands.close_case(
                actor=who, now=later, case_id=dossier.pk, reason="OBJ_ATTEINT", outcome="REACHED"
            ).closed_at
            == NOW
        )


def test_a_closed_dossier_is_reopened_before_it_goes_on(place):
    worker = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        commands.close_case(actor=who, now=NOW, case_id=dossier.pk, reason="AUTRE", outcome="PARTLY")
        with pytest.raises(Refused):
            commands.advance_case(actor=who, now=NOW, case_id=dossier.pk, to=CaseState.RUNNING)
        again_open = commands.advance_case(actor=who, now=NOW, case_id=dossier.pk, to=CaseState.REOPENED)
    assert (again_open.closed_at, again_open.closure_reason) == (None, "")


def test_who_read_it_is_told_to_those_who_read_it(place, officer):
    colleague = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[VIOLENCE])
    with working(officer) as who:
        commands.name_reader(actor=who, case_id=dossier.pk, account_id=colleague.account_id)
    for reader in (officer, colleague):
        with working(reader) as who:
            case_sheet(actor=who, case_id=dossier.pk, on=NOW.date())
    with working(officer) as who:
        assert len(readers_of(actor=who, case_id=dossier.pk)) == 2
    with working(place.worker()) as who, pytest.raises(Case.DoesNotExist):
        readers_of(actor=who, case_id=dossier.pk)


def test_a_dossier_sent_twice_is_one(place):
    worker, one = place.worker(), new_id()
    her = person(worker)
    case(worker, her, case_id=one)
    case(worker, her, case_id=one)
    with working(worker) as who:
        assert cases(actor=who, unit_kind="CENTRE").count() == 1


def test_reviews_come_due(place):
    worker = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        assert my_day(actor=who, now=NOW + timedelta(days=89)).reviews == []
        assert my_day(actor=who, now=NOW + timedelta(days=90)).reviews == [dossier]


def test_a_dossier_out_of_reach_is_refused_like_one_that_is_not_there(place):
    dossier = case(place.worker(place.stranger))
    with working(place.worker()) as who:
        for one in (dossier.pk, new_id()):
            with pytest.raises(NotAllowed):
                commands.close_case(actor=who, now=NOW, case_id=one, reason="AUTRE", outcome="PARTLY")


def ended(officer, dossier, reason="OVER"):
    with working(again(officer)) as who:
        commands.end_protection(actor=who, now=NOW, case_id=dossier.pk, reason=reason)


def test_an_ended_protection_is_journalled_and_the_dossier_stays_closed(place, officer):
    dossier = case(officer, situations=[VIOLENCE])
    ended(officer, dossier, reason="HER_WISH")
    assert visible(place.worker())["Case"] == 0
    with working(again(officer)) as who:
        assert Line.objects.get(verb="case:end_protection", subject_id=str(dossier.pk)).reason == "HER_WISH"
        (situation,) = case_sheet(actor=who, case_id=dossier.pk, on=NOW.date()).situations
    assert situation.until == NOW.date()


def test_the_same_danger_again_protects_again(officer):
    dossier = case(officer, situations=[VIOLENCE])
    ended(officer, dossier)
    with working(again(officer)) as who:
        before = Line.objects.filter(verb="person:protect").count()
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_FAM")
        assert Line.objects.filter(verb="person:protect").count() == before + 1


@pytest.mark.parametrize("reason", ["", "because"])
def test_neither_is_done_without_a_reason(officer, reason):
    dossier = case(officer, situations=[VIOLENCE])
    with pytest.raises(Refused) as raised:
        ended(officer, dossier, reason=reason)
    assert raised.value.fault == Fault.NO_REASON


def test_a_dossier_still_protected_is_not_opened_to_the_team(officer):
    dossier = case(officer, situations=[VIOLENCE])
    with working(again(officer)) as who, pytest.raises(Refused) as raised:
        commands.lower_case(actor=who, case_id=dossier.pk, reason="OVER")
    assert raised.value.fault == Fault.STILL_PROTECTED


def test_opened_again_the_team_reads_it_but_not_what_was_heard(place, officer):
    her = person(officer)
    row = reception(officer, registration_id=her.pk, sex="", age_band="")
    listen(officer, reception_id=row.pk, registration_ids=[her.pk], anonymous_count=0)
    dossier = case(officer, her, situations=[VIOLENCE, ("PAUVRETE", 1, NOW.date())], reception_id=row.pk)
    ended(officer, dossier)
    with working(again(officer)) as who:
        assert commands.lower_case(actor=who, case_id=dossier.pk, reason="OVER").level == 2
    seen = visible(place.worker())
    assert (seen["Case"], seen["Reception"], seen["Act"], seen["Listening"]) == (1, 1, 1, 0)
    assert seen["CaseSituation"] == 1
    with working(again(officer)):
        assert Line.objects.get(verb="case:lower", subject_id=str(dossier.pk)).level == 4


def test_only_the_named_end_a_protection(place, officer):
    dossier = case(officer, situations=[VIOLENCE])
    with working(place.worker(role="WOMEN_OFFICER")) as who, pytest.raises(NotAllowed):
        commands.end_protection(actor=who, now=NOW, case_id=dossier.pk, reason="OVER")
