"""What the territory's screens ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.territory import indicators
from wasl.territory.queries import Portrait
from wasl.web import printed
from wasl.web.territory import words

FIRST_SHOWN = "population_legal"


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Name or code"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )


def _indicators() -> list[tuple[str, list[tuple[str, str]]]]:
    language = printed.language()
    return [
        (theme.label[language], [(each.code, each.label[language]) for each in theme.indicators])
        for theme in indicators.themes()
    ]


class FigureForm(forms.Form):
    """Which figure, of whom, where and when; unasked, the legal population of the largest parts in 2024."""

    indicator = forms.ChoiceField(label=_("Figure"), choices=_indicators)
    level = forms.ChoiceField(label=_("Broken down"))
    area = forms.ChoiceField(label=_("Area"), choices=list(words.AREAS.items()), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=list(words.SEXES.items()), required=False)
    census = forms.TypedChoiceField(
        label=_("Map of"), choices=[(2024, "2024"), (2014, "2014")], coerce=int, required=False
    )
    order = forms.ChoiceField(
        label=_("Order"), choices=[("", _("By code")), ("value", _("Largest first"))], required=False
    )

    def __init__(self, portrait: Portrait, asked: Any) -> None:
        first = portrait.levels[0] if portrait.levels else ""
        super().__init__(
            {"indicator": FIRST_SHOWN, "level": first} | {k: asked[k] for k in self.base_fields if k in asked}
        )
        self.fields["level"].required = bool(portrait.levels)
        self.fields["level"].choices = [(level, words.BREAKDOWNS[level]) for level in portrait.levels]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What to show: what was asked as far as it makes sense, else what is shown unasked."""
        self.is_valid()
        levels = [value for value, _label in self.fields["level"].choices]  # type: ignore[attr-defined]
        unasked = {"indicator": FIRST_SHOWN, "level": levels[0] if levels else "", "area": "", "sex": "", "order": ""}
        chosen = unasked | self.cleaned_data
        return chosen | {"census": chosen.get("census") or 2024}
