"""Circuits that a reader may see: those a dossier can begin, those it follows, and what is due in them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wasl.assistance.circuits import UnknownCircuit, circuit_of, circuits
from wasl.assistance.commands.circuit_forms import AskedForms, asked_forms
from wasl.assistance.commands.circuits import bars, content_of, past_of, steps_of, was_theirs
from wasl.assistance.models import Case, CaseSituation, CircuitRun, CircuitStep
from wasl.assistance.queries.names import agents
from wasl.assistance.rules.circuits import (
    Circuit,
    Standing,
    Step,
    StepState,
    decoded,
    digest_of,
    is_over,
    may_work,
    standings,
)
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of a run: where it stands, its open occurrence with the questionnaires it asks, and the earlier ones with
    what was recorded, by whom."""

    step: Step
    standing: Standing
    row: CircuitStep | None
    past: list[tuple[CircuitStep, dict[str, str], str]]
    is_mine: bool
    forms: AskedForms

    @property
    def waits_for(self) -> tuple[str, ...]:
        return self.standing.waits_for


@dataclass(frozen=True, slots=True)
class RunSheet:
    """`has_changed`: the circuit's file is no longer as this run began it."""

    run: CircuitRun
    case: Case
    circuit: Circuit
    steps: list[StepShown]
    has_changed: bool
    may_end: bool

    @property
    def open_steps(self) -> list[StepShown]:
        return sorted(
            (one for one in self.steps if one.row is not None),
            key=lambda one: (one.row.due_at is None, one.row.due_at or one.row.opened_at),  # type: ignore[union-attr]
        )


def run_sheet(*, actor: Actor, case_id: UUID, run_id: UUID, now: datetime | None = None) -> RunSheet:
    """Raises DoesNotExist alike for one that is not there and one out of reach; the reading is journalled.

    With `now`, open steps say which questionnaires they ask.
    """
    rows = CircuitRun.objects.visible_to(actor, Permission.CASE_READ).select_related("definition", "case")
    run = rows.get(pk=run_id, case_id=case_id)
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    circuit = decoded(run.definition.content)
    steps = steps_of(actor, run)
    past = past_of(steps)
    where = standings(circuit, past)
    names = agents(row.settled_by_id for row in steps)
    record(
        actor=actor, verb=Permission.CASE_READ, subject="circuit", subject_id=run.pk, path=run.path, level=run.level,
        seal=run.seal,
    )  # fmt: skip
    return RunSheet(
        run=run, case=case, circuit=circuit, has_changed=_has_changed(run),
        may_end=run.ended_at is None and is_over(circuit, past),
        steps=[_shown(actor, run, circuit, step, where[step.code], steps, names, now) for step in circuit.steps],
    )  # fmt: skip


def _has_changed(run: CircuitRun) -> bool:
    try:
        return digest_of(circuit_of(run.circuit)) != run.definition.digest
    except UnknownCircuit:
        return True


def _shown(
    actor: Actor, run: CircuitRun, circuit: Circuit, step: Step, standing: Standing, rows: list[CircuitStep],
    names: dict[UUID, str], now: datetime | None,
) -> StepShown:  # fmt: skip
    mine = [row for row in rows if row.code == step.code]
    open_row = next((row for row in mine if row.state == StepState.OPEN), None)
    past = [
        (row, content_of(row), names.get(row.settled_by_id, "") if row.settled_by_id else "")
        for row in mine
        if row.state not in {StepState.OPEN, StepState.WITHDRAWN}
    ]
    is_mine = (
        may_work(circuit, step, role=actor.role, circuits=actor.circuits)
        and actor.may(Permission.CASE_OPEN)
        and not was_theirs(actor, step, rows)
    )
    forms = AskedForms()
    if open_row is not None and now is not None and actor.may(Permission.CASE_OPEN):
        forms = asked_forms(actor, run, open_row, step, now=now)
    return StepShown(step=step, standing=standing, row=open_row, past=past, is_mine=is_mine, forms=forms)


def runs_of(*, actor: Actor, case_id: UUID) -> list[CircuitRun]:
    """Circuits the dossier follows or followed, the latest first."""
    rows = CircuitRun.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case_id)
    return list(rows.select_related("definition").order_by("-started_at", "id"))


def circuits_for(*, actor: Actor, case_id: UUID) -> list[tuple[Circuit, bool]]:
    """What this actor may begin in the dossier, each with whether its situations propose it; those first.

    Raises Case.DoesNotExist.
    """
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    situations = CaseSituation.objects.visible_to(actor, Permission.CASE_READ)
    codes = set(situations.filter(case_id=case_id, until__isnull=True).values_list("code", flat=True))
    running = {run.circuit for run in runs_of(actor=actor, case_id=case_id) if run.ended_at is None}
    mine = (
        circuit
        for circuit in circuits().values()
        if circuit.code not in running
        and circuit.level <= actor.level
        and may_work(circuit, None, role=actor.role, circuits=actor.circuits)
        and not bars(actor, case, circuit)
    )
    return sorted(((one, bool(codes & set(one.situations))) for one in mine), key=lambda pair: not pair[1])


def due_steps(*, actor: Actor, by: datetime, limit: int = 25) -> list[tuple[CircuitStep, Circuit]]:
    """Open steps with a deadline until `by` in the actor's own dossiers, the first due first."""
    mine = Case.objects.visible_to(actor, Permission.CASE_READ).filter(worker_id=actor.account_id)
    rows = CircuitStep.objects.visible_to(actor, Permission.CASE_READ).filter(
        state=StepState.OPEN, due_at__lte=by, case__in=mine
    )
    found = list(rows.select_related("run__definition").order_by("due_at", "id")[:limit])
    return [(row, decoded(row.run.definition.content)) for row in found]
