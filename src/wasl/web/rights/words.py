"""What the codes of this room are called, and what each refusal says."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wasl.people.rules.consents import Answer, ConsentFault, How

ANSWERS: dict[str, Any] = {
    Answer.GIVEN: _("agrees"),
    Answer.REFUSED: _("refuses"),
    Answer.WITHDRAWN: _("no longer agrees"),
}
ANSWER_BADGES: dict[str, str] = {Answer.GIVEN: "done", Answer.REFUSED: "due", Answer.WITHDRAWN: "due"}
#: The button by which the answer is taken.
ANSWERING: dict[str, Any] = {
    Answer.GIVEN: _("She agrees"),
    Answer.REFUSED: _("She refuses"),
    Answer.WITHDRAWN: _("She takes her agreement back"),
}
HOW: dict[str, Any] = {
    How.ALOUD: _("read aloud, answered aloud"),
    How.SIGNED: _("read and signed"),
    How.MARK: _("read aloud, mark before two witnesses"),
    How.GUARDIAN: _("answered by her legal guardian"),
}
CONSENT_FAULTS: dict[str, Any] = {
    ConsentFault.NOT_ASKED: _("No agreement is asked for this purpose: it is told, and stays as it is."),
    ConsentFault.NOT_NEXT: _("Somebody has just taken another answer: read it above, then answer again."),
    ConsentFault.TOLD_NOTHING: _("Say first what follows from this answer, then confirm that you said it."),
}
