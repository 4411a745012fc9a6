"""What the codes of reviewing are called on screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wasl.people.queries import Kind
from wasl.people.rules import Answer, Apart, RunState, Source, WhyVerdict
from wasl.people.rules.review import Halt
from wasl.web.words import Words

KIND: Words = {
    Kind.SAID: _("Said by an agent"),
    Kind.FOUND: _("Found by comparison"),
    Kind.CHECK: _("Automatic links to check"),
    Kind.SEVERAL: _("More than two registrations"),
    Kind.PROTECTED: _("Protected persons"),
}
ANSWER: Words = {
    Answer.SAME: _("the same person"),
    Answer.DIFFERENT: _("different persons"),
    Answer.UNSURE: _("cannot be told"),
}
SOURCE: Words = {
    Source.WORKER: _("said by an agent who read both"),
    Source.OUTSIDE: _("said by an agent who did not see the other file"),
    Source.JUDGE: _("decided by whoever is in charge of doubles"),
    Source.AUTO: _("linked automatically"),
    Source.LIST: _("came so from a list"),
}
WHY_VERDICT: Words = {
    WhyVerdict.WRITTEN: _("What is written is enough"),
    WhyVerdict.PAPER: _("A paper was seen"),
    WhyVerdict.ASKED: _("The person was asked"),
    WhyVerdict.FAMILY: _("The family or a neighbour says so"),
    WhyVerdict.MISTAKE: _("Something was written wrong"),
}
APART: Words = {
    Apart.CARDS: _("Two different national cards are written down."),
    Apart.TWINS: _("They were declared twins."),
    Apart.SIBLINGS: _("They were declared brothers or sisters."),
    Apart.SAID: _("Somebody said that they are not the same person."),
}
HALT: Words = {
    Halt.TOO_MANY: _("It would have linked more than half of the registry."),
    Halt.SURGE: _("It found three times as many doubles as the time before."),
    Halt.NONE_FOUND: _("It found almost nobody registered twice, which never happens."),
    Halt.TOO_MUCH_REVIEW: _("It would have sent three registrations in ten to be reviewed."),
    Halt.UNCERTAIN: _("Too many of its automatic links may be wrong."),
}


#: Each table behind a registration, in words: "3 receptions".
BEHIND: dict[str, Any] = {
    "people.phone": ngettext_lazy("%(count)s phone number", "%(count)s phone numbers", "count"),
    "people.identitydocument": ngettext_lazy("%(count)s paper", "%(count)s papers", "count"),
    "people.documentnumber": ngettext_lazy("%(count)s paper number", "%(count)s paper numbers", "count"),
    "people.consent": ngettext_lazy("%(count)s consent", "%(count)s consents", "count"),
    "people.membership": ngettext_lazy("%(count)s household", "%(count)s households", "count"),
    "people.address": ngettext_lazy("%(count)s address", "%(count)s addresses", "count"),
    "people.accessrequest": ngettext_lazy("%(count)s request for access", "%(count)s requests for access", "count"),
    "rights.correctionrequest": ngettext_lazy("%(count)s correction asked", "%(count)s corrections asked", "count"),
    "rights.accessanswer": ngettext_lazy(
        "%(count)s answer to the right of access", "%(count)s answers to the right of access", "count"
    ),
    "rights.legalhold": ngettext_lazy("%(count)s legal hold", "%(count)s legal holds", "count"),
    "rights.pastperiod": ngettext_lazy("%(count)s file past its time", "%(count)s files past their time", "count"),
    "rights.erasureitem": ngettext_lazy(
        "%(count)s anonymisation proposed", "%(count)s anonymisations proposed", "count"
    ),
    "rights.erased": ngettext_lazy("%(count)s anonymisation", "%(count)s anonymisations", "count"),
    "rights.mention": ngettext_lazy("%(count)s person named in a file", "%(count)s persons named in a file", "count"),
    "assistance.case": ngettext_lazy("%(count)s case", "%(count)s cases", "count"),
    "assistance.casesituation": ngettext_lazy("%(count)s situation noted", "%(count)s situations noted", "count"),
    "assistance.reception": ngettext_lazy("%(count)s reception", "%(count)s receptions", "count"),
    "assistance.act": ngettext_lazy("%(count)s act in a case", "%(count)s acts in a case", "count"),
    "assistance.actperson": ngettext_lazy("%(count)s act", "%(count)s acts", "count"),
    "assistance.listening": ngettext_lazy("%(count)s listening note", "%(count)s listening notes", "count"),
    "assistance.unmetrequest": ngettext_lazy(
        "%(count)s request that could not be met", "%(count)s requests that could not be met", "count"
    ),
    "assistance.glassrequest": ngettext_lazy("%(count)s emergency opening", "%(count)s emergency openings", "count"),
    "assistance.orientation": ngettext_lazy("%(count)s orientation given", "%(count)s orientations given", "count"),
    "assistance.orientationstep": ngettext_lazy(
        "%(count)s step of an orientation", "%(count)s steps of an orientation", "count"
    ),
    "assistance.appointment": ngettext_lazy("%(count)s appointment", "%(count)s appointments", "count"),
    "assistance.assessment": ngettext_lazy("%(count)s assessment", "%(count)s assessments", "count"),
    "assistance.death": ngettext_lazy("%(count)s death noted", "%(count)s deaths noted", "count"),
    "watch.householdscore": ngettext_lazy("%(count)s score of a household", "%(count)s scores of a household", "count"),
    "watch.contactproposal": ngettext_lazy(
        "%(count)s proposal to get in touch", "%(count)s proposals to get in touch", "count"
    ),
    "assistance.casenote": ngettext_lazy("%(count)s note of a case", "%(count)s notes of a case", "count"),
    "assistance.casetask": ngettext_lazy("%(count)s step to take", "%(count)s steps to take", "count"),
    "assistance.casetransfer": ngettext_lazy("%(count)s transfer of a case", "%(count)s transfers of a case", "count"),
    "assistance.circuitrun": ngettext_lazy("%(count)s circuit followed", "%(count)s circuits followed", "count"),
    "assistance.circuitstep": ngettext_lazy("%(count)s step of a circuit", "%(count)s steps of a circuit", "count"),
    "assistance.fileddocument": ngettext_lazy("%(count)s document filed", "%(count)s documents filed", "count"),
    "assistance.followup": ngettext_lazy(
        "%(count)s follow-up after a closure", "%(count)s follow-ups after a closure", "count"
    ),
    "assistance.orientationlink": ngettext_lazy(
        "%(count)s link to answer an orientation", "%(count)s links to answer an orientation", "count"
    ),
    "assistance.plan": ngettext_lazy("%(count)s plan", "%(count)s plans", "count"),
    "assistance.planaction": ngettext_lazy("%(count)s action of a plan", "%(count)s actions of a plan", "count"),
    "assistance.plangoal": ngettext_lazy("%(count)s goal of a plan", "%(count)s goals of a plan", "count"),
    "assistance.planreview": ngettext_lazy("%(count)s review of a plan", "%(count)s reviews of a plan", "count"),
    "assistance.plansignature": ngettext_lazy(
        "%(count)s signature of a plan", "%(count)s signatures of a plan", "count"
    ),
    "assistance.servicerequest": ngettext_lazy(
        "%(count)s request for a service", "%(count)s requests for a service", "count"
    ),
    "assistance.signalchild": ngettext_lazy(
        "%(count)s signal about a child", "%(count)s signals about a child", "count"
    ),
}
_OTHER = ngettext_lazy("%(count)s other entry", "%(count)s other entries", "count")


def behind_text(table: str, count: int) -> str:
    """`table` is a model's label; a house test asks that each has its own words."""
    return str(BEHIND.get(table, _OTHER) % {"count": count})


RUN_STATE: Words = {
    RunState.RUNNING: _("running"),
    RunState.DONE: _("done"),
    RunState.HALTED: _("stopped by itself"),
    RunState.FAILED: _("failed"),
}
