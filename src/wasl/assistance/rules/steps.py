"""What comes next in a dossier: tasks, and what happens to one that nobody does."""

from datetime import date, timedelta
from enum import StrEnum

from wasl.assistance.rules.faults import Fault
from wasl.assistance.rules.receptions import Urgency

MOST_WORDS = 2_000


class TaskKind(StrEnum):
    """Where a task comes from. Those of AUTOMATIC have no words: the screen has one sentence for each."""

    STEP = "step"
    FIRST = "first"
    NEXT = "next"
    REVIEW = "review"
    RESUME = "resume"
    LOST = "lost"
    PLAN = "plan"
    CIRCUIT = "circuit"
    APPOINTMENT = "appointment"
    ORIENTATION = "orientation"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


NEXT_TASK: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset(),
    TaskState.DROPPED: frozenset(),
}
AUTOMATIC = frozenset({TaskKind.FIRST, TaskKind.NEXT, TaskKind.REVIEW, TaskKind.RESUME, TaskKind.LOST})
#: Hold the place of a next step until somebody says one: a step that is said takes their place.
PLACEHOLDERS = frozenset({TaskKind.FIRST, TaskKind.NEXT})


class WhyLost(StrEnum):
    """Why a person may have fallen out of sight, with the dossier still open or just closed."""

    ORIENTATION = "ORIENTATION"
    SUSPENSION = "SUSPENSION"
    MAJORITY = "MAJORITY"
    UNIT_CLOSED = "UNIT_CLOSED"
    WORKER_GONE = "WORKER_GONE"
    NO_NEWS = "NO_NEWS"
    #: Noted in another file of hers; never found by the daily job.
    DEATH = "DEATH"


def fault_of_task(*, kind: str, words: str, is_over: bool, due_on: date, today: date) -> Fault | None:
    """A step is said in words and is due today or later; a dossier that is over has no next step."""
    if is_over:
        return Fault.CASE_OVER
    if kind not in AUTOMATIC and not words.strip():
        return Fault.NO_WORDS
    if len(words) > MOST_WORDS:
        return Fault.TOO_LONG
    return Fault.NOT_IN_FUTURE if due_on < today else None


def fault_of_ending(*, state: str, to: str, is_last: bool, has_next: bool) -> Fault | None:
    """An open dossier is never left without a next step: ending the last one asks for another."""
    if to not in NEXT_TASK[TaskState(state)]:
        return Fault.STATE
    return Fault.NO_NEXT_STEP if is_last and not has_next else None


def escalates(*, due_on: date, urgency: str, today: date, days: dict[str, int]) -> bool:
    """Whether a task is so late that those who supervise are told; `days` holds parameters by full code."""
    grace = days["case.escalate_days.danger" if urgency == Urgency.DANGER else "case.escalate_days"]
    return today > due_on + timedelta(days=grace)
