from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.watch.rules.siting import MOST_CENTRES, MOST_KM, PLANNED, Asked, Target
from wasl.web.fields import NumberField
from wasl.web.siting import words

DETOURS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.7", "2.0")
MOST_MAD = 100_000_000_000


class OptionForm(forms.Form):
    """One alternative. What is asked of everybody comes first; the rest has a usual answer."""

    objective = forms.ChoiceField(label=_("What matters most"), choices=list(words.OBJECTIVES.items()))
    target = forms.ChoiceField(label=_("For whom"), choices=list(words.TARGETS.items()))
    centres = NumberField(
        label=_("How many new centres"), least=1, most=MOST_CENTRES, required=False,
        help_text=_("Leave it empty to give a budget instead."),
    )  # fmt: skip
    radius_km = NumberField(label=_("Within reach: kilometres by road"), least=1, most=int(MOST_KM), initial=15)
    detour = forms.ChoiceField(
        label=_("A road for 1 km in a straight line"), choices=[(each, each.replace(".", ",")) for each in DETOURS],
        initial="1.3", help_text=_("No road map is used: distances are straight lines times this number."),
    )  # fmt: skip
    each_province = forms.BooleanField(label=_("At least one in each province"), required=False, initial=True)
    rural_percent = NumberField(
        label=_("At least so many percent in rural communes"), most=100, required=False, initial=46
    )
    counts_road = forms.BooleanField(
        label=_("Add the census's distance to the paved road"), required=False,
        help_text=_("A commune's middle hides its remote douars."),
    )  # fmt: skip
    capacity = NumberField(label=_("People one centre can serve"), least=1, most=50_000_000, required=False)
    budget = NumberField(label=_("Budget (MAD)"), least=1, most=MOST_MAD, required=False)
    rural_cost = NumberField(label=_("One centre in a rural commune (MAD)"), least=1, most=MOST_MAD, required=False)
    urban_cost = NumberField(label=_("One centre in an urban commune (MAD)"), least=1, most=MOST_MAD, required=False)

    RARE = ("detour", "counts_road", "capacity", "budget", "rural_cost", "urban_cost")

    def rare(self) -> list[Any]:
        """What has a usual answer, folded on the page."""
        return [self[name] for name in self.RARE]

    def is_rare_open(self) -> bool:
        return any(field.errors for field in self.rare())

    def asked(self) -> Asked:
        said = self.cleaned_data
        has_count = said["centres"] is not None
        return Asked(
            objective=said["objective"], target=Target(said["target"]), centres=said["centres"],
            radius_km=float(said["radius_km"]), detour=float(said["detour"]),
            budget=None if has_count else said["budget"], rural_cost=None if has_count else said["rural_cost"],
            urban_cost=None if has_count else said["urban_cost"],
            capacity=said["capacity"], each_province=said["each_province"], rural_percent=said["rural_percent"] or 0,
            counts_road=said["counts_road"],
        )  # fmt: skip


class PlanForm(OptionForm):
    type = forms.ChoiceField(label=_("Type of centre"))
    name = forms.CharField(label=_("Name of the plan"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    field_order = ("type", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = words.types()  # type: ignore[attr-defined]
        self.fields["centres"].initial = PLANNED["CAS"]


def said_before(asked: dict[str, Any]) -> dict[str, Any]:
    """What the form of another alternative begins with: that of the last one."""
    return {**asked, "detour": str(asked["detour"]), "radius_km": int(asked["radius_km"])}
