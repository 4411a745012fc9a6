from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.documents.commands.letters import Text
from wasl.documents.rules.letters import LONGEST_PARAGRAPH
from wasl.web.fields import Segments


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})


class TextForm(forms.Form):
    """What the agent types; the rest comes from the template and the record."""

    addressee = forms.CharField(label=_("To whom"), max_length=200, widget=_line())
    address = forms.CharField(
        label=_("Their address"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    their_reference = forms.CharField(label=_("Their reference"), max_length=80, required=False, widget=_line())
    paragraph = forms.CharField(
        label=_("Free paragraph"), max_length=LONGEST_PARAGRAPH,
        help_text=_("Only what the addressee needs. An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )  # fmt: skip

    def text(self) -> Text:
        names = ("addressee", "address", "their_reference", "paragraph")
        return Text(**{name: self.cleaned_data[name] for name in names})


class NewForm(TextForm):
    template = forms.ChoiceField(label=_("Kind of letter"))
    lang = forms.ChoiceField(
        label=_("Language of the letter"), choices=[("ar", _("Arabic")), ("fr", _("French"))], widget=Segments
    )
    signed_above = forms.BooleanField(label=_("The unit above signs it"), required=False)

    field_order = ("template", "lang", "addressee", "address", "their_reference", "paragraph", "signed_above")

    def __init__(self, *args: Any, templates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = templates  # type: ignore[attr-defined]


class EditForm(TextForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)
