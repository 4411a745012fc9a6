"""What each refusal says, and what ways, states and reasons are called."""

from django.utils.translation import gettext_lazy as _

from wasl.assistance.commands.reporters import WhyReporter
from wasl.assistance.rules.signals import SignalFault, SignalState, Way, WhyDismissed
from wasl.web.words import Signs, Words

FAULTS: Words = {
    SignalFault.NO_WORDS: _("Write what was said, in a few words."),
    SignalFault.TOO_LONG: _("This is too long: keep what helps to protect the child."),
    SignalFault.UNKNOWN_PLACE: _("This place is not in the list: choose a commune."),
    SignalFault.UNKNOWN_SITUATION: _("Choose the situation in the list."),
    SignalFault.NOT_YET: _("This moment has not come yet: check the date and the time."),
    SignalFault.NO_CHILD: _("Say how many children, even if nothing is known of them."),
    SignalFault.TOO_MANY: _("Twelve children at most in one signal: write a second one."),
    SignalFault.AGE: _("From 18 years on it is an adult: another circuit protects her or him."),
    SignalFault.REPORTER_NAMED: _("The name of who reports stands in the words: take it out, it is kept apart."),
    SignalFault.STATE: _("This can no longer be done: somebody did something else meanwhile. Look at the page again."),
    SignalFault.SAME_SIGNAL: _("This is the signal itself: choose another one."),
    SignalFault.NO_REASON: _("Choose a reason in the list."),
    SignalFault.HAS_CASE: _("A case is open for it already: join the other one to this."),
    SignalFault.ALONE: _("Nobody opens this to themselves: ask a colleague of the cell."),
    SignalFault.NOT_NAMED: _("Only to a colleague who reads this signal, when a name was given."),
    SignalFault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one, and type it again."),
    SignalFault.DUTY_TIMES: _("The duty ends after it begins, and lasts a month at most."),
    SignalFault.DUTY_OVERLAPS: _("Somebody else is on duty in these hours: end that duty first."),
    SignalFault.DUTY_AGENT: _("Choose an agent of this circuit who works in your delegation."),
}
WAYS: Words = {
    Way.PHONE: _("By telephone"),
    Way.POST: _("By post"),
    Way.SCHOOL: _("From a school"),
    Way.VISIT: _("By a visit"),
    Way.PARTNER: _("From an association"),
}
STATES: Signs = {
    SignalState.WAITING: ("due", _("waits")),
    SignalState.TAKEN: ("due", _("taken on")),
    SignalState.FOLLOWED: ("done", _("followed")),
    SignalState.JOINED: ("quiet", _("joined to another")),
    SignalState.DISMISSED: ("quiet", _("put aside")),
}
WHY_DISMISSED: Words = {
    WhyDismissed.NO_CHILD: _("It is not about a child"),
    WhyDismissed.NO_FACTS: _("No fact that can be verified"),
    WhyDismissed.OTHER_BODY: _("Another administration deals with it"),
    WhyDismissed.UNREACHABLE: _("Nothing allows the child to be found"),
}
WHY_REPORTER: Words = {
    WhyReporter.CALL_BACK: _("To call back"),
    WhyReporter.JUSTICE: _("Justice asks for it"),
    WhyReporter.DANGER: _("The reporter is in danger"),
}
CIRCUITS: Words = {"CHILD": _("Children"), "WOMEN": _("Women")}
