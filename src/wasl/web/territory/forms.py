"""What the territory's screens ask for."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.territory import indicators
from wasl.territory.queries import Portrait
from wasl.web import printed
from wasl.web.territory import words

FIRST_SHOWN = "population_legal"
ALL = "all"


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


def _offered(known: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Nothing chosen is a choice too: it needs a value of its own to be one among others."""
    return [(code or ALL, label) for code, label in known.items()]


class FigureForm(forms.Form):
    """Which figure, of whom, where and when; unasked, the legal population of the largest parts in 2024."""

    indicator = forms.ChoiceField(label=_("Figure"), choices=_indicators)
    level = forms.ChoiceField(label=_("Broken down"))
    area = forms.ChoiceField(label=_("Area"), choices=_offered(words.AREAS))
    sex = forms.ChoiceField(label=_("Sex"), choices=_offered(words.SEXES))
    census = forms.TypedChoiceField(label=_("Map of"), choices=[("2024", "2024"), ("2014", "2014")], coerce=int)
    order = forms.ChoiceField(label=_("Order"), choices=[("code", _("By code")), ("value", _("Largest first"))])

    def __init__(self, portrait: Portrait, asked: Any) -> None:
        self.unasked = {
            "indicator": FIRST_SHOWN,
            "level": str(portrait.levels[0]) if portrait.levels else "",
            "area": ALL,
            "sex": ALL,
            "census": "2024",
            "order": "code",
        }
        super().__init__({name: asked.get(name, value) for name, value in self.unasked.items()})
        level = cast(forms.ChoiceField, self.fields["level"])
        level.required = bool(portrait.levels)
        level.choices = [(each, words.BREAKDOWNS[each]) for each in portrait.levels]

    def chosen(self) -> dict[str, Any]:
        """What to show: what was asked as far as it makes sense, else what is shown unasked; "" for all."""
        self.is_valid()
        found = self.unasked | {"census": 2024} | self.cleaned_data
        return {name: "" if value == ALL else value for name, value in found.items()}
