from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wasl.core.period import BadPeriod, Period
from wasl.web.fields import latin_digits


class PeriodField(forms.CharField):
    """A `Period`, in any digits."""

    def __init__(self, **options: Any) -> None:
        attrs = {"dir": "ltr", "size": 9, "autocomplete": "off"}
        help_text = _("A year (2018), a quarter (2018-T1) or a month (2018-03).")
        super().__init__(max_length=12, widget=forms.TextInput(attrs=attrs), help_text=help_text, **options)

    def clean(self, value: Any) -> Period | None:  # type: ignore[override]
        text = super().clean(value)
        if not text:
            return None
        try:
            return Period.parse(latin_digits(text))
        except BadPeriod:
            raise ValidationError(
                _("There is no such period: write a year (2018), a quarter (2018-T1) or a month (2018-03).")
            ) from None


class PeriodForm(forms.Form):
    period = PeriodField(label=_("Period"))


class ReportForm(forms.Form):
    """Which territory and period; both have a value already."""

    territory = forms.CharField(
        label=_("Territory"),
        max_length=32,
        widget=forms.Select,
    )
    period = PeriodField(label=_("Period"))

    def __init__(self, data: dict[str, str], *, places: list[tuple[str, str]]) -> None:
        """`places`: (code, name) to choose from; an address may ask for another one, which then stands by its code."""
        super().__init__(data)
        given = data["territory"]
        listed = given in dict(places)
        self.fields["territory"].widget.choices = places if listed else [(given, given), *places]  # type: ignore[attr-defined]
