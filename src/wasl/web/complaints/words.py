"""What the codes of a complaint mean to a reader, and what each refusal says."""

from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.complaints import (
    APPEAL,
    Channel,
    ComplaintFault,
    ComplaintState,
    Decision,
    Inadmissible,
    Speaker,
    Told,
)
from wasl.vocabulary.choices import current_label
from wasl.web.words import Words

STATES: Words = {
    ComplaintState.RECEIVED: _("received"),
    ComplaintState.ADMISSIBLE: _("admissible"),
    ComplaintState.INADMISSIBLE: _("not admissible"),
    ComplaintState.INSTRUCTED: _("being looked into"),
    ComplaintState.ANSWERED: _("first answer given"),
    ComplaintState.UPHELD: _("accepted"),
    ComplaintState.REJECTED: _("rejected"),
    ComplaintState.CLOSED: _("closed"),
    ComplaintState.REOPENED: _("taken up again"),
}
#: The button that leads to each state.
ACTS: Words = {
    ComplaintState.ADMISSIBLE: _("It is admissible"),
    ComplaintState.INADMISSIBLE: _("It is not admissible"),
    ComplaintState.INSTRUCTED: _("Look into it"),
    ComplaintState.ANSWERED: _("Give a first answer"),
    ComplaintState.UPHELD: _("Accept it"),
    ComplaintState.REJECTED: _("Reject it"),
    ComplaintState.CLOSED: _("Close it"),
}
STEPS: Words = {
    **STATES,
    "taken": _("a handler answers for it"),
    "closing": _("closing proposed: a second handler confirms"),
    "told": _("the answer was given"),
    "asked": _("the unit was asked"),
    "excluded": _("an account was kept away from it"),
}
BADGES = {"received": "due", "reopened": "due", "closed": "quiet", "upheld": "done", "rejected": "done"}
CHANNELS: Words = {
    Channel.ORAL: _("She said it"),
    Channel.PAPER: _("On paper"),
    Channel.BOX: _("Box for papers"),
    Channel.PHONE: _("By telephone"),
}
SPEAKERS: Words = {
    Speaker.SELF: _("The person herself"),
    Speaker.RELATIVE: _("A relative"),
    Speaker.OTHER: _("Somebody else"),
    Speaker.UNKNOWN: _("Not known"),
}
TOLD: Words = {
    Told.RETURNS: _("She comes back with her number"),
    Told.CALL: _("Call the number she gives, and nobody else"),
    Told.SEALED: _("In a closed envelope at a centre she names"),
    Told.NOBODY: _("She wants no answer"),
}
DECISIONS: Words = {
    Decision.ORIENTATION: _("An orientation that was refused"),
    Decision.UNMET: _("A request that was not met"),
    Decision.CLOSURE: _("A file that was closed"),
    Decision.CORRECTION: _("A correction that was refused"),
    Decision.OTHER: _("Another decision"),
}
REASONS: Words = {
    Inadmissible.NOT_OURS: _("Another administration answers for it"),
    Inadmissible.NOTHING_SAID: _("Nothing can be looked into"),
    Inadmissible.ALREADY: _("It was looked into already"),
    Inadmissible.JUSTICE: _("It is before a court"),
}
F = ComplaintFault
FAULTS: Words = {
    F.TYPE: _("Choose what it is about."),
    F.UNIT: _("Choose the centre it is about in the list."),
    F.DECISION: _("An appeal is against a decision: choose which. Leave it empty for a complaint."),
    F.WORDS: _("Write it in a few words."),
    F.NOT_YET: _("This day has not come yet: check the date."),
    F.BOX_NAMED: _("A paper from the box is anonymous: leave the name empty, or say that it came on paper."),
    F.NO_CONTACT: _("Write the number to call, or choose another way to give the answer."),
    F.NO_DESK: _("No independent desk is above this unit from here: send the paper to a regional coordination."),
    F.STATE: _("This can no longer be done: somebody did something else meanwhile. Look at the page again."),
    F.REASON: _("Choose why it is not admissible. What is grave is never put aside for want of words."),
    F.NOT_INDEPENDENT: _("You are not independent of this: another handler looks into it."),
    F.NOT_YOURS: _("Another handler answers for it. Take it first if that has to change."),
    F.CHANGED: _("Somebody wrote on it meanwhile: read the page again, then do it again."),
    F.SAME_PERSON: _("You proposed to close it: a second handler confirms."),
    F.NOT_TOLD: _("Say first that the answer was given."),
    F.NAMES_HER: _("These words name her, and she did not agree: say it without her name."),
    F.ANSWERED_ALREADY: _("This question has its answer already."),
    F.UNKNOWN_NUMBER: _("This number is not known. Check each character with the paper."),
}


def kind_label(code: str) -> str:
    return str(_("Appeal against a refusal")) if code == APPEAL else current_label("complaint_types", code)
