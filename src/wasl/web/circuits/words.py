"""What each refusal says to the person at the screen, and what routes, states and reasons are called."""

from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.circuits import AnswerFault, CircuitFault, Route, State
from wasl.assistance.rules.circuits.reasons import WhySkip, WhyUndo
from wasl.web.words import Signs, Words

FAULTS: Words = {
    CircuitFault.UNKNOWN_CIRCUIT: _("This circuit is not in use any more: choose another one."),
    CircuitFault.NOT_YOURS: _("Agents of this circuit alone do this: call the colleague on duty."),
    CircuitFault.LEVEL: _("This case asks for a protection agent: call the colleague on duty."),
    CircuitFault.CASE_OVER: _("The case is closed: open it again first."),
    CircuitFault.RUNNING: _("The case already follows this circuit."),
    CircuitFault.NOT_OPEN: _("This step is not open: look at the page again."),
    CircuitFault.DONE_BY_ANOTHER: _("A colleague did this step meanwhile: what was written is below."),
    CircuitFault.ANSWERS: _("Something is missing or wrong: see below."),
    CircuitFault.NO_SKIP: _("This step cannot be left out."),
    CircuitFault.NO_REASON: _("Choose a reason in the list."),
    CircuitFault.LATER_DONE: _("Something was built upon this step: undo what came after it first."),
    CircuitFault.STILL_OPEN: _("Steps are still open: finish them, or choose a reason for which nobody can carry on."),
    CircuitFault.OVER: _("This circuit has ended."),
    CircuitFault.SAME_AGENT: _("Whoever wrote this does not check it: ask a second agent."),
    CircuitFault.NO_FORM: _("This step is done with its questionnaire: answer it first, or say why it is not asked."),
    CircuitFault.BARRED: _("There is violence here: this circuit is not begun, and stops. Orient the person safely."),
}
ANSWER_FAULTS: Words = {
    AnswerFault.MISSING: _("This must be filled in."),
    AnswerFault.NOT_A_CHOICE: _("Choose one of those shown."),
    AnswerFault.NOT_ALL: _("All of them must be ticked before this is done."),
    AnswerFault.NOT_A_DAY: _("There is no such day: check the day, the month and the year."),
    AnswerFault.NOT_YET: _("This day has not come yet: check the date."),
    AnswerFault.NOT_A_NUMBER: _("Write a number in digits."),
    AnswerFault.TOO_LONG: _("This is too long: shorten it."),
}
ROUTES: Words = {
    Route.COMMON: _("For both"),
    Route.JUDICIAL: _("Judicial route"),
    Route.ADMINISTRATIVE: _("Administrative route"),
}
STATES: Signs = {
    State.WAITING: ("quiet", _("waits")),
    State.OPEN: ("due", _("to do")),
    State.DONE: ("done", _("done")),
    State.SKIPPED: ("quiet", _("left out")),
    State.NOT_NEEDED: ("quiet", _("not needed")),
}
WHY_SKIP: Words = {
    WhySkip.ALREADY: _("Already done elsewhere"),
    WhySkip.REFUSED: _("The person does not want it"),
    WhySkip.IMPOSSIBLE: _("It cannot be done here"),
    WhySkip.OTHER_BODY: _("Another administration does it"),
    WhySkip.UNSAFE: _("It would put the person in danger"),
}
WHY_UNDO: Words = {
    WhyUndo.MISTAKE: _("Put down by mistake"),
    WhyUndo.WRONG_CASE: _("It was another case"),
    WhyUndo.CHANGED: _("It has changed since"),
}
ASKS: Words = {
    "measure": _("Any measure of protection"),
    "placement": _("A provisional placement"),
    "inquiry": _("An inquiry"),
    "examination": _("A medical examination"),
}
