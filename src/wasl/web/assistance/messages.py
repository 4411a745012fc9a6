"""What each refusal says to the person at the screen: what is wrong and what to do."""

from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import Fault
from wasl.web.words import Words

FAULTS: Words = {
    Fault.NOBODY: _("Say who it is: choose a person, or give at least a sex and an age."),
    Fault.TOO_MANY: _("Check the number of persons: a named person comes alone, a group has between 1 and 2,000."),
    Fault.UNKNOWN_SERVICE: _("This service is not offered on that day: choose another one."),
    Fault.UNKNOWN_DESTINATION: _("This destination is no longer in use: choose another one."),
    Fault.UNKNOWN_REASON: _("Choose a reason in the list."),
    Fault.NOT_YET: _("This moment has not come yet: check the date and the time."),
    Fault.TOO_LATE: _("This day is too long ago to be typed here: show the paper to your delegation."),
    Fault.UNIT_CLOSED: _("The centre is closed on that day: check the date, or choose another centre."),
    Fault.UNIT_NOT_OPEN_YET: _("The centre was not open yet on that day: check the date."),
    Fault.NOT_A_CENTRE: _("People are received in a centre, a cell or a team: choose such a posting at the top."),
    Fault.ALREADY_RECEIVED: _("This person was already received here today. If she came back, confirm it below."),
    Fault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one, and type it again."),
    Fault.STATE: _("This can no longer be done: somebody did something else meanwhile. Look at the page again."),
    Fault.NO_REASON: _("Give the reason: it tells the other side what to do next."),
    Fault.NO_APPOINTMENT: _("Give the day and the time of the appointment."),
    Fault.APPOINTMENT_PAST: _("The appointment must be in the future: check the date and the time."),
    Fault.NO_NAME: _("Say to whom: choose a centre, or write the name of the place."),
    Fault.SAME_UNIT: _("This is your own centre: choose another one, or give the service here."),
    Fault.NO_RECEIVER: _("This case is read by named colleagues only: choose who will receive the person there."),
    Fault.NOT_THE_RECEIVER: _("The other side answers this. If you hold its coupon or had a call, say so below."),
    Fault.UNKNOWN_COUPON: _("No orientation has this code: check the letters and digits on the coupon."),
    Fault.PROTECTION_AGENT: _(
        "This situation asks for a protection case. Call the protection agent of your delegation: the person waits "
        "with you, and nothing more is written here."
    ),
    Fault.UNKNOWN_FORM: _("This number was never printed here: check the number on the paper."),
    Fault.FORM_TAKEN: _("This paper was already typed: look for it in the register."),
    Fault.NO_BASIS_REASON: _("Without the person's agreement, say why the information is passed on all the same."),
    Fault.BAD_HOURS: _("Write the hours of a day like this: 8:30-12, 14-18. Leave it empty when it is closed."),
    Fault.OTHER_VERSION: _("A colleague changed this meanwhile: look at both below, then save again."),
    Fault.HAS_ACCOUNTS: _("This centre answers on its own screen: it needs no link."),
    Fault.NOT_KEPT_HERE: _("A service outside the institution is entered by the delegation: ask it to."),
    Fault.ALREADY_LISTED: _("This centre is in the directory already: change its page."),
    Fault.NO_CONSENT: _("Say on what basis the information is passed on."),
    Fault.NOT_SHARABLE: _("Only the fields shown may be passed on."),
    Fault.STILL_PROTECTED: _("She is still protected: end the protection first."),
    Fault.FOR_A_WHILE: _("This case is open to you for a few hours only: the colleagues named on it decide this."),
    Fault.OWN_DENIAL: _("You cannot close a case to yourself: ask your supervisor."),
    Fault.NOT_IN_FUTURE: _("Choose a day that is still to come."),
    Fault.TOO_LONG: _("This is too long: shorten it, or choose an earlier day."),
    Fault.NO_OUTCOME: _("Say what was reached, even if it is little."),
    Fault.NO_WORDS: _("Say in a few words what is to be done."),
    Fault.NO_NEXT_STEP: _("This is the last thing to do in this case: say what comes next, and for when."),
    Fault.CASE_OVER: _("This case is closed: open it again first."),
    Fault.NOT_A_COLLEAGUE: _("Choose somebody who works in the centre of this case."),
    Fault.CHANGED_MEANWHILE: _("Somebody changed this meanwhile: open the page again, and type it again."),
    Fault.UNSAFE_CONTACT: _("She refused to be reached this way: choose another one."),
    Fault.BEFORE_ITS_START: _("This day comes before the situation began: check the date."),
    Fault.CIRCUIT_ONLY: _("Only a colleague of this circuit can take this case."),
    Fault.CLOSED_TO: _("This case is closed to that colleague: give it to another one."),
    Fault.NOT_THIS_COLLEAGUE: _("That colleague cannot take this case: choose another one."),
    Fault.TRANSFER_OPEN: _("A transfer of this case is already waiting for an answer."),
    Fault.ANONYMISED: _("This file was made anonymous: nobody can be found behind it any more."),
    Fault.DEAD: _("Her death was noted: if that is wrong, take the note back on her page, or open that case again."),
    Fault.MERGED: _("This case was closed as a double of another one: work in the other one."),
}
