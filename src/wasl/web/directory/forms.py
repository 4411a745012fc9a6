import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.assistance.commands.directory import EntryValues
from wasl.assistance.rules import Fault
from wasl.assistance.rules.directory import WEEKDAYS, BadHours, Intake, read_day, written_day
from wasl.catalogue.queries import services_on
from wasl.core.months import WEEKDAYS as DAY_NAMES
from wasl.people.rules.papers import phone_problem, stored_phone
from wasl.vocabulary.choices import choices, current_label
from wasl.web.assistance.forms import destinations, services
from wasl.web.assistance.messages import FAULTS
from wasl.web.fields import FoldedSegments, NumberField, Segments, latin_digits
from wasl.web.people.places import place_text, read_place
from wasl.web.printed import language

_JOINED = re.compile(r"[,،;؛+]|\s(?:et|and)\s|\sو\s*")
INTAKES = [
    (Intake.OPEN, _("Takes people in")), (Intake.FULL, _("Full for now")), (Intake.CLOSED, _("Closed for now")),
]  # fmt: skip


def services_given() -> list[tuple[str, list[tuple[str, str]]]]:
    """By mission, each under its name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in services_on(timezone.localdate()):
        groups.setdefault(row.mission, []).append((row.code, row.label))
    return [(current_label("missions", mission), groups[mission]) for mission in sorted(groups)]


class SearchForm(forms.Form):
    """Every field may stay empty: then the whole province is shown."""

    service = forms.ChoiceField(label=_("What somebody needs"), choices=services, required=False)
    population = forms.ChoiceField(
        label=_("For whom"), choices=choices("target_populations", blank=""), required=False
    )  # fmt: skip
    commune = forms.CharField(
        label=_("Near which commune"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )  # fmt: skip
    q = forms.CharField(label=_("Name"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    everywhere = forms.BooleanField(label=_("In the whole country"), required=False)


class HoursField(forms.CharField):
    """The hours of one weekday, as people write them."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "placeholder": "8:30-16:30"})
        super().__init__(required=False, max_length=60, widget=widget, **more)

    def clean(self, value: Any) -> list[list[str]]:
        try:
            return read_day(latin_text(super().clean(value)))
        except BadHours:
            raise ValidationError(FAULTS[Fault.BAD_HOURS]) from None


def latin_text(text: str) -> str:
    """Digits as Latin ones; the spans of a day apart by commas, however they were joined."""
    return ",".join(latin_digits(part) for part in _JOINED.split(text))


class EntryForm(forms.Form):
    """A service of the directory. Of a unit of the institution name and place are not asked: they are the network's."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=160, widget=forms.TextInput(attrs={"dir": "ltr"}))
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=160, widget=forms.TextInput(attrs={"dir": "rtl"}))
    destination = forms.ChoiceField(label=_("Kind of service"), choices=lambda: [("", ""), *destinations()])
    services = forms.MultipleChoiceField(label=_("What it does"), choices=services_given, widget=FoldedSegments)
    populations = forms.MultipleChoiceField(
        label=_("Whom it takes in"), choices=choices("target_populations"), required=False, widget=FoldedSegments,
        help_text=_("None chosen: everybody."),
    )  # fmt: skip
    conditions_fr = forms.CharField(
        label=_("Conditions and papers to bring, in French"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
    )  # fmt: skip
    conditions_ar = forms.CharField(
        label=_("Conditions and papers to bring, in Arabic"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "rtl"}),
    )  # fmt: skip
    commune = forms.CharField(label=_("Commune"), max_length=80, widget=forms.TextInput(attrs={"dir": "auto"}))
    place = forms.CharField(
        label=_("How to find it"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telephone"), max_length=24, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    intake = forms.ChoiceField(label=_("At present"), choices=INTAKES, widget=Segments, initial=Intake.OPEN)
    is_secret = forms.BooleanField(
        label=_("Its place must not be known"), required=False,
        help_text=_("A shelter, for example: only the delegation and those above it then see this line."),
    )  # fmt: skip

    OF_NETWORK = ("name_fr", "name_ar", "destination", "commune", "is_secret")

    def __init__(self, *args: Any, is_own: bool, province: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_own, self.province = is_own, province
        for name in self.OF_NETWORK if is_own else ():
            del self.fields[name]
        names = DAY_NAMES[language()]
        for prefix in ("hours", "ramadan"):
            for day, name in zip(WEEKDAYS, names, strict=True):
                self.fields[f"{prefix}_{day}"] = HoursField(label=name)

    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith(("hours_", "ramadan_"))]

    def usual_hours(self) -> list[forms.BoundField]:
        return [self[f"hours_{day}"] for day in WEEKDAYS]

    def ramadan_days(self) -> list[forms.BoundField]:
        return [self[f"ramadan_{day}"] for day in WEEKDAYS]

    def clean_commune(self) -> str:
        code, rest = read_place(self.cleaned_data["commune"], province=self.province)
        if not code or rest:
            raise ValidationError(_("No commune has this name: check how it is written."))
        return code

    def clean_phone(self) -> str:
        number = latin_digits(self.cleaned_data["phone"])
        if number and phone_problem(number):
            raise ValidationError(_("Write the ten digits of the number, for example 0523 45 67 89."))
        return stored_phone(number) if number else ""

    def values(self) -> EntryValues:
        given = self.cleaned_data
        plain = ("services", "populations", "conditions_fr", "conditions_ar", "place", "phone", "intake")
        told: dict[str, Any] = {name: given[name] for name in plain}
        if not self.is_own:
            told |= {name: given[name] for name in ("name_fr", "name_ar", "destination", "is_secret")}
            told["commune_code"] = given["commune"]
        for column, prefix in (("hours", "hours"), ("ramadan_hours", "ramadan")):
            told[column] = {day: given[f"{prefix}_{day}"] for day in WEEKDAYS if given[f"{prefix}_{day}"]}
        return EntryValues(**told)


def initial_of(entry: Any) -> dict[str, Any]:
    """What stands in the directory, as its form shows it."""
    plain = ("name_fr", "name_ar", "destination", "services", "populations", "conditions_fr", "conditions_ar",
             "place", "phone", "intake", "is_secret")  # fmt: skip
    initial = {name: getattr(entry, name) for name in plain}
    initial["commune"] = place_text(entry.commune_code, "")
    for day in WEEKDAYS:
        initial[f"hours_{day}"] = written_day(entry.hours.get(day, ()))
        initial[f"ramadan_{day}"] = written_day(entry.ramadan_hours.get(day, ()))
    return initial


class PlacesForm(forms.Form):
    free_places = NumberField(label=_("Free places now"), least=0, most=5000, required=False)
    intake = forms.ChoiceField(label=_("At present"), choices=INTAKES, widget=Segments)


class WhichForm(forms.Form):
    """Which unit of one's part of the tree is entered; none: a service outside."""

    of_unit = forms.ChoiceField(label=_("A centre of ours"), required=False)

    def __init__(self, *args: Any, units: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(pk), name) for pk, name in units]
        self.fields["of_unit"].choices = [("", _("A service outside the institution")), *known]  # type: ignore[attr-defined]
