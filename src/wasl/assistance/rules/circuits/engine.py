"""Where a run of a circuit stands, from its definition and what was done: pure, and the same for every circuit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from wasl.assistance.rules.circuits.answers import says
from wasl.assistance.rules.circuits.faults import CircuitFault
from wasl.assistance.rules.circuits.shape import Circuit, Clock, Measure, Said, Since, Step


class StepState(StrEnum):
    """State of a stored occurrence of a step; what was undone or withdrawn stays, and counts no more."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Where a step stands in a run; WAITING is blocked by what `Standing.waits_for` names."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    NOT_NEEDED = "not_needed"


SETTLED = frozenset({State.DONE, State.SKIPPED, State.NOT_NEEDED})
_COUNTS = frozenset({StepState.OPEN, StepState.DONE, StepState.SKIPPED})


@dataclass(frozen=True, slots=True)
class Past:
    """A stored occurrence of a step."""

    code: str
    state: StepState
    occurrence: int = 1
    settled_at: datetime | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    state: State
    waits_for: tuple[str, ...] = ()


def _latest(past: Iterable[Past]) -> dict[str, Past]:
    """Of each step the occurrence that counts."""
    counted = (one for one in past if one.state in _COUNTS)
    return {one.code: one for one in sorted(counted, key=lambda one: one.occurrence)}


def _was_said(said: Said, latest: Mapping[str, Past]) -> bool:
    one = latest.get(said.step)
    return one is not None and one.state is StepState.DONE and says(one.answers, said)


def _goes_on(step: Step, last: Past) -> bool:
    """Whether a repeated step comes again after this occurrence."""
    if step.repeats is None or last.state is StepState.OPEN:
        return False
    return step.stops is None or not says(last.answers, step.stops)


def standings(circuit: Circuit, past: Sequence[Past]) -> dict[str, Standing]:
    """Every step of the circuit, in its own order; a repeated step is settled once it was told to stop."""
    latest = _latest(past)
    found: dict[str, Standing] = {}
    for step in _in_order(circuit):
        found[step.code] = _standing(step, latest, found)
    return {step.code: found[step.code] for step in circuit.steps}


def _standing(step: Step, latest: Mapping[str, Past], found: Mapping[str, Standing]) -> Standing:
    last = latest.get(step.code)
    if last is not None:
        if last.state is StepState.OPEN or _goes_on(step, last):
            return Standing(State.OPEN)
        return Standing(State.DONE if last.state is StepState.DONE else State.SKIPPED)
    waits = tuple(code for code in step.after if found[code].state not in SETTLED)
    was_done = not step.after or any(found[code].state in {State.DONE, State.SKIPPED} for code in step.after)
    was_said = not step.when or any(_was_said(said, latest) for said in step.when)
    if was_done and was_said and (step.is_any or not waits):
        return Standing(State.OPEN)
    return Standing(State.WAITING, waits) if waits else Standing(State.NOT_NEEDED)


def _in_order(circuit: Circuit) -> list[Step]:
    """Each step after those it waits for; `faults_of` has refused rings."""
    placed: dict[str, Step] = {}
    left = list(circuit.steps)
    while left:
        ready = [step for step in left if all(code in placed for code in step.after)]
        if not ready:
            raise ValueError(f"{circuit.code}: steps wait for one another")
        placed |= {step.code: step for step in ready}
        left = [step for step in left if step.code not in placed]
    return list(placed.values())


def occurrence_to_open(step: Step, standing: Standing, past: Sequence[Past]) -> int:
    """Number of the occurrence to write for a step that stands open and has none; 0 when there is nothing to write."""
    mine = [one for one in past if one.code == step.code]
    if standing.state is not State.OPEN or any(one.state is StepState.OPEN for one in mine):
        return 0
    return max((one.occurrence for one in mine), default=0) + 1


def later_than(circuit: Circuit, code: str) -> frozenset[str]:
    """Steps that follow from this one, directly or not."""
    later = {code}
    grows = True
    while grows:
        more = {step.code for step in circuit.steps if later & {*step.after, *(said.step for said in step.when)}}
        grows = not more <= later
        later |= more
    return frozenset(later - {code})


def fault_of_undo(circuit: Circuit, past: Sequence[Past], code: str) -> CircuitFault | None:
    """What was built upon stays: only a step whose followers nobody has settled is undone."""
    if _latest(past).get(code) is None:
        return CircuitFault.NOT_OPEN
    later = later_than(circuit, code)
    is_built_upon = any(one.code in later and one.state in {StepState.DONE, StepState.SKIPPED} for one in past)
    return CircuitFault.LATER_DONE if is_built_upon else None


def is_over(circuit: Circuit, past: Sequence[Past]) -> bool:
    """Whether the circuit may end with its outcome: an end step is settled, and nothing else is open."""
    where = standings(circuit, past)
    ends = [
        step.code for step in circuit.steps if step.is_end and where[step.code].state in {State.DONE, State.SKIPPED}
    ]
    return bool(ends) and all(one.state in SETTLED for one in where.values())


def day_said(clock: Clock, past: Sequence[Past]) -> date | None:
    """The recorded day that the clock counts from."""
    if clock.day_of is None:
        return None
    code, name = clock.day_of
    one = _latest(past).get(code)
    text = one.answers.get(name, "") if one and one.state is StepState.DONE else ""
    return date.fromisoformat(text) if text else None


def due_at(
    clock: Clock, value: int, *, started_at: datetime, opened_at: datetime, said_on: date | None = None
) -> datetime:
    """Hours run on; days end at midnight of their last day. Both moments in local time."""
    if said_on is not None:
        return datetime.combine(said_on + timedelta(days=value), time(23, 59), opened_at.tzinfo)
    since = started_at if clock.since is Since.START else opened_at
    if clock.measure is Measure.HOURS:
        return since + timedelta(hours=value)
    last = since.date() + timedelta(days=value)
    return datetime.combine(last, time(23, 59), since.tzinfo)


def may_work(circuit: Circuit, step: Step | None, *, role: str, circuits: Collection[str]) -> bool:
    """Whether the role works in this circuit, and at this step of it."""
    if "ALL" not in circuits and not set(circuits) & set(circuit.roles_circuits):
        return False
    return step is None or not step.roles or role in step.roles


def is_barred(circuit: Circuit, *, situations: Collection[str], beside: Collection[str]) -> bool:
    """Whether an open situation, or a circuit that runs beside it, forbids this one."""
    return not (set(circuit.barred_by).isdisjoint(situations) and set(circuit.barred_beside).isdisjoint(beside))
