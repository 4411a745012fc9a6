"""A step that asks a questionnaire: what its answer says for the step's own fields, and when it may do without."""

from collections.abc import Iterable, Mapping
from datetime import date

from wasl.assistance.rules.circuits.faults import CircuitFault
from wasl.assistance.rules.circuits.reasons import WhySkip
from wasl.assistance.rules.circuits.shape import ANSWERED_ON, Step

#: Kept beside what a step records: the assessment it was done with, or why it was done without.
FORM, NO_FORM = "_form", "_no_form"


def filled(step: Step, *, code: str, band: str, on: date) -> dict[str, str]:
    """What an answered questionnaire says for the fields of the step; the worker may say otherwise."""
    found: dict[str, str] = {}
    for field in step.records:
        for key, value in field.by_form:
            if key in {code, band} and key:
                found[field.name] = value
            elif key == ANSWERED_ON:
                found[field.name] = on.isoformat()
    return found


def fault_of_form(step: Step, *, offered: Iterable[str], is_answered: bool, why: str) -> CircuitFault | None:
    """`offered`: questionnaires that may be asked at her age; with none of them the step is done without."""
    if is_answered or not set(step.questionnaires) & set(offered):
        return None
    if not why:
        return CircuitFault.NO_FORM
    return None if why in set(WhySkip) else CircuitFault.NO_REASON


def kept_with(answers: Mapping[str, str], *, form: str, why: str) -> dict[str, str]:
    more = {FORM: form} if form else {NO_FORM: why} if why else {}
    return dict(answers) | more
