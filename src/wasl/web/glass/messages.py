from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.glass import GlassFault
from wasl.web.words import Words

FAULTS: Words = {
    GlassFault.CIRCUIT: _("Only an agent of this protection circuit may do this: call the colleague on duty."),
    GlassFault.REASON: _("Choose the reason why the files must be read now."),
    GlassFault.SAME_AGENT: _("You asked for it: a second agent confirms, on their own account."),
    GlassFault.CONFIRMED: _("A colleague has confirmed this request already."),
    GlassFault.PARTY: _("You asked for it or confirmed it: somebody else reviews it."),
    GlassFault.NOT_OPENED: _("Nothing was opened: there is nothing to review."),
    GlassFault.REVIEWED: _("Somebody has reviewed this already."),
    GlassFault.VERDICT: _("Say whether it was justified; what was not has something that follows."),
    GlassFault.EXPIRED: _("This request is older than an hour: ask again."),
}
