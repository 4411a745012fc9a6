"""Circuits: what one is made of (`shape`), where a run of it stands (`engine`), whether it holds together (`checks`),
and how a version of it is kept (`stored`)."""

from wasl.assistance.rules.circuits.answers import AnswerFault, checked
from wasl.assistance.rules.circuits.checks import faults_of
from wasl.assistance.rules.circuits.engine import (
    Past,
    Standing,
    State,
    StepState,
    day_said,
    due_at,
    fault_of_undo,
    is_barred,
    is_over,
    later_than,
    may_work,
    occurrence_to_open,
    standings,
)
from wasl.assistance.rules.circuits.faults import CircuitFault
from wasl.assistance.rules.circuits.shape import (
    Choice,
    Circuit,
    Clock,
    Field,
    Kind,
    Measure,
    Route,
    Said,
    Since,
    Step,
)
from wasl.assistance.rules.circuits.stored import decoded, digest_of, encoded

__all__ = [
    "AnswerFault",
    "Choice",
    "Circuit",
    "CircuitFault",
    "Clock",
    "Field",
    "Kind",
    "Measure",
    "Past",
    "Route",
    "Said",
    "Since",
    "Standing",
    "State",
    "Step",
    "StepState",
    "checked",
    "day_said",
    "decoded",
    "digest_of",
    "due_at",
    "encoded",
    "fault_of_undo",
    "faults_of",
    "is_barred",
    "is_over",
    "later_than",
    "may_work",
    "occurrence_to_open",
    "standings",
]
