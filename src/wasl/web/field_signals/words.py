"""What states, reasons and refusals are called, and a number as somebody says it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wasl.assistance.rules import OrientationState
from wasl.core.figures import Counted, Qualifier
from wasl.watch.rules.field_signals import About, Found, Outcome, SignalFault, SignalState, Source, WhyDismissed
from wasl.watch.rules.rounds import RoundFault, StopState
from wasl.web import printed
from wasl.web.words import Signs, Words

ABOUTS: Words = {
    About.MANY: _("A place, or many people"),
    About.FAMILY: _("One person or one family"),
    About.PROTECTION: _("A child or a victim of violence one could recognise"),
}
SOURCES: Words = {
    Source.SEEN: _("I saw it"),
    Source.TOLD: _("I was told by somebody who saw it"),
    Source.RUMOUR: _("It is only said"),
}
SOURCES_TOLD: Words = {
    Source.SEEN: _("seen on the spot"),
    Source.TOLD: _("told by somebody who saw it"),
    Source.RUMOUR: _("only said"),
}
COUNTED: Words = {
    Counted.PERSON: _("people"),
    Counted.HOUSEHOLD: _("families"),
    Counted.ESTABLISHMENT: _("centres or schools"),
}
QUALIFIERS: Words = {
    Qualifier.EXACT: _("exactly"),
    Qualifier.ABOUT: _("about"),
    Qualifier.MORE_THAN: _("more than"),
    Qualifier.LESS_THAN: _("less than"),
}
STATES: Signs = {
    SignalState.NEW: ("due", _("new")),
    SignalState.CHECKING: ("due", _("being checked")),
    SignalState.CONFIRMED: ("late", _("found true")),
    SignalState.DISMISSED: ("quiet", _("put aside")),
    SignalState.CLOSED: ("done", _("closed")),
    SignalState.JOINED: ("quiet", _("joined to another")),
}
DISMISSALS: Words = {
    WhyDismissed.NOT_FOUND: _("Nothing of it was found"),
    WhyDismissed.CAMPAIGN: _("A campaign explains it"),
    WhyDismissed.NEW_CENTRE: _("A centre that opened explains it"),
    WhyDismissed.MISTAKE: _("A mistake"),
    WhyDismissed.OVER: _("It is over"),
}
OUTCOMES: Words = {
    Outcome.HELPED: _("Those concerned were helped"),
    Outcome.PARTLY: _("Some of them were helped"),
    Outcome.ELSEWHERE: _("Another administration deals with it"),
    Outcome.NOTHING: _("Nothing could be done"),
}
FOUND: Words = {
    Found.AS_TOLD: _("It is as it was told"),
    Found.WORSE: _("It is worse"),
    Found.LESS: _("It is less than was told"),
    Found.NOTHING: _("There is nothing"),
    Found.NO_ACCESS: _("The place could not be reached"),
}
ANSWERS: Signs = {
    OrientationState.SENT: ("due", _("sent")),
    OrientationState.RECEIVED: ("due", _("received by them")),
    OrientationState.ACCEPTED: ("done", _("taken on by them")),
    OrientationState.REFUSED: ("late", _("refused")),
    OrientationState.SERVED: ("done", _("taken care of")),
    OrientationState.UNANSWERED: ("late", _("without answer")),
    OrientationState.CLOSED: ("quiet", _("closed")),
}
STEPS: Words = {
    "recorded": _("Written down"),
    "checking": _("Being checked"),
    "confirmed": _("Confirmed"),
    "dismissed": _("Put aside"),
    "closed": _("Closed"),
    "joined": _("Joined to another report of the same event"),
    "apart": _("Taken apart again: another event"),
    "visited": _("Visited"),
    "reminded": _("Reminder"),
    "escalated": _("The supervisor is told"),
    "delegated": _("The delegate is told"),
    "unanswered": _("Nobody answered"),
    "handed": _("Handed to somebody else"),
    OrientationState.SENT: _("Passed on"),
    OrientationState.RECEIVED: _("Received by who it was passed on to"),
    OrientationState.ACCEPTED: _("Accepted by who it was passed on to"),
    OrientationState.REFUSED: _("Refused by who it was passed on to"),
    OrientationState.SERVED: _("Dealt with by who it was passed on to"),
}
STOPS: Signs = {
    StopState.PLANNED: ("due", _("to visit")),
    StopState.VISITED: ("done", _("visited")),
    StopState.ABSENT: ("late", _("nobody at home")),
    StopState.REFUSED: ("quiet", _("refused")),
    StopState.MISSING: ("quiet", _("no such home")),
}
FAULTS: Words = {
    SignalFault.UNKNOWN_KIND: _("Choose in the list what was seen."),
    SignalFault.UNKNOWN_PLACE: _("This place is not in the list: choose a commune."),
    SignalFault.PROTECTION: _("This is told to those who protect, and not written down here."),
    SignalFault.FAMILY: _("This person is received at the counter, and not written down here."),
    SignalFault.PERSONAL: _(
        "A telephone, a card number or an address stands in the words: take it out. If it is nobody’s number, say so "
        "below and send again."
    ),
    SignalFault.NO_COUNT: _("A number is at least one: leave it empty when it is not known."),
    SignalFault.TOO_MANY: _("This number is too large: check it."),
    SignalFault.TOO_LONG: _("This is too long: keep what helps to understand."),
    SignalFault.NOT_YET: _("This day has not come yet: check the date."),
    SignalFault.TOO_OLD: _("This day is too long ago, or before what was reported: check the date."),
    SignalFault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one, and type it again."),
    SignalFault.STATE: _("This can no longer be done: somebody did something else meanwhile. Look at the page again."),
    SignalFault.NO_REASON: _("Choose a reason in the list."),
    SignalFault.NO_OUTCOME: _("Say what became of it."),
    SignalFault.SAME_SIGNAL: _("This is the report itself: choose another one."),
    SignalFault.NOT_THE_SAME: _("They do not tell of the same thing."),
    SignalFault.NO_RECEIVER: _("Choose at least one unit or partner."),
    SignalFault.SAME_UNIT: _("It was written down there: choose another unit."),
    SignalFault.ALREADY_SENT: _("They have it already."),
    SignalFault.NOT_THE_RECEIVER: _("Only who it was passed on to answers."),
}
ROUND_FAULTS: Words = {
    RoundFault.NO_PLACE: _("Choose at least one commune, sixty at most."),
    RoundFault.NO_NAME: _("Give the round a short name."),
    RoundFault.NO_HOMES: _("The census counts no home in these communes."),
    RoundFault.SAMPLE: _("Between 1 and 2,000 homes."),
    RoundFault.DAYS: _("The round ends after it begins, and lasts a year at most."),
    RoundFault.QUESTIONNAIRE: _("This questionnaire is no longer in force: choose another."),
    RoundFault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one, and type it again."),
    RoundFault.STATE: _("This home has been answered for already."),
    RoundFault.NOT_YET: _("This day has not come yet, or is before the round: check the date."),
    RoundFault.ANSWERS: _("Some answers are missing, or lead to somebody: see below."),
    RoundFault.CLOSED: _("The round is closed."),
}


def amount(row: Any) -> str:
    """about 40 households; empty when no number was said."""
    if row.count is None:
        return ""
    number = printed.number(row.count)
    if row.counted == Counted.HOUSEHOLD:
        text = ngettext("%(count)s household", "%(count)s households", row.count)
    elif row.counted == Counted.ESTABLISHMENT:
        text = ngettext("%(count)s centre or school", "%(count)s centres or schools", row.count)
    else:
        text = ngettext("%(count)s person", "%(count)s persons", row.count)
    counted = text % {"count": number}
    if row.qualifier == Qualifier.EXACT:
        return counted
    # In both languages the word comes first.
    return f"{QUALIFIERS[Qualifier(row.qualifier)]} {counted}"
