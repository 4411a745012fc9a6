"""What each refusal says, and how a level or an answer is said."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wasl.assistance.rules import AssessmentFault
from wasl.catalogue.questionnaires.answers import Missing
from wasl.catalogue.questionnaires.rules import CHOSEN, Form, Kind, Question
from wasl.web import printed
from wasl.web.words import Words

FAULTS: Words = {
    AssessmentFault.NO_LANGUAGE: gettext_lazy("Say in which language you spoke."),
    AssessmentFault.NOT_OFFERED: gettext_lazy(
        "This questionnaire is not asked at this age, or not yet: choose another one in the list."
    ),
    AssessmentFault.OLD_VERSION: gettext_lazy(
        "This questionnaire changed too long ago for these answers: begin again with the new one; what you typed "
        "stays shown until then."
    ),
    AssessmentFault.UNANSWERED: gettext_lazy("Some answers are missing or cannot be: look at those marked."),
    AssessmentFault.CASE_OVER: gettext_lazy("This case is over: open it again first."),
    AssessmentFault.PERSON_GONE: gettext_lazy("The name of this person was taken out: nothing more is noted here."),
    AssessmentFault.OTHER_CONTENT: gettext_lazy(
        "This form was already sent with other answers: open a new one, and type it again."
    ),
    AssessmentFault.OWN_ASSESSMENT: gettext_lazy("You noted this assessment: another colleague decides on its level."),
    AssessmentFault.NO_REASON: gettext_lazy("Say why: the reason stays beside the level that was counted."),
    AssessmentFault.SAME_LEVEL: gettext_lazy("This is the level that stands already."),
    AssessmentFault.NO_SUCH_LEVEL: gettext_lazy("Choose a level in the list."),
}

MISSING: Words = {
    Missing.UNANSWERED: gettext_lazy("An answer is needed here."),
    Missing.NOT_OFFERED: gettext_lazy("Choose among the answers shown."),
    Missing.ONE_ONLY: gettext_lazy("Choose one answer only."),
    Missing.NOT_A_NUMBER: gettext_lazy("Write a whole number in digits."),
    Missing.OUT_OF_BOUNDS: gettext_lazy("This number is too small or too large."),
    Missing.NOT_A_DAY: gettext_lazy("Give the day, the month and the year."),
    Missing.TOO_LONG: gettext_lazy("This is too long: keep what helps to help."),
}


def band_label(form: Form, code: str) -> str:
    return next((band.words.said(printed.language()) for band in form.bands if band.code == code), "")


def finding_labels(form: Form, codes: Sequence[str]) -> list[str]:
    return [one.words.said(printed.language()) for one in form.findings if one.code in codes]


def answer_text(question: Question, values: Sequence[str] | None) -> str:
    """As one would say it; a dash where it was not asked."""
    if values is None:
        return "—"
    if question.kind in CHOSEN:
        said = {one.code: one.words.said(printed.language()) for one in question.options}
        return printed.comma().join(said.get(value, _("an answer that is no longer asked")) for value in values)
    return printed.day(date.fromisoformat(values[0])) if question.kind == Kind.DAY else values[0]
