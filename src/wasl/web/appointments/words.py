"""What states, reasons and refusals of appointments are called on the page."""

from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import Place
from wasl.assistance.rules.appointments import AppointmentFault, AppointmentState, WhyCancelled
from wasl.messages.rules import Channel, MessageState
from wasl.people.rules.reaching import Because, Way
from wasl.web.words import Words

STATES = {
    AppointmentState.PLANNED: (_("expected"), "quiet"),
    AppointmentState.CAME: (_("came"), "done"),
    AppointmentState.ABSENT: (_("did not come"), "due"),
    AppointmentState.MOVED: (_("moved"), "quiet"),
    AppointmentState.CANCELLED: (_("cancelled"), "quiet"),
    AppointmentState.TO_CONFIRM: (_("to confirm"), "due"),
}
PLACES: Words = {Place.CENTRE: _("At the centre"), Place.HOME: _("At home"), Place.OUTSIDE: _("Elsewhere")}
REASONS: Words = {
    WhyCancelled.PERSON: _("She asked for it"),
    WhyCancelled.AGENT: _("The agent is away"),
    WhyCancelled.CENTRE: _("The centre is closed"),
    WhyCancelled.NO_NEED: _("No longer needed"),
    WhyCancelled.MISTAKE: _("Given by mistake"),
}
CHANNELS: Words = {
    Channel.SMS: _("message"),
    Channel.VOICE: _("recorded voice"),
    Channel.CALL: _("to call"),
    Channel.NONE: _("told when she comes"),
}
MESSAGE_STATES = {
    MessageState.WAITING: (_("waiting"), "due"),
    MessageState.SENDING: (_("leaving"), "due"),
    MessageState.SENT: (_("told"), "done"),
    MessageState.FAILED: (_("could not be told"), "late"),
    MessageState.UNSURE: (_("perhaps told: call"), "late"),
    MessageState.EXPIRED: (_("too late"), "late"),
    MessageState.CANCELLED: (_("cancelled"), "quiet"),
}
WAYS: Words = {
    Way.SMS: _("A message the days before, with the day and the time only."),
    Way.VOICE: _("A recorded voice calls the days before, and says the day and the time only."),
    Way.CALL: _("An agent calls the days before."),
    Way.HAND: _("Nothing is sent: give her the paper in her hand."),
    Way.NOTHING: _("Nothing is sent: she does not want to be contacted."),
}
BECAUSE: Words = {
    Because.NO_NUMBER: _("No telephone is known."),
    Because.NEVER: _("Her numbers must not be used."),
    Because.SHARED: _("Somebody else may answer her telephone."),
    Because.NOT_ASKED: _("Ask her first whether she agrees to be contacted, and note her answer on her page."),
    Because.NO_CARRIER: _("Her number takes messages only, and none can be sent from here."),
}

FAULTS: Words = {
    AppointmentFault.PAST: _("This time has passed: check the day and the time."),
    AppointmentFault.TOO_FAR: _("This day is too far ahead: choose an earlier one."),
    AppointmentFault.CLOSED_DAY: _("Counters are closed on that day: choose another one."),
    AppointmentFault.OUT_OF_HOURS: _("The centre is not open from the beginning to the end of this appointment."),
    AppointmentFault.NO_SUCH_TIME: _("The clock is moved that night: this time does not exist."),
    AppointmentFault.LENGTH: _("An appointment lasts between 5 minutes and 8 hours."),
    AppointmentFault.WITH_WHOM: _("Say with whom: an agent, or the name of a desk, not both."),
    AppointmentFault.NOT_HERE: _("This agent does not work here on that day: choose another one."),
    AppointmentFault.CLOSED_TO: _("This case is closed to that agent: choose another one."),
    AppointmentFault.DEAD: _("Her death was noted: if that is wrong, take the note back on her page first."),
    AppointmentFault.SLOT_TAKEN: _("This time has just been taken: choose another one."),
    AppointmentFault.SAME_PERSON: _("She has another appointment at that hour. If it is meant, confirm it below."),
    AppointmentFault.STATE: _("This can no longer be done: look at the appointment again."),
    AppointmentFault.CHANGED: _("Somebody changed this appointment meanwhile: here is how it stands now."),
    AppointmentFault.NOT_YET: _("The hour of this appointment has not come yet."),
    AppointmentFault.NO_REASON: _("Say why: choose a reason in the list."),
    AppointmentFault.UNKNOWN_SERVICE: _("This service is not offered on that day: choose another one."),
    AppointmentFault.NOT_A_CENTRE: _("Appointments are given in a centre, a cell or a team: choose such a posting."),
    AppointmentFault.UNIT_CLOSED: _("The centre is closed on that day: choose another one."),
    AppointmentFault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one."),
}
