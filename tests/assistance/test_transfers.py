"""A dossier goes to another centre, or to a colleague: all it holds goes with it, and who it left reads it no more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.assistance.factories import NOW, again, appointment, case, orientation, person, reception, working
from tests.assistance.test_assessments import assess
from tests.assistance.test_cases import READ, visible
from tests.assistance.test_circuit_papers import MEASURED
from tests.assistance.test_circuits import did, started
from tests.assistance.test_filing import attach
from tests.assistance.test_plans import running, sheet
from tests.assistance.test_requests import ASKED
from tests.assistance.test_steps import say, suspended
from wasl.assistance import commands
from wasl.assistance.commands.appointment_reminders import remind_appointments
from wasl.assistance.commands.dossier import ROWS
from wasl.assistance.commands.handing import hand_over
from wasl.assistance.commands.placing import Refused
from wasl.assistance.commands.transfers import (
    decide_transfer,
    propose_transfer,
    refuse_transfer,
    take_over,
    withdraw_transfer,
    words_of_transfer,
)
from wasl.assistance.models import (
    Act,
    Case,
    CaseNote,
    CaseTask,
    CaseTransfer,
    Orientation,
    OrientationLink,
    PlanAction,
    PlanGoal,
    PlanSignature,
)
from wasl.assistance.queries import case_sheet
from wasl.assistance.rules import CaseState, Fault
from wasl.assistance.rules.links import LinkState
from wasl.assistance.rules.transfers import NEXT_TRANSFER, TransferState
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered, system
from wasl.messages.queries import messages_of
from wasl.people.models import PersonLink, Registration

TOMORROW = NOW.date() + timedelta(days=1)
FIRST = {"speaks": "self", "request": "Un fauteuil", "card": "no"}
VIOLENCE = ("VIOL_CONJ", 3, NOW.date())


def full(worker, **more):
    """A dossier with one of everything in it."""
    her = person(worker)
    row = reception(worker, registration_id=her.pk, sex="", age_band="")
    given = {"situations": [("PAUVRETE", 2, NOW.date())]} | more
    dossier = case(worker, her, reception_id=row.pk, **given)
    with working(worker) as who:
        given = {"actor": who, "now": NOW, "case_id": dossier.pk}
        commands.record_listening(
            **given, act_id=new_id(), note="Entendue", registration_ids=[her.pk], reception_id=row.pk
        )  # fmt: skip
        commands.write_note(**given, note_id=new_id(), text="Note", readers="author")
        say(who, dossier)
        commands.record_unmet_request(**given, request_id=new_id(), service="JUR", reason="NO_PLACE")
    orientation(worker, registration_id=her.pk, case_id=dossier.pk, destination="CSU")
    return dossier


def proposed(worker, dossier, unit, **more):
    given = {"transfer_id": new_id(), "reason": "NEARER", "words": "Reste à appeler l’école"} | more
    with working(worker) as who:
        return propose_transfer(actor=who, now=NOW, case_id=dossier.pk, to_unit_id=unit.pk, **given)


def allowed(place, row):
    with working(place.worker(place.delegation, role="DELEGATE")) as who:
        return decide_transfer(actor=who, now=NOW, transfer_id=row.pk, allows=True)


def taken(actor, row, **more):
    with working(actor) as who:
        return take_over(actor=who, now=NOW, transfer_id=row.pk, **more)


@pytest.fixture
def worker(place):
    return place.worker()


@pytest.fixture
def there(place):
    """A worker of another delegation: nothing of the first centre is within reach."""
    return place.worker(place.stranger)


def test_every_row_goes_and_the_team_that_gave_it_reads_none(place, worker, there):
    dossier = full(worker)
    before = visible(worker)
    assert min(before.values()) == 1 and max(visible(there).values()) == 0
    moved = taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    assert (moved.state, moved.worker_id, moved.unit_id) == ("TRANSFERE", there.account_id, place.stranger.pk)
    assert visible(there) == before and max(visible(worker).values()) == 0


#: Letters stay in the archive and the register of the centre that writes them.
STAYS = {"Letter", "LetterStep"}


def whole(place, worker):
    """A dossier with a row in every table that a dossier has: one that joins later must be put here."""
    dossier = full(worker)
    with working(worker) as who:
        given = {"actor": who, "now": NOW, "case_id": dossier.pk}
        commands.close_case(**given, reason="AUTRE", outcome="PARTLY")
        commands.advance_case(**given, to=CaseState.REOPENED)
        (sent,) = Orientation.objects.visible_to(who, Permission.ORIENTATION_READ).filter(case_id=dossier.pk)
        commands.make_link(actor=who, now=NOW, orientation_id=sent.pk, lang="fr")
    run = started(worker, "DISABILITY", file=dossier)
    for code, answers in (("ACCUEIL", FIRST), ("BESOINS", MEASURED), ("DEMANDES", ASKED)):
        did(worker, run, code, answers)
    assess(worker, dossier)
    attach(worker, dossier)
    appointment(worker, registration_id=dossier.registration_id, case_id=dossier.pk, day=TOMORROW)
    remind_appointments(now=NOW)
    plan = running(place, worker, dossier)
    with working(worker) as who:
        commands.review_plan(
            actor=who, now=NOW + timedelta(days=92), plan_id=plan.pk, review_id=new_id(), note="", language="shi",
            results={},
        )  # fmt: skip
    return dossier


def paths_of(dossier):
    """By table, the paths at which the rows of a dossier stand, by whatever way they belong to it."""
    found = {}
    with transaction.atomic(), system("load demo"):
        for kind, way, _ in ROWS:
            if kind is not CaseTransfer:
                rows = kind.objects.for_system("load demo").filter(**{way: dossier.pk})
                found.setdefault(kind.__name__, set()).update(rows.values_list("path", flat=True))
    return found


def test_no_table_of_a_dossier_is_left_behind(reference, place):
    worker = place.worker(role="DISABILITY_OFFICER")
    dossier, there = whole(place, worker), place.worker(place.stranger, role="DISABILITY_OFFICER")
    assert {name for name, paths in paths_of(dossier).items() if not paths} == STAYS
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    moved = {name: paths for name, paths in paths_of(dossier).items() if name not in STAYS}
    assert moved == dict.fromkeys(moved, {place.stranger.path})


def test_a_plan_goes_with_its_goals_actions_and_signatures(place, worker, there):
    dossier = full(worker)
    plan = running(place, worker, dossier)
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    (line,) = sheet(there, plan).goals
    assert len(line.actions) == 1
    for kind in (PlanGoal, PlanAction, PlanSignature):
        with working(there) as who:
            assert kind.objects.visible_to(who, Permission.CASE_READ).count() == 1
        with working(worker) as who:
            assert kind.objects.visible_to(who, Permission.CASE_READ).count() == 0


def test_a_link_goes_with_its_orientation_and_the_next_one_ends_it(place, worker, there):
    dossier = full(worker)
    with working(worker) as who:
        sent = Orientation.objects.visible_to(who, Permission.ORIENTATION_READ).get(case_id=dossier.pk)
        old = commands.make_link(actor=who, now=NOW, orientation_id=sent.pk, lang="fr")
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    with working(worker) as who:
        assert not OrientationLink.objects.visible_to(who, Permission.ORIENTATION_READ).exists()
    with working(there) as who:
        commands.make_link(actor=who, now=NOW, orientation_id=sent.pk, lang="fr")
    assert commands.look_at_link(secret=old.secret, now=NOW).state == LinkState.REVOKED


def test_what_is_still_to_be_told_her_goes_too(place, worker, there):
    dossier = full(worker)
    appointment(worker, registration_id=dossier.registration_id, case_id=dossier.pk, day=TOMORROW)
    remind_appointments(now=NOW)
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    for actor, count in ((there, 1), (worker, 0)):
        with working(actor) as who:
            assert messages_of(actor=who, permission=Permission.APPOINTMENT_READ).count() == count


def test_she_is_known_there_under_the_same_person_with_what_is_due(place, worker, there):
    dossier = full(worker)
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    with working(there) as who:
        sheet = case_sheet(actor=who, case_id=dossier.pk, on=NOW.date())
        assert sheet.case.person.given_latin == "Fatima" or sheet.case.person.name_ar or sheet.case.person.name_latin
        assert [(task.words, task.responsible_id) for task in sheet.tasks] == [("Call the school", there.account_id)]
        note = CaseNote.objects.visible_to(who, Permission.CASE_READ)
        assert note.count() == 0
    with transaction.atomic(), system("load demo"):
        links = PersonLink.objects.for_system("load demo").filter(until_at__isnull=True)
        people = links.filter(registration_id__in=[dossier.registration_id, sheet.case.registration_id])
        assert len(set(people.values_list("person_id", flat=True))) == 1


def test_what_a_centre_did_stays_counted_there(place, worker, there):
    dossier = full(worker)
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    with working(there) as who:
        acts = Act.objects.visible_to(who, Permission.ACT_READ)
        assert {act.counted_in for act in acts} == {place.centre.pk}


def test_a_registration_she_has_there_already_is_used(place, worker, there):
    dossier, hers = full(worker), person(there)
    with transaction.atomic(), system("load demo"):
        links = PersonLink.objects.for_system("load demo")
        whose = links.get(registration_id=dossier.registration_id, until_at__isnull=True).person_id
        links.filter(registration_id=hers.pk).update(person_id=whose)
    moved = taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    assert moved.registration_id == hers.pk


def test_until_it_is_taken_the_other_centre_sees_the_proposal_alone(place, worker, there):
    row = allowed(place, proposed(worker, full(worker), place.stranger))
    assert max(visible(there).values()) == 0
    with working(there) as who:
        (seen,) = CaseTransfer.objects.visible_to(who, Permission.CASE_READ)
        assert words_of_transfer(seen) == "Reste à appeler l’école" and seen.pk == row.pk


def test_nobody_takes_what_the_delegate_has_not_allowed(place, worker, there):
    row = proposed(worker, full(worker), place.stranger)
    with pytest.raises(Refused) as raised:
        taken(there, row)
    assert raised.value.fault == Fault.STATE


@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "SUPERVISOR", "CENTRE_DIRECTOR", "INSPECTOR"])
def test_only_a_delegate_of_the_place_decides(place, worker, role):
    row = proposed(worker, full(worker), place.stranger)
    with working(place.worker(role=role)) as who, pytest.raises(NotAllowed):
        decide_transfer(actor=who, now=NOW, transfer_id=row.pk, allows=True)


def take_in_sql(actor, row, taker):
    with transaction.atomic(), entered(again(actor)), connection.cursor() as cursor:
        cursor.execute("SELECT assistance_take_over(%s, %s)", [row.pk, taker.account_id])


def test_the_function_itself_refuses_whoever_is_not_the_receiver(place, worker, there):
    row = allowed(place, proposed(worker, full(worker), place.stranger))
    for actor, taker in ((worker, worker), (worker, there), (there, worker), (place.worker(place.sister), there)):
        with pytest.raises(DatabaseError), transaction.atomic():
            take_in_sql(actor, row, taker)
    take_in_sql(there, row, there)
    with pytest.raises(DatabaseError), transaction.atomic():
        take_in_sql(there, row, there)


def test_the_function_refuses_what_was_not_allowed(place, worker, there):
    row = proposed(worker, full(worker), place.stranger)
    with pytest.raises(DatabaseError), transaction.atomic():
        take_in_sql(there, row, there)


def test_refused_it_stays_and_may_be_proposed_again(place, worker, there):
    dossier = full(worker)
    row = allowed(place, proposed(worker, dossier, place.stranger))
    with working(there) as who:
        assert refuse_transfer(actor=who, now=NOW, transfer_id=row.pk, reason="NO_PLACE").state == "refused"
    assert visible(worker)["Case"] == 1
    second = proposed(worker, dossier, place.stranger)
    with working(worker) as who:
        assert withdraw_transfer(actor=who, now=NOW, transfer_id=second.pk).state == "withdrawn"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"words": " "}, Fault.NO_WORDS), ({"reason": ""}, Fault.NO_REASON), ({"words": "x" * 2001}, Fault.TOO_LONG),
    ],
)  # fmt: skip
def test_a_proposal_says_why_and_what_is_due(place, worker, given, fault):
    with pytest.raises(Refused) as raised:
        proposed(worker, case(worker), place.stranger, **given)
    assert raised.value.fault == fault


def test_one_proposal_at_a_time_and_to_another_centre(place, worker):
    dossier = case(worker)
    for unit, fault in ((place.centre, Fault.SAME_UNIT), (place.delegation, Fault.NOT_A_CENTRE)):
        with pytest.raises(Refused) as raised:
            proposed(worker, dossier, unit)
        assert raised.value.fault == fault
    proposed(worker, dossier, place.stranger)
    with pytest.raises(Refused) as raised:
        proposed(worker, dossier, place.sister)
    assert raised.value.fault == Fault.TRANSFER_OPEN


def test_a_nominative_dossier_names_its_new_worker_and_no_longer_the_old_ones(place, there):
    officer = place.worker(role="WOMEN_OFFICER")
    taker = place.worker(place.stranger, role="WOMEN_OFFICER")
    dossier = full(officer, situations=[VIOLENCE])
    with pytest.raises(Refused):
        proposed(officer, dossier, place.stranger)
    row = proposed(officer, dossier, place.stranger, takes_id=taker.account_id)
    assert visible(taker) == dict.fromkeys(READ_NAMES, 0) and row.state == "allowed"
    assert taken(taker, row).level == 4
    assert visible(taker)["Case"] == 1 and max(visible(officer).values()) == max(visible(there).values()) == 0
    with working(there) as who:
        assert CaseTransfer.objects.visible_to(who, Permission.CASE_READ).count() == 0
        assert Registration.objects.visible_to(who, Permission.PERSON_READ).filter(seal=dossier.pk).count() == 0


READ_NAMES = [kind.__name__ for kind in READ]


def test_a_colleague_who_reads_no_such_level_cannot_be_named(place, there):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[VIOLENCE])
    with pytest.raises(Refused) as raised:
        proposed(officer, dossier, place.stranger, takes_id=there.account_id)
    assert raised.value.fault == Fault.CIRCUIT_ONLY


@pytest.mark.parametrize("state", TransferState)
def test_the_table_of_transfers(state):
    is_open = state in {TransferState.PROPOSED, TransferState.ALLOWED}
    assert bool(NEXT_TRANSFER[state]) is is_open
    assert TransferState.ACCEPTED not in NEXT_TRANSFER[TransferState.PROPOSED]


def test_a_resting_dossier_goes_on_there(place, worker, there):
    dossier = case(worker)
    with working(worker) as who:
        suspended(who, dossier)
    moved = taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    assert (moved.suspended_until, moved.next_on) == (None, NOW.date() + timedelta(days=30))


def given_over(actor, dossiers, to, **more):
    with working(actor) as who:
        return hand_over(
            actor=who, now=datetime.now(UTC), case_ids=[one.pk for one in dossiers], to_account_id=to, **more
        )


def test_all_dossiers_of_who_leaves_go_to_a_colleague_in_one_go(place, worker):
    supervisor, colleague = place.worker(role="SUPERVISOR"), place.worker()
    dossiers = [case(worker) for _ in range(3)]
    assert given_over(supervisor, dossiers, colleague.account_id) == 3
    with working(colleague) as who:
        mine = Case.objects.visible_to(who, Permission.CASE_READ).filter(worker_id=who.account_id)
        tasks = CaseTask.objects.visible_to(who, Permission.CASE_READ).filter(responsible_id=who.account_id)
        assert (mine.count(), tasks.count()) == (3, 3)


def test_a_colleague_does_not_give_away_what_is_not_hers(place, worker):
    colleague = place.worker()
    with pytest.raises(NotAllowed):
        given_over(colleague, [case(worker)], colleague.account_id)


def test_to_somebody_of_another_centre_none_is_given(place, worker, there):
    with pytest.raises(Refused) as raised:
        given_over(worker, [case(worker), case(worker)], there.account_id)
    assert raised.value.fault == Fault.NOT_A_COLLEAGUE


def test_who_leaves_a_nominative_dossier_is_named_on_it_no_more(place):
    officer, colleague = place.worker(role="WOMEN_OFFICER"), place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[VIOLENCE])
    given_over(officer, [dossier], colleague.account_id, leaves=True)
    assert (visible(officer)["Case"], visible(colleague)["Case"]) == (0, 1)
