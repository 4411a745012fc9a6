from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wasl.assistance.rules.links import LinkState
from wasl.facts.rules.declaring import Status
from wasl.messages.rules import MessageState
from wasl.watch.rules.alerts import AlertState, Fault, Outcome, Reason
from wasl.watch.rules.bulletins import BulletinFault
from wasl.watch.rules.partner_links import LinkFault
from wasl.watch.rules.ranking import Sure
from wasl.watch.rules.releases import ReleaseFault
from wasl.watch.rules.states import WeekFault
from wasl.web.words import Signs, Words

#: How sure, with the mark that goes beside it.
SURE: Signs = {
    Sure.CLEAR: ("danger", _("clear")),
    Sure.LIKELY: ("late", _("likely")),
    Sure.UNSURE: ("due", _("uncertain")),
}
STATES: Signs = {
    AlertState.DETECTED: ("due", _("just found")),
    AlertState.TO_VERIFY: ("due", _("being checked")),
    AlertState.CONFIRMED: ("late", _("confirmed")),
    AlertState.DISMISSED: ("quiet", _("dismissed")),
    AlertState.TRANSMITTED: ("late", _("handed on to partners")),
    AlertState.TREATED: ("done", _("dealt with")),
    AlertState.CLOSED: ("quiet", pgettext_lazy("an alert", "closed")),
}
#: What a new user does not know: what is expected now, and what happens with it.
NOW: Words = {
    AlertState.DETECTED: _("First call or send somebody, as said above. Then come back here and say what was seen."),
    AlertState.TO_VERIFY: _("Once you know what was seen on the spot, say it here: it is real, or it is not."),
    AlertState.CONFIRMED: _("It will stand in the bulletin of its month. Tell those who can act, then note to whom."),
    AlertState.TRANSMITTED: _("Once you know what they did, say here what came of it."),
    AlertState.TREATED: _("Close it when nothing more is awaited."),
    AlertState.DISMISSED: _("It counts as an alert that was nothing. Have it checked again if you learn more."),
}
#: What a step does and does not do, said before it is taken.
MEANS: Words = {
    AlertState.TO_VERIFY: _("Write who goes or calls, and when. Nothing is sent: you tell them yourself."),
    AlertState.CONFIRMED: _("Say what was seen. The alert will stand in the bulletin of its month, without a name."),
    AlertState.DISMISSED: _("The reason is kept, and counts when it is published how often alerts were right."),
    AlertState.TRANSMITTED: _("Tick those whom you told. What they read is the bulletin, or a signal passed on."),
    AlertState.TREATED: _("Say what came of it, even if it is little: the next cell will read it."),
    AlertState.CLOSED: _("The alert leaves the desk and stays readable."),
}
_SEEN = _("What was seen on the spot. No name, no number: an alert is about a place.")
#: What to write beside a step.
WORDS_OF: Words = {
    AlertState.TO_VERIFY: _("For example: the centre of Demnate calls on Thursday. No name of a person, no number."),
    AlertState.CONFIRMED: _SEEN,
    AlertState.DISMISSED: _SEEN,
    AlertState.TRANSMITTED: _("For example: told by telephone on Thursday. No name of a person, no number."),
    AlertState.TREATED: _("What was done, and by which service. No name of a person, no number."),
    AlertState.CLOSED: _("What the next cell should know, if anything. No name of a person, no number."),
}
#: What a step does, as a button says it.
STEPS: Words = {
    AlertState.TO_VERIFY: _("Have it checked on the spot"),
    AlertState.CONFIRMED: _("Confirm: it is real"),
    AlertState.DISMISSED: _("Dismiss"),
    AlertState.TRANSMITTED: _("Hand it on"),
    AlertState.TREATED: _("It is dealt with"),
    AlertState.CLOSED: _("Close"),
}
#: What an alert was found by, and what stood behind it: said where somebody asks how it was found.
CHANNELS: Words = {
    "shock": _("a jump within one or two weeks"),
    "process": _("a rise that goes on over many weeks"),
    "silence": _("a centre that writes nothing any more"),
}
HISTORY: Words = {
    "own": _("the past of the place itself"),
    "borrowed": _("the short past of the place, and that of places like it"),
    "peers": _("places like it: its own past is too short"),
}
REASONS: Words = {
    Reason.CAMPAIGN: _("A campaign explains it"),
    Reason.OPENING: _("A new centre or service explains it"),
    Reason.CLOSURE: _("A closure explains it"),
    Reason.REFORM: _("A new rule explains it"),
    Reason.FEAST: _("A feast or the holidays explain it"),
    Reason.ERROR: _("A mistake in what was entered"),
    Reason.CHANCE: _("Nothing was found on the spot"),
}
KINDS: Words = {
    Reason.CAMPAIGN: _("Campaign"),
    Reason.OPENING: _("Opening of a centre or service"),
    Reason.CLOSURE: _("Closure"),
    Reason.REFORM: _("New rule"),
    Reason.FEAST: _("Feast or holidays"),
}
OUTCOMES: Words = {
    Outcome.HELPED: _("People were helped"),
    Outcome.PARTNER: _("A partner took it over"),
    Outcome.NO_MEANS: _("Nothing could be done for lack of means"),
    Outcome.PASSED: _("It went by itself"),
}
FAULTS: Words = {
    Fault.STEP: _("Somebody has taken this step already: here is where the alert stands now."),
    Fault.REASON: _("Say why the alert is dismissed."),
    Fault.OUTCOME: _("Say what came of it."),
    Fault.PARTNER: _("Say to whom it is handed on: tick at least one."),
    Fault.NAME: _("No telephone, card or file number here: an alert is about a place, never about somebody."),
    Fault.CHANGED: _("Somebody changed this alert meanwhile: here is where it stands now."),
}
WEEK_FAULTS: Words = {
    WeekFault.MONDAY: _("A week begins on a Monday: write the Monday of the week."),
    WeekFault.DAY: _("Write the Monday of the week with its day, month and year, for example 09/11/2026."),
    WeekFault.FUTURE: _("This week has not begun yet."),
    WeekFault.CLOSED: _("The centre was not open in this week."),
    WeekFault.MEASURE: _("This figure is not asked of this centre."),
    WeekFault.FIGURE: _("No figure bears this name: copy one from the list below."),
    WeekFault.LARGE: _("This number is too large: check it."),
    WeekFault.ENROLLED: _("Say out of how many."),
    WeekFault.ABOVE: _("This is more than all of them together could miss in a week: check both numbers."),
    WeekFault.OWN: _("You typed this week: somebody else approves it."),
    WeekFault.UNIT: _("No unit of your territory bears this code."),
    WeekFault.NUMBER: _("Write whole numbers."),
    WeekFault.NOTHING: _("Nothing is waiting for this week."),
    WeekFault.CHANGED: _("Somebody changed this week meanwhile. What you typed is still here: open the page again."),
}
#: What to write in a column of the file of past weeks.
COLUMNS: Words = {
    "unit": _("The centre's code, as its page shows it"),
    "measure": _("What is counted, in the words below"),
    "week": _("The Monday of the week: 09/11/2026"),
    "value": _("How many in that week; a line without a number is left out, it is no zero"),
    "enrolled": _("Out of how many; nothing for refused admissions"),
}
RELEASE_FAULTS: Words = {
    ReleaseFault.PARTNER: _("Say for which partner."),
    ReleaseFault.PURPOSE: _("Say what for, in a sentence."),
    ReleaseFault.INDICATOR: _("Choose at least one figure."),
    ReleaseFault.TERRITORY: _("Choose a place that you answer for."),
    ReleaseFault.DAYS: _("The first day comes before the last, and the last is past."),
    ReleaseFault.EXPIRY: _("The day it closes is in the future, and not further than the longest time allowed."),
    ReleaseFault.OWN: _("You asked for this data set: somebody else approves it."),
    ReleaseFault.DECIDED: _("This data set was decided on already."),
    ReleaseFault.REVOKED: _("This data set was revoked."),
    ReleaseFault.WAITING: _("This data set is not approved yet."),
    ReleaseFault.EXPIRED: _("The time of this data set is over."),
}
BULLETIN_FAULTS: Words = {
    BulletinFault.MONTH: _("This month is not over yet."),
    BulletinFault.TERRITORY: _("Choose a place that you answer for."),
    BulletinFault.OWN: _("You prepared this bulletin: somebody else approves it."),
    BulletinFault.DECIDED: _("This bulletin was approved already."),
}
LINK_FAULTS: Words = {
    LinkFault.PARTNER: _("Say for which partner."),
    LinkFault.NOT_READY: _("It can be sent once it is approved."),
    LinkFault.OVER: _("This is over: nothing more can be sent of it."),
    LinkFault.NUMBER: _("Write a telephone number, with its digits only."),
}
LINK_STATES: Signs = {
    LinkState.OPEN: ("done", _("opens")),
    LinkState.STALE: ("quiet", _("its days are over")),
    LinkState.BLOCKED: ("late", _("blocked by wrong codes")),
    LinkState.REVOKED: ("quiet", _("ended")),
    LinkState.CLOSED: ("quiet", _("over")),
}
#: What became of the short message with the address.
LINK_TOLD: Words = {
    MessageState.WAITING: _("short message waiting"),
    MessageState.SENDING: _("short message waiting"),
    MessageState.SENT: _("short message sent"),
    MessageState.FAILED: _("the short message did not leave: send the address yourself"),
    MessageState.EXPIRED: _("the short message did not leave: send the address yourself"),
    MessageState.UNSURE: _("it is not known whether the short message left"),
    MessageState.CANCELLED: _("the short message did not leave: send the address yourself"),
}
PLAN_FAULTS: Words = {
    "kind": _("Say what it is."),
    "days": _("The last day comes after the first, within three years."),
    "words": _("Say in a few words what it is."),
    "territory": _("Choose a place that you answer for."),
}
STATUS: Signs = {
    Status.DRAFT: ("late", _("given back")),
    Status.SUBMITTED: ("due", _("to approve")),
    Status.APPROVED: ("done", _("approved")),
}
