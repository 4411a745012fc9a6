from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.documents.commands.attachments import LONGEST_TITLE, File
from wasl.web.attachments.words import WITHDRAWALS
from wasl.web.fields import FileWidget

ACCEPTED = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".txt", ".docx", ".xlsx", ".odt")
#: What a form holds in memory at most; the command knows the limit in force.
MOST_READ = 26_000_000


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, photograph, text, or an office document. A photograph loses the place and time it bears."),
        widget=FileWidget(*ACCEPTED),
    )
    title = forms.CharField(
        label=_("What it shows"), max_length=LONGEST_TITLE, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip

    def as_file(self) -> File:
        sent: Any = self.cleaned_data["file"]
        return File(name=sent.name or "", content=sent.read(MOST_READ), title=self.cleaned_data["title"])


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it is withdrawn"), choices=list(WITHDRAWALS.items()))
