from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.voices import Face, VoiceFault, VoiceKind
from wasl.web.words import Words

KINDS: Words = {VoiceKind.CLOSURE: _("When a file is closed"), VoiceKind.YEARLY: _("Once a year, in an establishment")}
FACES: Words = {Face.GOOD: _("Yes"), Face.MIDDLE: _("A little"), Face.BAD: _("No")}
FAULTS: Words = {
    VoiceFault.EMPTY: _("Nothing was answered: touch a face, or say that you would rather not."),
    VoiceFault.ANSWER: _("This answer is not known: touch one of the three faces."),
    VoiceFault.OWN_CODE: _("You gave this code: a colleague who does not follow her hears her."),
    VoiceFault.UNKNOWN_CODE: _("This code is not known here, or was used already. Codes last until tomorrow."),
    VoiceFault.TOO_SOON: _("Wait a little before another code: check it with her meanwhile."),
    VoiceFault.TOO_MANY: _("Too many wrong codes today: another colleague hears her, or she answers on the screen."),
    VoiceFault.SAMPLE: _("At least one person is asked."),
    VoiceFault.DAYS: _("The round begins and ends in one year, and ends after it began."),
    VoiceFault.NOT_HERE: _("A round is planned for an establishment."),
}
