from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.deaths import DeathFault, DeathSource
from wasl.web.words import Words

SOURCES: Words = {
    DeathSource.CERTIFICATE: _("A death certificate was seen"),
    DeathSource.FAMILY: _("The family says so"),
    DeathSource.HOSPITAL: _("The hospital says so"),
    DeathSource.AUTHORITY: _("The local authority says so"),
    DeathSource.OTHER: _("Somebody else says so"),
}
ENDING: Words = {
    "cases": _("Open cases, to be closed"),
    "appointments": _("Appointments to come, to be cancelled with their reminders"),
    "follow_ups": _("Questions after a closure, to be dropped"),
    "orientations": _("Orientations that wait, to be closed"),
}
ENDED: Words = {
    "cases": _("Cases closed"),
    "appointments": _("Appointments cancelled, with their reminders"),
    "follow_ups": _("Questions after a closure dropped"),
    "orientations": _("Orientations closed"),
}
FAULTS: Words = {
    DeathFault.NOT_YET: _("This day has not come yet: check the date."),
    DeathFault.BEFORE_BIRTH: _("This day comes before her birth: check both."),
    DeathFault.NO_SOURCE: _("Say from whom it is known."),
    DeathFault.NOTED: _("Her death is noted already: it stands below."),
    DeathFault.GONE: _("This file was made anonymous: nobody can be found behind it any more."),
    DeathFault.OTHER_CONTENT: _("This form was already sent with other words. Open a new one, and type it again."),
}
