"""What the registers of the bureau d'ordre are called, and what each refusal says."""

from django.utils.translation import gettext_lazy as _

from wasl.documents.rules import Direction, Fault, Follow, Medium
from wasl.documents.rules.register import CONFIDENTIAL, OFFICE, PERSON
from wasl.web.words import Words

#: The word in the address.
DIRECTIONS = {"arrivals": Direction.ARRIVAL, "departures": Direction.DEPARTURE}
SLUGS = {direction: slug for slug, direction in DIRECTIONS.items()}

NAMES: Words = {Direction.ARRIVAL: _("Arrivals"), Direction.DEPARTURE: _("Departures")}
CORRESPONDENT: Words = {Direction.ARRIVAL: _("From whom"), Direction.DEPARTURE: _("To whom")}

MEDIA: Words = {
    Medium.HAND: _("By hand"),
    Medium.POST: _("By post"),
    Medium.REGISTERED: _("Registered post"),
    Medium.EMAIL: _("By e-mail"),
    Medium.FAX: _("By fax"),
}

FOLLOWS: Words = {
    Follow.TRANSMITTED: _("Transmitted to"),
    Follow.ANSWERED: _("Answered by"),
    Follow.FILED: _("Filed"),
    Follow.SENT: _("Sent"),
    Follow.CANCELLED: _("Cancelled"),
}

LEVELS: Words = {
    OFFICE: _("Ordinary: about no person"),
    PERSON: _("About a person"),
    CONFIDENTIAL: _("Confidential: others see its number and its day only"),
}

FAULTS: Words = {
    Fault.NOBODY: _("Say from whom it comes, or to whom it goes."),
    Fault.NOTHING: _("Say in a few words what it is about, or to whom it was given."),
    Fault.TOO_LONG: _("This is too long: keep it to what finds the letter again."),
    Fault.NOT_YET: _("A letter does not bear a day to come: check its date."),
    Fault.LEVEL: _("Choose who may read this line."),
    Fault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one, and type it again."),
    Fault.NOT_FOR_THIS: _("This cannot follow such a letter: choose another step."),
    Fault.NO_ANSWER: _("Give the number of the departure that answers, as it stands in your register."),
    Fault.TWICE: _("This was already noted for this letter: look at the page again."),
    Fault.NO_SUCH_LINE: _("There is no such line in this register, or it is not yours to read."),
    Fault.NOT_HERE: _("Only the unit that keeps this register writes in it."),
}
