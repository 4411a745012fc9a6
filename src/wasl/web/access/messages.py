"""What each refusal says to the person at the screen: what is wrong and what to do."""

from django.utils.translation import gettext_lazy as _

from wasl.access.rules import PostingRefusal, ResetRefusal
from wasl.web.words import Words

POSTING_REFUSALS: Words = {
    PostingRefusal.OWN_ACCOUNT: _("Nobody changes their own postings: ask another administrator."),
    PostingRefusal.UNIT_KIND: _("This role is not held in a unit of this kind: choose another unit or another role."),
    PostingRefusal.CENTRAL_ROLE: _("This role is given by the administrator of the system only: ask the headquarters."),
    PostingRefusal.FOUR_EYES: _(
        "This account already holds a role that must check this one: end the other posting first, or choose "
        "another agent."
    ),
    PostingRefusal.DATES: _("The end comes before the beginning: correct one of the two dates."),
    PostingRefusal.CLOSED_UNIT: _("This unit is closed on that day: choose another unit or an earlier day."),
    PostingRefusal.TWICE: _("The account already holds this role in this unit at these dates: nothing was changed."),
    PostingRefusal.STAND_IN_TOO_LONG: _("A stand-in ends within three months: give an end date."),
}

RESET_REFUSALS: Words = {
    ResetRefusal.OWN_ACCOUNT: _("Nobody resets their own account: ask another administrator."),
    ResetRefusal.SAME_PERSON: _("You asked for this reset: a second person must approve it."),
    ResetRefusal.ALREADY_APPROVED: _("This reset was approved already: if the slip is lost, ask for a new reset."),
    ResetRefusal.EXPIRED: _("This request has expired: ask for a new reset."),
    ResetRefusal.USED: _("This slip was used already: ask for a new reset."),
}
