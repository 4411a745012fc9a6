from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code printed beside the square of a paper."""

    code = forms.CharField(
        label=_("Code of the document"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )
