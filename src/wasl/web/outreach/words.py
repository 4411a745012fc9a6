"""What decisions, reasons, flaws and groups are called, and how an event is told."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wasl.catalogue.rules import Fault
from wasl.watch.rules.outreach import ProposalFault, ProposalState, WhyDecided
from wasl.watch.rules.scores import CANDIDATES, Flaw, sentence
from wasl.web import printed
from wasl.web.words import Signs, Words

STATES: Signs = {
    ProposalState.PROPOSED: ("due", _("to decide")),
    ProposalState.CONTACT: ("due", _("to contact")),
    ProposalState.REASSESS: ("due", _("to assess again")),
    ProposalState.DECLINED: ("quiet", _("no contact")),
    ProposalState.DONE: ("done", _("done")),
    ProposalState.EXPIRED: ("quiet", _("out of date")),
}
DECISIONS: Words = {
    ProposalState.CONTACT: _("Get in touch"),
    ProposalState.REASSESS: _("Assess again"),
    ProposalState.DECLINED: _("Neither"),
}
REASONS: Words = {
    WhyDecided.EVENT: _("What happened calls for it"),
    WhyDecided.KNOWN: _("Somebody is helping them already"),
    WhyDecided.OUT_OF_DATE: _("It is no longer so"),
    WhyDecided.WISH: _("They wish not to be contacted"),
    WhyDecided.OTHER: _("Another reason"),
}
FAULTS: Words = {
    ProposalFault.STATE: _(
        "This can no longer be done: somebody did something else meanwhile. Look at the page again."
    ),
    ProposalFault.NO_REASON: _("Choose a reason in the list."),
    ProposalFault.NO_WORDS: _("Say why, in your own words."),
    ProposalFault.TOO_LONG: _("This is too long: keep what explains your decision."),
    ProposalFault.EXPIRED: _("These points are out of date: they are worked out again tonight."),
    ProposalFault.NOT_HQ: _("Only headquarters change the score."),
    ProposalFault.SCORE: _("This version cannot be used: check the points and the threshold."),
}
FLAWS: Words = {
    Flaw.NONE: _("Give points to at least one item."),
    Flaw.NO_EVENT: _("Give points to at least one event: a proposal needs something that happened."),
    Flaw.THRESHOLD: _("The threshold is at least 1, and no more than all the points together."),
    Flaw.POINTS: _("Points are whole numbers from 1 to 10."),
    Flaw.DAYS: _("Days are between 1 and 730."),
}
CATALOGUE_FAULTS: Words = {
    Fault.SAME_ACCOUNT: _("You proposed this: another account decides on it."),
    Fault.ALREADY_DECIDED: _("Somebody has decided on this already."),
    Fault.BEFORE_ROW_IN_FORCE: _("It must begin after the version in force."),
    Fault.ALREADY_WAITING: _("A change is already waiting for a decision: decide on it first."),
    Fault.NO_REASON: _("Say why it is refused."),
}
GROUPS: Words = {
    "area": _("Where the household lives"),
    "sex": _("Whom one would contact"),
    "disability": _("A disability is noted"),
}  # fmt: skip
VALUES: Words = {
    ("area", "RUR"): _("Rural"), ("area", "URB"): _("Urban"), ("area", "PERI"): _("Edge of town"),
    ("sex", "F"): _("A woman"), ("sex", "M"): _("A man"), ("disability", "yes"): _("Yes"),
    ("disability", "no"): _("No"),
}  # fmt: skip
SOURCES: Signs = {
    "case": ("assistance:case", _("Case")),
    "reception": ("assistance:reception", _("Reception")),
    "orientation": ("assistance:orientation", _("Orientation")),
}


def told(line: dict[str, Any]) -> str:
    """One event in the language of the page, with its day."""
    return sentence(line["code"], printed.day(date.fromisoformat(line["on"])), printed.language())


def item_words(code: str) -> str:
    """The event without a day, for the published list."""
    one = CANDIDATES[code]
    text = one.ar if printed.language() == "ar" else one.fr
    for tail in (" noté le {day}", " notée le {day}", ", noté le {day}", " notés le {day}", " depuis le {day}",
                 ", la dernière le {day}", " le {day}", " المسجل يوم {day}", " المسجلة يوم {day}", "، سجل يوم {day}",
                 " سجل يوم {day}", " سجلت يوم {day}", "، آخرها يوم {day}", " منذ {day}", " يوم {day}"):  # fmt: skip
        text = text.removesuffix(tail)
    return text.removesuffix(",").removesuffix("،")
