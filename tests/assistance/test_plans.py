from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.assistance.factories import NOW, case, person, working
from wasl.assistance import commands
from wasl.assistance.commands import CannotPlan, PlanConflict
from wasl.assistance.models import CaseTask, Plan
from wasl.assistance.queries.plans import counted, plan_sheet
from wasl.assistance.rules import NEXT_PLAN, Capacity, PlanFault, PlanState, Result, Way
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.documents.models import IssuedDocument

TODAY = NOW.date()
GOAL = {"what": "Avoir un toit", "measure": "nuits", "start": "0", "target": "30", "by_on": "2027-02-01"}
ACTION = {"what": "Demander une place", "responsible": "agent", "account": "", "who": "", "due_on": "2026-12-10"}


def start(worker, dossier, **values):
    given = {"plan_id": new_id(), "language": "shi", "summary": "Retrouver un logement"} | values
    with working(worker) as who:
        return commands.start_plan(actor=who, now=NOW, case_id=dossier.pk, **given)


def goal(worker, plan, goal_id=None, **values):
    seen = values.pop("seen", None)
    with working(worker) as who:
        return commands.set_goal(
            actor=who, plan_id=plan.pk, goal_id=goal_id or new_id(), values=GOAL | values, seen=seen
        )


def action(worker, row, **values):
    with working(worker) as who:
        return commands.set_action(actor=who, goal_id=row.pk, action_id=new_id(), values=ACTION | values)


def sheet(worker, plan):
    with working(worker) as who:
        return plan_sheet(actor=who, plan_id=plan.pk, on=TODAY)


def drafted(worker, dossier=None):
    plan = start(worker, dossier or case(worker))
    action(worker, goal(worker, plan))
    return plan


def validate(director, plan, **values):
    version = sheet(director, plan).plan.version
    with working(director) as who:
        return commands.validate_plan(actor=who, now=NOW, plan_id=plan.pk, **{"version": version} | values)


def sign(worker, plan, **values):
    usual = {
        "version": sheet(worker, plan).plan.version, "signed_on": TODAY, "capacity": Capacity.PERSON,
        "way": Way.SIGNATURE, "signature_id": new_id(),
    }  # fmt: skip
    with working(worker) as who:
        return commands.sign_plan(actor=who, now=NOW, plan_id=plan.pk, **usual | values)


def running(place, worker, dossier=None):
    plan = drafted(worker, dossier)
    validate(place.worker(role="CENTRE_DIRECTOR"), plan)
    return sign(worker, plan)


def fault_of(command, *args, **values):
    with pytest.raises(CannotPlan) as raised:
        command(*args, **values)
    return raised.value.fault


def test_a_plan_from_the_first_goal_to_its_review(place):
    worker = place.worker()
    plan = running(place, worker)
    assert (plan.state, plan.review_on) == (PlanState.SIGNED, date(2027, 2, 24))
    (line,) = sheet(worker, plan).goals
    with working(worker) as who:
        commands.review_plan(
            actor=who, now=NOW + timedelta(days=92), plan_id=plan.pk, review_id=new_id(), note="Elle a un toit",
            language="shi", results={line.row.pk: Result.DONE},
        )  # fmt: skip
        (task,) = CaseTask.objects.visible_to(who, Permission.CASE_READ).filter(kind="plan", state="open")
    assert (task.about, task.due_on) == (plan.pk, date(2027, 5, 24))
    told = sheet(worker, plan)
    assert (told.plan.state, told.goals[0].row.result, told.reviews[0].note) == ("reviewed", "done", "Elle a un toit")


def test_who_drafted_does_not_validate(place):
    director = place.worker(role="CENTRE_DIRECTOR")
    assert fault_of(validate, director, drafted(director)) == PlanFault.SAME_ACCOUNT


def test_a_worker_validates_nothing(place):
    worker = place.worker()
    plan = drafted(worker)
    with pytest.raises(NotAllowed):
        validate(place.worker(), plan)


def test_an_empty_plan_is_not_validated(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    plan = start(worker, case(worker))
    assert fault_of(validate, director, plan) == PlanFault.NO_GOAL
    goal(worker, plan)
    assert fault_of(validate, director, plan) == PlanFault.NO_ACTION


def test_only_the_version_that_was_read_is_validated(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    assert fault_of(validate, director, drafted(worker), version=1) == PlanFault.CHANGED_SINCE


def test_a_validated_plan_is_changed_only_after_it_was_sent_back(place):
    worker = place.worker()
    plan = drafted(worker)
    validate(place.worker(role="CENTRE_DIRECTOR"), plan)
    assert fault_of(goal, worker, plan) == PlanFault.STATE
    with working(worker) as who:
        commands.return_plan(actor=who, plan_id=plan.pk)
    goal(worker, plan)
    assert fault_of(sign, worker, plan) == PlanFault.STATE


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"signed_on": TODAY + timedelta(days=1)}, PlanFault.NOT_YET),
        ({"signed_on": TODAY - timedelta(days=1)}, PlanFault.SIGNED_BEFORE),
        ({"version": 1}, PlanFault.CHANGED_SINCE),
        ({"way": Way.CROSS, "witnesses": ["Ali"]}, PlanFault.FEW_WITNESSES),
    ],
)
def test_a_signature_that_cannot_be(place, values, fault):
    worker = place.worker()
    plan = drafted(worker)
    validate(place.worker(role="CENTRE_DIRECTOR"), plan)
    assert fault_of(sign, worker, plan, **values) == fault


@pytest.fixture
def of_a_minor(place):
    worker = place.worker()
    her = person(worker, birth_precision="YEAR", birth_year=2012)
    plan = drafted(worker, case(worker, her))
    validate(place.worker(role="CENTRE_DIRECTOR"), plan)
    return worker, plan


def test_a_minor_does_not_sign_alone(of_a_minor):
    assert fault_of(sign, *of_a_minor) == PlanFault.MINOR_ALONE


def test_who_signed_for_a_minor_how_and_before_whom_is_kept_sealed(of_a_minor):
    worker, plan = of_a_minor
    sign(
        worker, plan, capacity=Capacity.GUARDIAN, signatory="Omar Aït Lahcen", ground="père", way=Way.FINGERPRINT,
        witnesses=["Ali Bihi", "Fadma Ouali"],
    )  # fmt: skip
    (line,) = sheet(worker, plan).signatures
    assert (line.signatory, line.ground, line.witnesses) == ("Omar Aït Lahcen", "père", ["Ali Bihi", "Fadma Ouali"])
    assert (line.row.way, line.row.capacity) == ("fingerprint", "guardian")
    assert b"Omar" not in bytes(line.row.sealed)


def test_two_workers_who_change_other_fields_both_keep_their_words(place):
    worker, colleague = place.worker(), place.worker()
    plan = start(worker, case(worker))
    row = goal(worker, plan)
    goal(worker, plan, row.pk, target="60", seen=GOAL)
    goal(colleague, plan, row.pk, what="Louer une chambre", seen=GOAL)
    (line,) = sheet(worker, plan).goals
    assert (line.values["what"], line.values["target"]) == ("Louer une chambre", "60")


def test_two_workers_who_change_one_field_see_both_values(place):
    worker, colleague = place.worker(), place.worker()
    plan = start(worker, case(worker))
    row = goal(worker, plan)
    goal(worker, plan, row.pk, target="60", seen=GOAL)
    with pytest.raises(PlanConflict) as raised:
        goal(colleague, plan, row.pk, target="90", seen=GOAL)
    assert raised.value.conflicts == {"target": ("90", "60")}
    assert sheet(worker, plan).goals[0].values["target"] == "60"


def test_an_action_is_given_to_somebody_of_the_centre(place):
    worker, stranger = place.worker(), place.worker(place.stranger)
    row = goal(worker, start(worker, case(worker)))
    assert fault_of(action, worker, row, account=str(stranger.account_id)) == PlanFault.UNKNOWN_AGENT
    colleague = place.worker()
    assert action(worker, row, account=str(colleague.account_id)).account_id == colleague.account_id


def test_a_second_plan_takes_over_what_is_open_and_the_first_ends_when_it_is_signed(place):
    worker = place.worker()
    dossier = case(worker)
    first = running(place, worker, dossier)
    second = start(worker, dossier)
    assert [line.values["what"] for line in sheet(worker, second).goals] == ["Avoir un toit"]
    assert fault_of(start, worker, dossier) == PlanFault.ALREADY_ONE
    validate(place.worker(role="CENTRE_DIRECTOR"), second)
    sign(worker, second)
    assert sheet(worker, first).plan.state == PlanState.ENDED


def end(worker, plan, reason="moved"):
    with working(worker) as who:
        return commands.end_plan(actor=who, now=NOW, plan_id=plan.pk, reason=reason)


def test_a_plan_ends_for_a_reason(place):
    worker = place.worker()
    plan = drafted(worker)
    assert fault_of(end, worker, plan, reason="") == PlanFault.NO_REASON
    assert end(worker, plan).state == PlanState.ENDED


@pytest.mark.parametrize("state", list(PlanState))
def test_no_step_that_the_table_does_not_know(place, state):
    """Each command from each state: it leads where the table allows, or refuses and leaves the plan as it was."""
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    steps = {
        PlanState.VALIDATED: lambda plan: validate(director, plan), PlanState.SIGNED: lambda plan: sign(worker, plan),
        PlanState.ENDED: lambda plan: end(worker, plan), PlanState.DRAFT: lambda plan: returned(worker, plan),
        PlanState.REVIEWED: lambda plan: reviewed(worker, plan),
    }  # fmt: skip
    for to, step in steps.items():
        plan = brought_to(state, steps, drafted(worker))
        try:
            step(plan)
        except CannotPlan:
            assert to not in NEXT_PLAN[state]
            assert sheet(worker, plan).plan.state == state
        else:
            assert to == state or to in NEXT_PLAN[state]


def brought_to(state, steps, plan):
    way = {
        PlanState.DRAFT: [], PlanState.VALIDATED: [PlanState.VALIDATED], PlanState.ENDED: [PlanState.ENDED],
        PlanState.SIGNED: [PlanState.VALIDATED, PlanState.SIGNED],
        PlanState.REVIEWED: [PlanState.VALIDATED, PlanState.SIGNED, PlanState.REVIEWED],
    }  # fmt: skip
    for to in way[state]:
        steps[to](plan)
    return plan


def returned(worker, plan):
    with working(worker) as who:
        return commands.return_plan(actor=who, plan_id=plan.pk)


def reviewed(worker, plan):
    given = {"review_id": new_id(), "note": "", "language": "shi", "results": {}}
    with working(worker) as who:
        return commands.review_plan(actor=who, now=NOW, plan_id=plan.pk, **given)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_paper_to_sign_is_archived_at_the_level_of_the_dossier(place, lang):
    worker = place.worker()
    plan = drafted(worker)
    with working(worker) as who, pytest.raises(CannotPlan):
        commands.issue_plan(actor=who, now=NOW, plan_id=plan.pk, lang=lang)
    validate(place.worker(role="CENTRE_DIRECTOR"), plan)
    with working(worker) as who:
        made = commands.issue_plan(actor=who, now=NOW, plan_id=plan.pk, lang=lang)
        assert bytes(made.pdf).startswith(b"%PDF")
        assert IssuedDocument.objects.visible_to(who, Permission.DOCUMENT_READ).get(pk=made.pk).subject == "plan"


def test_a_plan_of_a_nominative_dossier_is_there_for_those_named_only(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, TODAY)])
    plan = drafted(officer, dossier)
    for who in (place.worker(role="CENTRE_DIRECTOR"), place.worker(role="WOMEN_OFFICER")):
        with pytest.raises(Plan.DoesNotExist):
            sheet(who, plan)
    with working(officer) as who:
        widened = replace(who, path=place.delegation.path)
        found = counted(actor=widened, path=place.centre.path, since=NOW, until=NOW + timedelta(days=1))
    assert found == {"draft": 1}
