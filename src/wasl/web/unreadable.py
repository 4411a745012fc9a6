"""Why a file that was sent cannot be taken, in the words of the page: the same for every import."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wasl.core.sheets import MOST_COLUMNS, MOST_ROWS, Unreadable
from wasl.web import printed
from wasl.web.words import Words

SENTENCES: Words = {
    "size": gettext_lazy("The file is larger than 10 MB: send it in parts."),
    "kind": gettext_lazy("This is not a spreadsheet, or it is damaged: open it in your spreadsheet and save it again."),
    "page": gettext_lazy(
        "This is a web page under the name of a spreadsheet: open it in your spreadsheet and save it as XLSX."
    ),
    "protected": gettext_lazy("This file is closed by a password: open it, remove the password, and save it again."),
    "bomb": gettext_lazy("Unpacked, this file would be far too large: it was not opened. Copy its rows to a new file."),
    "empty": gettext_lazy("The file holds no row: check that it is the right one."),
}


def unreadable(error: Unreadable) -> str:
    """In the language of the page; what is missing (`columns`) comes from the caller in that language."""
    if error.reason == "columns":
        return _("The first row must name the columns. Missing: %(columns)s.") % {"columns": error.detail}
    if error.reason == "rows":
        return _("The file holds more than %(most)s rows: send it in parts.") % {"most": printed.number(MOST_ROWS)}
    if error.reason == "wide":
        said = _("The file holds more than %(most)s columns: keep those about the persons.")
        return said % {"most": printed.number(MOST_COLUMNS)}
    if error.reason == "extension":
        said = _("The name of this file does not fit what it is (%(kind)s): save it again from your spreadsheet.")
        return said % {"kind": error.detail.upper()}
    return str(SENTENCES[error.reason])
