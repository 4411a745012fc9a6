"""Circuits: starting one in a dossier, doing, skipping and undoing its steps, ending it."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import get_language

from wasl.assistance.circuits import UnknownCircuit, circuit_of
from wasl.assistance.commands.circuit_forms import asked_forms
from wasl.assistance.commands.placing import Refused, case_of, insert, replayed
from wasl.assistance.commands.raising import raise_case
from wasl.assistance.commands.requests import hand_over, has_taken_up, take_back
from wasl.assistance.commands.steps import add_task, end_tasks_about
from wasl.assistance.models import Case, CaseSituation, CircuitRun, CircuitStep, CircuitVersion
from wasl.assistance.rules import CASE_OVER, Urgency
from wasl.assistance.rules.circuits import (
    NO_FORM,
    AnswerFault,
    Circuit,
    CircuitFault,
    Clock,
    Past,
    Step,
    StepState,
    checked,
    day_said,
    decoded,
    digest_of,
    due_at,
    encoded,
    fault_of_form,
    fault_of_undo,
    is_barred,
    is_over,
    kept_with,
    later_than,
    may_work,
    occurrence_to_open,
    standings,
)
from wasl.assistance.rules.circuits.reasons import WhySkip, WhyUndo
from wasl.assistance.rules.steps import TaskKind, TaskState
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.sealed import seal, unseal
from wasl.journal.commands import record
from wasl.vocabulary import UnknownTerm, term, terms

#: When a circuit ends before its last step: what nobody can carry on.
ENDS_EARLY = frozenset({"REFUS", "PERDU_VUE", "DECES", "DEMENAG", "DOUBLON", "DECISION_JUD", "ORIENTE", "NON_ELIG"})


class CannotAdvance(Exception):
    """A circuit that cannot be moved this way; `answers` says what is wrong in which field."""

    def __init__(self, fault: CircuitFault, answers: Mapping[str, AnswerFault] | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.answers = dict(answers or {})


def content_context(step_id: UUID) -> bytes:
    return b"circuit-step:" + step_id.bytes


def content_of(row: CircuitStep) -> dict[str, str]:
    """What was recorded, by field; empty while nothing was."""
    raw = bytes(row.sealed)
    return json.loads(unseal(raw, context=content_context(row.pk))) if raw else {}


def past_of(rows: list[CircuitStep]) -> list[Past]:
    return [
        Past(row.code, StepState(row.state), row.occurrence, row.settled_at, content_of(row))
        for row in rows
    ]  # fmt: skip


@transaction.atomic
def start_circuit(
    *, actor: Actor, now: datetime, run_id: UUID, case_id: UUID, circuit: str, since_at: datetime | None = None
) -> CircuitRun:
    """The dossier follows the circuit from now on, at its level at least; `since_at`: the first word of the matter."""
    require(actor, Permission.CASE_OPEN)
    case = case_of(actor, case_id, lock=True)
    assert case is not None
    try:
        definition = circuit_of(circuit)
    except UnknownCircuit:
        raise CannotAdvance(CircuitFault.UNKNOWN_CIRCUIT) from None
    started_at = min(since_at or now, now)
    row = CircuitRun(
        pk=run_id, case=case, circuit=circuit, started_at=started_at, recorded_by_id=actor.account_id,
        unit_id=case.unit_id, path=case.path,
    )  # fmt: skip
    if known := replayed(actor, Permission.CASE_READ, row, same=("case_id", "circuit")):
        return known
    _refuse_start(actor, case, definition)
    with raise_case(actor=actor, now=now, case=case, level=definition.level) as opener:
        row.level, row.seal = case.level, case.seal
        row.definition = _version(definition, now)
        insert(row)
        _open_steps(opener, row, definition, [], now=now)
    _journal(actor, row, "circuit:start", reason=circuit)
    return row


def _refuse_start(actor: Actor, case: Case, circuit: Circuit) -> None:
    if not may_work(circuit, None, role=actor.role, circuits=actor.circuits):
        raise CannotAdvance(CircuitFault.NOT_YOURS)
    if circuit.level > max(actor.level, case.level):
        raise CannotAdvance(CircuitFault.LEVEL)
    if case.state in CASE_OVER:
        raise CannotAdvance(CircuitFault.CASE_OVER)
    runs = CircuitRun.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, ended_at__isnull=True)
    if runs.filter(circuit=circuit.code).exists():
        raise CannotAdvance(CircuitFault.RUNNING)
    if bars(actor, case, circuit):
        raise CannotAdvance(CircuitFault.BARRED)


def bars(actor: Actor, case: Case, circuit: Circuit) -> bool:
    """Whether what this actor knows of the person forbids the circuit: what stands in a dossier closed to the actor
    must not show through a refusal."""
    if not circuit.barred_by and not circuit.barred_beside:
        return False
    situations = CaseSituation.objects.visible_to(actor, Permission.CASE_READ)
    runs = CircuitRun.objects.visible_to(actor, Permission.CASE_READ)
    hers = {"case__registration_id": case.registration_id}
    return is_barred(
        circuit,
        situations=set(situations.filter(**hers, until__isnull=True).values_list("code", flat=True)),
        beside=set(runs.filter(**hers, ended_at__isnull=True).values_list("circuit", flat=True)),
    )


def _version(circuit: Circuit, now: datetime) -> CircuitVersion:
    content = {"content": encoded(circuit), "first_used_at": now}
    return CircuitVersion.objects.get_or_create(code=circuit.code, digest=digest_of(circuit), defaults=content)[0]


def _open_steps(actor: Actor, run: CircuitRun, circuit: Circuit, past: list[Past], *, now: datetime) -> None:
    """Writes an occurrence of every step that stands open and has none."""
    where = standings(circuit, past)
    for step in circuit.steps:
        occurrence = occurrence_to_open(step, where[step.code], past)
        if occurrence:
            row_id = new_id()
            settled = [one.settled_at for one in past if one.code == step.code and one.state is StepState.DONE]
            clock = step.repeats if step.repeats and settled else step.clock
            due = _due(clock, run, past, now)
            insert(
                CircuitStep(
                    pk=row_id, run=run, case_id=run.case_id, code=step.code, occurrence=occurrence, opened_at=now,
                    due_at=due, unit_id=run.unit_id, path=run.path, level=run.level, seal=run.seal,
                    recorded_by_id=actor.account_id,
                )
            )  # fmt: skip
            if due is not None:
                _ask(actor, run, step, row_id, due, now=now)


def _ask(actor: Actor, run: CircuitRun, step: Step, row_id: UUID, due: datetime, *, now: datetime) -> None:
    """A step with a deadline stands among what is to be done in the dossier, and escalates like the rest."""
    by = max(localtime(due).date(), localtime(now).date())
    add_task(
        actor=actor, now=now, case_id=run.case_id, due_on=by, what=step.label.in_(get_language() or "fr"),
        kind=TaskKind.CIRCUIT, about=row_id, urgency=Urgency.URGENT if by == localtime(now).date() else Urgency.NORMAL,
    )  # fmt: skip


def _due(clock: Clock | None, run: CircuitRun, past: list[Past], now: datetime) -> datetime | None:
    if clock is None:
        return None
    value = parameter(clock.parameter, on=localtime(now).date())
    return due_at(
        clock, value, started_at=localtime(run.started_at), opened_at=localtime(now), said_on=day_said(clock, past)
    )


def steps_of(actor: Actor, run: CircuitRun) -> list[CircuitStep]:
    rows = CircuitStep.objects.visible_to(actor, Permission.CASE_READ).filter(run_id=run.pk)
    return list(rows.order_by("opened_at", "id"))


def _run_of(actor: Actor, run_id: UUID) -> tuple[CircuitRun, Circuit]:
    """Locked: two agents at one run wait for each other."""
    require(actor, Permission.CASE_OPEN)
    rows = CircuitRun.objects.visible_to(actor, Permission.CASE_READ).select_for_update(of=("self",))
    run = rows.select_related("definition", "case").filter(pk=run_id).first()
    if run is None:
        raise NotAllowed(Permission.CASE_OPEN, "a circuit out of reach")
    require(actor, Permission.CASE_OPEN, path=run.path, level=run.level, seal=run.seal)
    return run, decoded(run.definition.content)


def _step_of(actor: Actor, step_id: UUID) -> tuple[CircuitStep, CircuitRun, Circuit, Step]:
    row = CircuitStep.objects.visible_to(actor, Permission.CASE_READ).filter(pk=step_id).first()
    if row is None:
        raise NotAllowed(Permission.CASE_OPEN, "a step out of reach")
    run, circuit = _run_of(actor, row.run_id)
    step = circuit.by_code[row.code]
    if not may_work(circuit, step, role=actor.role, circuits=actor.circuits):
        raise CannotAdvance(CircuitFault.NOT_YOURS)
    if run.ended_at is not None:
        raise CannotAdvance(CircuitFault.OVER)
    # Read again behind the lock: a colleague may have settled it meanwhile.
    row = CircuitStep.objects.visible_to(actor, Permission.CASE_READ).get(pk=step_id)
    return row, run, circuit, step


@transaction.atomic
def do_step(*, actor: Actor, now: datetime, step_id: UUID, answers: Mapping[str, str]) -> CircuitStep:
    """Records what the step asks; the next steps open by themselves. The same answers again change nothing."""
    row, run, circuit, step = _step_of(actor, step_id)
    authorities = frozenset(one.code for one in terms("referral_destinations"))
    forms, why = asked_forms(actor, run, row, step, now=now), answers.get(NO_FORM, "")
    given = _counted(step, forms.fills | dict(answers), now)
    kept, wrong = checked(step, given, today=localtime(now).date(), authorities=authorities)
    kept = kept_with(kept, form=str(forms.answer.pk) if forms.answer else "", why=why)
    if row.state == StepState.DONE and content_of(row) == kept:
        return row
    _refuse_unless_open(row)
    if not step.is_end and bars(actor, run.case, circuit):
        raise CannotAdvance(CircuitFault.BARRED)
    if was_theirs(actor, step, steps_of(actor, run)):
        raise CannotAdvance(CircuitFault.SAME_AGENT)
    offered = [one.code for one in forms.offered]
    if fault := fault_of_form(step, offered=offered, is_answered=forms.answer is not None, why=why):
        raise CannotAdvance(fault)
    if wrong:
        raise CannotAdvance(CircuitFault.ANSWERS, wrong)
    row.sealed = seal(json.dumps(kept, ensure_ascii=False).encode(), context=content_context(row.pk))
    _settle(actor, row, StepState.DONE, now=now)
    hand_over(actor=actor, now=now, run=run, row=row, step=step, answers=kept)
    _open_steps(actor, run, circuit, past_of(steps_of(actor, run)), now=now)
    _journal(actor, run, "circuit:do", reason=row.code)
    return row


def complete_by_form(*, actor: Actor, now: datetime, step_id: UUID) -> CircuitStep | None:
    """The step that asked a questionnaire, done by its answer when nothing else is left to say; None when this actor
    does not do it."""
    row = CircuitStep.objects.visible_to(actor, Permission.CASE_READ).filter(pk=step_id).first()
    if row is None or row.state != StepState.OPEN:
        return row  # type: ignore[no-any-return]
    try:
        return do_step(actor=actor, now=now, step_id=step_id, answers={})
    except CannotAdvance as refusal:
        return row if refusal.fault is CircuitFault.ANSWERS else None


def was_theirs(actor: Actor, step: Step, rows: list[CircuitStep]) -> bool:
    """Whether the actor did what this step checks."""
    return any(
        row.code == step.not_by and row.state == StepState.DONE and row.settled_by_id == actor.account_id
        for row in rows
    )  # fmt: skip


def _counted(step: Step, answers: Mapping[str, str], now: datetime) -> dict[str, str]:
    """With the days that nobody gave and the circuit counts by itself."""
    today, given = localtime(now).date(), dict(answers)
    for field in step.records:
        if field.counted and not given.get(field.name, "").strip():
            given[field.name] = (today + timedelta(days=parameter(field.counted.parameter, on=today))).isoformat()
    return given


@transaction.atomic
def skip_step(*, actor: Actor, now: datetime, step_id: UUID, reason: str) -> CircuitStep:
    """The step is left out, with its reason; what follows opens as if it were done."""
    row, run, circuit, step = _step_of(actor, step_id)
    if row.state == StepState.SKIPPED and row.reason == reason:
        return row
    _refuse_unless_open(row)
    if not step.may_skip:
        raise CannotAdvance(CircuitFault.NO_SKIP)
    if reason not in set(WhySkip):
        raise CannotAdvance(CircuitFault.NO_REASON)
    row.reason = reason
    _settle(actor, row, StepState.SKIPPED, now=now)
    _open_steps(actor, run, circuit, past_of(steps_of(actor, run)), now=now)
    _journal(actor, run, "circuit:skip", reason=row.code)
    return row


@transaction.atomic
def undo_step(*, actor: Actor, now: datetime, step_id: UUID, reason: str) -> CircuitStep:
    """What was recorded stays in the run as undone; the step opens again, and what it had opened is withdrawn."""
    row, run, circuit, step = _step_of(actor, step_id)
    if row.state == StepState.UNDONE:
        return row
    if row.state not in {StepState.DONE, StepState.SKIPPED}:
        raise CannotAdvance(CircuitFault.NOT_OPEN)
    if reason not in set(WhyUndo):
        raise CannotAdvance(CircuitFault.NO_REASON)
    rows = steps_of(actor, run)
    is_latest = not any(
        one.code == row.code and one.occurrence > row.occurrence and one.state == StepState.DONE for one in rows
    )
    fault = fault_of_undo(circuit, past_of(rows), row.code) if is_latest else CircuitFault.LATER_DONE
    if fault is None and has_taken_up(actor=actor, step_id=row.pk):
        fault = CircuitFault.LATER_DONE
    if fault:
        raise CannotAdvance(fault)
    take_back(actor=actor, now=now, step_id=row.pk)
    followers = later_than(circuit, row.code) | {row.code}
    for one in rows:
        if one.state == StepState.OPEN and one.code in followers:
            _settle(actor, one, StepState.WITHDRAWN, now=now)
    row.state, row.reason = StepState.UNDONE, reason
    row.save(update_fields=["state", "reason"])
    _open_steps(actor, run, circuit, past_of(steps_of(actor, run)), now=now)
    _journal(actor, run, "circuit:undo", reason=row.code)
    return row


@transaction.atomic
def end_circuit(*, actor: Actor, now: datetime, run_id: UUID, reason: str) -> CircuitRun:
    """Ends the run with a reason its circuit allows; before its last step only for what nobody can carry on."""
    run, circuit = _run_of(actor, run_id)
    if run.ended_at is not None and run.end_reason == reason:
        return run
    if run.ended_at is not None:
        raise CannotAdvance(CircuitFault.OVER)
    if not may_work(circuit, None, role=actor.role, circuits=actor.circuits):
        raise CannotAdvance(CircuitFault.NOT_YOURS)
    if reason not in circuit.closing or not _is_reason(reason):
        raise CannotAdvance(CircuitFault.NO_REASON)
    rows = steps_of(actor, run)
    if reason not in ENDS_EARLY and not is_over(circuit, past_of(rows)):
        raise CannotAdvance(CircuitFault.STILL_OPEN)
    for one in rows:
        if one.state == StepState.OPEN:
            _settle(actor, one, StepState.WITHDRAWN, now=now)
    run.ended_at, run.end_reason = now, reason
    run.save(update_fields=["ended_at", "end_reason"])
    _journal(actor, run, "circuit:end", reason=reason)
    return run


def _is_reason(code: str) -> bool:
    try:
        term("closure_reasons", code)
    except UnknownTerm:
        return False
    return True


def _refuse_unless_open(row: CircuitStep) -> None:
    if row.state in {StepState.DONE, StepState.SKIPPED}:
        raise CannotAdvance(CircuitFault.DONE_BY_ANOTHER)
    if row.state != StepState.OPEN:
        raise CannotAdvance(CircuitFault.NOT_OPEN)


def _settle(actor: Actor, row: CircuitStep, state: StepState, *, now: datetime) -> None:
    row.state, row.settled_at, row.settled_by_id = state, max(now, row.opened_at), actor.account_id
    row.save(update_fields=["state", "settled_at", "settled_by", "reason", "sealed"])
    if row.due_at is not None:
        to = TaskState.DONE if state is StepState.DONE else TaskState.DROPPED
        end_tasks_about(actor=actor, now=now, case_id=row.case_id, kind=TaskKind.CIRCUIT, about=row.pk, to=to)


def _journal(actor: Actor, run: CircuitRun, verb: str, *, reason: str) -> None:
    record(
        actor=actor, verb=verb, subject="circuit", subject_id=run.pk, path=run.path, level=run.level, seal=run.seal,
        reason=reason,
    )  # fmt: skip


__all__ = ["CannotAdvance", "Refused", "do_step", "end_circuit", "skip_step", "start_circuit", "undo_step"]
