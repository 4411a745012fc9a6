"""What states and refusals of a request are called on the page."""

from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.requests import RequestFault, RequestState
from wasl.web.words import Words

STATES = {
    RequestState.WAITING: (_("waits"), "due"),
    RequestState.TAKEN: (_("taken up"), "done"),
    RequestState.DECLINED: (_("refused"), "late"),
    RequestState.WITHDRAWN: (_("withdrawn"), "quiet"),
}
FAULTS: Words = {
    RequestFault.UNKNOWN: _("This request is no longer there: look at the list again."),
    RequestFault.SETTLED: _("Somebody answered this request meanwhile: look at it again."),
    RequestFault.NO_REASON: _("Say why: choose a reason in the list."),
}
