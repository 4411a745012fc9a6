"""Why a file is not taken, and why one is withdrawn, in the words of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wasl.documents.intake import CannotTake
from wasl.documents.rules.attachments import NotTaken, Withdrawal
from wasl.web.words import Words

WITHDRAWALS: Words = {
    Withdrawal.MISTAKE: gettext_lazy("Attached by mistake"),
    Withdrawal.OTHER_PERSON: gettext_lazy("About somebody else"),
    Withdrawal.HER_WISH: gettext_lazy("The person asked for it"),
    Withdrawal.UNREADABLE: gettext_lazy("Cannot be read"),
}

_SENTENCES: Words = {
    NotTaken.EMPTY: gettext_lazy("This file is empty: choose another one."),
    NotTaken.KIND: gettext_lazy(
        "Such a file is not taken: send a PDF, a photograph (JPEG, PNG, WebP), a text, or a Word, Excel or "
        "OpenDocument file."
    ),
    NotTaken.PAGE: gettext_lazy("This is a web page or a drawing that may hold a program: send it as a PDF."),
    NotTaken.HEIC: gettext_lazy(
        "Photographs in HEIC are not taken: send them as JPEG. iPhone: Settings, Camera, Formats, “Most compatible”. "
        "Android: camera settings, “High efficiency pictures” off. Of a photograph taken already, send a screen "
        "capture."
    ),
    NotTaken.BROKEN: gettext_lazy("This file is damaged or incomplete: open it, save it again, and send it once more."),
    NotTaken.PIXELS: gettext_lazy("This picture has too many dots: make it smaller, and send it again."),
    NotTaken.BOMB: gettext_lazy("Unpacked, this file would be far too large: it was not opened."),
    NotTaken.PROTECTED: gettext_lazy("This file is closed by a password: remove the password, and save it again."),
    NotTaken.PROGRAM: gettext_lazy("This file holds a program or another file: print it to a PDF, and send that."),
    NotTaken.ENTITIES: gettext_lazy("This file calls for other files: open it, save it again, and send it once more."),
    NotTaken.TWO_IN_ONE: gettext_lazy("Two files hide in this one: open it, save it again, and send it once more."),
}


def not_taken(error: CannotTake) -> str:
    """In the language of the page."""
    if error.reason == NotTaken.SIZE:
        return _("This file is larger than %(most)s MB: send it in parts, or at a lower resolution.") % {
            "most": error.detail
        }
    if error.reason == NotTaken.EXTENSION:
        said = _("The name of this file does not fit what it is (%(kind)s): give it the right name, and send it again.")
        return said % {"kind": error.detail.upper()}
    return str(_SENTENCES[error.reason])
