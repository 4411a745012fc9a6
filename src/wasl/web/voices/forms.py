from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.web.fields import DayField, NumberField


class CampaignForm(forms.Form):
    unit = forms.ChoiceField(label=_("Establishment"))
    sample = NumberField(label=_("How many are asked"), least=1, most=100_000)
    since_on = DayField(label=_("From"), in_future=True)
    until_on = DayField(label=_("To"), in_future=True)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", ""), *units]  # type: ignore[attr-defined]
