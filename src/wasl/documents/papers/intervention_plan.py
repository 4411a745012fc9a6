from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import ngettext, pgettext

from wasl.documents.papers.paper import Paper, printed


@dataclass(frozen=True, kw_only=True)
class Action:
    """`responsible`: person, agent or outside; `who` the agent or the outside service."""

    what: str
    responsible: str
    due: date
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """`start` and `target` are values of `measure`."""

    what: str
    measure: str
    start: str
    target: str
    by: date
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InterventionPlan(Paper):
    """What was agreed with a person, to be read aloud and signed; with places for `witnesses` of a fingerprint.

    It may be found at home: it bears neither the unit nor why the person came, and says no diagnosis.
    """

    template: ClassVar[str] = "intervention_plan"

    name: str
    version: int
    summary: str
    review_months: int
    witnesses: int
    goals: tuple[Goal, ...] = ()
    is_minor: bool = False
    has_interpreter: bool = False

    def content(self, lang: str) -> dict[str, Any]:
        plain = super().content(lang)
        months = ngettext("in %(count)s month", "in %(count)s months", self.review_months)
        return plain | {
            "goals": [_goal(one, lang) for one in self.goals],
            "review": pgettext("paper", "We look at this plan together again %(when)s.")
            % {"when": months % {"count": self.review_months}},
        }

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "What we agreed together"),
            "name": pgettext("paper", "Name"),
            "version": pgettext("paper", "Version of the plan"),
            "goal": pgettext("paper", "What we want to reach"),
            "measure": pgettext("paper", "How we will see it"),
            "start": pgettext("paper", "Today"),
            "target": pgettext("paper", "To reach"),
            "by": pgettext("paper", "Before"),
            "action": pgettext("paper", "What is done"),
            "who": pgettext("paper", "By whom"),
            "due": pgettext("paper", "When"),
            "read": pgettext(
                "paper", "This plan was read aloud in my language. I understood it, I agree to it, and I may change it."
            ),
            "sign": pgettext("paper", "Signature, fingerprint or cross"),
            "guardian": pgettext("paper", "For a minor: guardian, or decision of the judge (name and ground)"),
            "agent": pgettext("paper", "The agent"),
            "interpreter": pgettext("paper", "The interpreter"),
            "witness": pgettext("paper", "Witness of the fingerprint or the cross"),
            "day": pgettext("paper", "On"),
        }


def _goal(goal: Goal, lang: str) -> dict[str, Any]:
    return {
        "what": goal.what, "measure": goal.measure, "start": goal.start, "target": goal.target,
        "by": printed(goal.by, lang), "actions": [_action(one, lang) for one in goal.actions],
    }  # fmt: skip


def _action(action: Action, lang: str) -> dict[str, str]:
    person = {"person": pgettext("paper", "the person"), "agent": pgettext("paper", "the agent")}
    return {
        "what": action.what, "who": action.who or person.get(action.responsible, pgettext("paper", "another service")),
        "due": printed(action.due, lang),
    }  # fmt: skip
