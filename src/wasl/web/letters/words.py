"""States and steps of a letter, and what each refusal says."""

from django.utils.translation import gettext_lazy as _

from wasl.documents.rules.letters import LetterFault, LetterState, Step
from wasl.web.words import Words

STATES: Words = {
    LetterState.DRAFT: _("draft"),
    LetterState.PREPARED: _("to initial"),
    LetterState.INITIALLED: _("to sign"),
    LetterState.SIGNED: _("signed, to send"),
    LetterState.SENT: _("sent"),
    LetterState.RETURNED: _("returned"),
    LetterState.CANCELLED: _("letter cancelled"),
}
STEPS: Words = {
    Step.WRITE: _("Written"),
    Step.PREPARE: _("Prepared"),
    Step.INITIAL: _("Initialled"),
    Step.SIGN: _("Signed"),
    Step.SEND: _("Sent"),
    Step.RETURN: _("Returned"),
    Step.CANCEL: _("Cancelled"),
}
BUTTONS: Words = {
    Step.PREPARE: _("Send to be initialled"),
    Step.INITIAL: _("Initial"),
    Step.SIGN: _("Sign: give its number and freeze it"),
    Step.SEND: _("Note that it was sent"),
}
ABOUT: Words = {"case": _("About a case"), "person": _("About a person"), "unit": _("Of the unit")}

FAULTS: Words = {
    LetterFault.STATE: _("This can no longer be done: somebody did something else meanwhile. Look at the page again."),
    LetterFault.OWN_LETTER: _("You wrote or prepared this letter: another account initials and signs it."),
    LetterFault.NOT_YOURS: _("Your posting does not do this with such a letter."),
    LetterFault.NO_REASON: _("Say why: those who wrote the letter will read it."),
    LetterFault.STALE: _(
        "Somebody changed this letter meanwhile. Both texts are below: send yours again to replace it."
    ),
    LetterFault.NOBODY: _("Say to whom the letter goes."),
    LetterFault.NOTHING: _("Write the free paragraph: the rest of the letter comes from the template."),
    LetterFault.TOO_LONG: _("The paragraph is too long: 2,000 signs at most."),
    LetterFault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one, and type it again."),
    LetterFault.NO_TEMPLATE: _("This kind of letter is not in force: choose another one."),
}
