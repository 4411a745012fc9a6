from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import OrientationState
from wasl.web.words import Words

#: What a partner may answer to a signal, in the order of the work.
ANSWERS: Words = {
    OrientationState.ACCEPTED: _("We take it on"),
    OrientationState.SERVED: _("It is done"),
    OrientationState.REFUSED: _("We cannot take it on"),
}
