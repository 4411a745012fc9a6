"""The plan agreed with a person, from its first goal to its end."""

from wasl.assistance.commands.plans.goals import note_result, set_action, set_goal
from wasl.assistance.commands.plans.life import change_plan, end_plan, return_plan, start_plan, validate_plan
from wasl.assistance.commands.plans.plan import CannotPlan, PlanConflict
from wasl.assistance.commands.plans.signing import issue_plan, review_plan, sign_plan

__all__ = [
    "CannotPlan",
    "PlanConflict",
    "change_plan",
    "end_plan",
    "issue_plan",
    "note_result",
    "return_plan",
    "review_plan",
    "set_action",
    "set_goal",
    "sign_plan",
    "start_plan",
    "validate_plan",
]
