from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.web.fields import DayField


class EntryForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"}))
    label_fr = forms.CharField(label=_("Label in French"), max_length=160, widget=forms.TextInput(attrs={"dir": "ltr"}))
    label_ar = forms.CharField(label=_("Label in Arabic"), max_length=160, widget=forms.TextInput(attrs={"dir": "rtl"}))
    since = DayField(label=_("From which day"), in_future=True)
    is_ended = forms.BooleanField(label=_("No longer offered from that day"), required=False)

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"is_offered": not given.pop("is_ended")}
