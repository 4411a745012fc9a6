"""What the codes of this room are called, and what each refusal says."""

from django.utils.translation import gettext_lazy as _

from wasl.people.rules.consents import Answer, ConsentFault, How
from wasl.rights.rules.access import AccessFault, AskerKind
from wasl.rights.rules.corrections import Asker, CorrectionFault, CorrectionState, Refusal
from wasl.rights.rules.mentions import Role
from wasl.rights.rules.retention import ErasureFault, ErasureState, ItemState, Rule, WhyHold
from wasl.web.words import Words

ANSWERS: Words = {
    Answer.GIVEN: _("agrees"),
    Answer.REFUSED: _("refuses"),
    Answer.WITHDRAWN: _("no longer agrees"),
}
ANSWER_BADGES: dict[str, str] = {Answer.GIVEN: "done", Answer.REFUSED: "due", Answer.WITHDRAWN: "due"}
#: The button by which the answer is taken.
ANSWERING: Words = {
    Answer.GIVEN: _("She agrees"),
    Answer.REFUSED: _("She refuses"),
    Answer.WITHDRAWN: _("She takes her agreement back"),
}
HOW: Words = {
    How.ALOUD: _("read aloud, answered aloud"),
    How.SIGNED: _("read and signed"),
    How.MARK: _("read aloud, mark before two witnesses"),
    How.GUARDIAN: _("answered by her legal guardian"),
}
CONSENT_FAULTS: Words = {
    ConsentFault.NOT_ASKED: _("No agreement is asked for this purpose: it is told, and stays as it is."),
    ConsentFault.NOT_NEXT: _("Somebody has just taken another answer: read it above, then answer again."),
    ConsentFault.TOLD_NOTHING: _("Say first what follows from this answer, then confirm that you said it."),
}
CORRECTION_STATES: Words = {
    CorrectionState.ASKED: _("waiting for a decision"),
    CorrectionState.APPLIED: _("corrected"),
    CorrectionState.REFUSED: _("not corrected"),
}
CORRECTION_BADGES: dict[str, str] = {
    CorrectionState.ASKED: "due",
    CorrectionState.APPLIED: "done",
    CorrectionState.REFUSED: "quiet",
}
ASKERS: Words = {
    Asker.PERSON: _("The person herself"),
    Asker.GUARDIAN: _("Her legal guardian"),
    Asker.AGENT: _("An agent who noticed it"),
}
REFUSALS: Words = {
    Refusal.NO_PROOF: _("Nothing seen proves it"),
    Refusal.RIGHT: _("What is written is right"),
    Refusal.OTHER_PERSON: _("It is about another person"),
    Refusal.OTHER: _("Another reason, said in words"),
}
CORRECTION_FAULTS: Words = {
    CorrectionFault.NOTHING: _("Nothing differs from what is written: change the field that is wrong."),
    CorrectionFault.ALREADY_WAITING: _("A correction of this file is already waiting: it is decided on first."),
    CorrectionFault.SAME_AGENT: _("You asked for this correction: another agent decides on it."),
    CorrectionFault.DECIDED: _("Somebody has decided on this already."),
    CorrectionFault.CHANGED: _(
        "The file was changed since you opened this page: look at what it says today, then decide."
    ),
    CorrectionFault.NO_REASON: _("Choose why it is refused; another reason is said in words."),
}
CAPACITIES: Words = {
    AskerKind.SELF: _("The person herself"),
    AskerKind.GUARDIAN: _("Her legal guardian"),
    AskerKind.SPOUSE: _("Her spouse"),
    AskerKind.HEAD: _("The head of her household"),
    AskerKind.LAWYER: _("A lawyer with a mandate"),
}
ACCESS_FAULTS: Words = {
    AccessFault.NO_NAME: _("Write about whom it is asked, as the asker says it."),
    AccessFault.NO_ASKER: _("Write the name of who asks."),
    AccessFault.NO_IDENTITY: _(
        "See a paper that says who asks, and write its last signs; two witnesses do for the person."
    ),
    AccessFault.NO_PROOF: _("See what entitles the asker to ask in her name, and write what it is."),
}
MENTION_ROLES: Words = {
    Role.REPORTER: _("Who reported it"),
    Role.ACCUSED: _("Who is accused"),
    Role.RELATIVE: _("A relative"),
    Role.OTHER: _("Somebody else"),
}
RULES: Words = {
    Rule.SOCIAL: _("social file"),
    Rule.SENSITIVE: _("sensitive file"),
    Rule.PROTECTION: _("protection file"),
}
ERASURE_STATES: Words = {
    ErasureState.PROPOSED: _("waiting for a second agent"),
    ErasureState.APPROVED: _("being carried out"),
    ErasureState.REFUSED: _("refused"),
    ErasureState.DONE: _("carried out"),
}
ERASURE_BADGES: dict[str, str] = {
    ErasureState.PROPOSED: "due",
    ErasureState.APPROVED: "due",
    ErasureState.REFUSED: "quiet",
    ErasureState.DONE: "done",
}
ITEM_STATES: Words = {
    ItemState.WAITING: _("waiting"),
    ItemState.DONE: _("anonymised"),
    ItemState.HELD: _("kept: legal hold"),
    ItemState.ALIVE: _("kept: came back meanwhile"),
}
HOLD_REASONS: Words = {
    WhyHold.JUSTICE: _("A court or a prosecutor needs it"),
    WhyHold.COMPLAINT: _("A complaint is open"),
    WhyHold.AUDIT: _("An inspection or an audit is open"),
    WhyHold.PERSON: _("The person asks that it be kept"),
}
ERASURE_FAULTS: Words = {
    ErasureFault.NOTHING: _("None of these files can be proposed: choose files of this list that nobody proposed yet."),
    ErasureFault.SAME_AGENT: _("You proposed this: another agent decides on it."),
    ErasureFault.DECIDED: _("Somebody has decided on this already."),
    ErasureFault.NOT_DONE: _("It is not carried out yet: the certificate comes after."),
    ErasureFault.ALREADY_HELD: _("This file is already held."),
    ErasureFault.NOT_HELD: _("This file is no longer held."),
}
