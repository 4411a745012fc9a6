from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.catalogue.queries import unmet_reasons_on


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it cannot be given"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(row.code, str(row)) for row in unmet_reasons_on(on)]
        self.fields["reason"].choices = [("", ""), *reasons]  # type: ignore[attr-defined]
