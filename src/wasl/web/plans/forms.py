from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import Capacity, Responsible, Way
from wasl.web.fields import DayField, Segments
from wasl.web.people import labels
from wasl.web.plans.words import CAPACITIES, ENDS, FIELDS, RESPONSIBLE, WAYS

LANGUAGES = [("", ""), *labels.LANGUAGES.items()]
_WORDS = {"rows": 3, "dir": "auto"}


def _area(label: Any, most: int = 2_000, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs=dict(_WORDS)), **more)


def _line(label: Any, most: int = 200, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs={"dir": "auto"}), **more)


class SpokenForm(forms.Form):
    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES)
    has_interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)


class StartForm(SpokenForm):
    summary = _area(FIELDS["summary"], required=False, help_text=_("As it will be read to the person."))
    field_order = ("summary", "language", "has_interpreter")


class Seen(forms.Form):
    """Keeps, beside each field, what it showed when the page was opened: two workers at once are told apart by it."""

    def __init__(self, *args: Any, seen: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            shown = (seen or {}).get(name, "")
            self.fields[f"seen-{name}"] = forms.CharField(
                required=False, initial=shown, widget=forms.HiddenInput, strip=False, max_length=4_000
            )

    def seen(self) -> dict[str, str]:
        return {
            name.removeprefix("seen-"): _one_line_end(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("seen-")
        }

    def values(self) -> dict[str, str]:
        """As the commands take them: texts, and days in ISO form."""
        own = {name: value for name, value in self.cleaned_data.items() if not name.startswith("seen-")}
        return {name: _text(value) for name, value in own.items()}


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else _one_line_end(str(value or "")).strip()


def _one_line_end(text: str) -> str:
    """Browsers send two signs where one ended the line: both sides of a comparison have one."""
    return text.replace("\r\n", "\n")


class SummaryForm(Seen):
    summary = _area(FIELDS["summary"], required=False, help_text=_("As it will be read to the person."))


class GoalForm(Seen):
    """A goal can be measured: what, by which measure, from where, up to where, and by when."""

    what = _area(FIELDS["what"], help_text=_("In the person's words, if possible."))
    measure = _line(
        FIELDS["measure"], help_text=_("For example: nights under a roof, days at school, dirhams a month.")
    )
    start = _line(FIELDS["start"])
    target = _line(FIELDS["target"])
    by_on = DayField(label=FIELDS["by_on"], in_future=True)


class ActionForm(Seen):
    what = _area(FIELDS["what"])
    responsible = forms.ChoiceField(label=FIELDS["responsible"], choices=RESPONSIBLE, widget=Segments)
    account = forms.ChoiceField(label=FIELDS["account"], required=False, help_text=_("If a colleague does it."))
    who = _line(FIELDS["who"], required=False, help_text=_("If another service does it."))
    due_on = DayField(label=FIELDS["due_on"], in_future=True)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["account"].choices = [("", ""), *colleagues]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("responsible") == Responsible.OUTSIDE and not given.get("who"):
            self.add_error("who", _("Write which service does it."))
        return given


class SignForm(forms.Form):
    signed_on = DayField(label=_("Day of the signature"))
    capacity = forms.ChoiceField(
        label=_("Who signed"), choices=CAPACITIES, widget=Segments, initial=Capacity.PERSON
    )  # fmt: skip
    way = forms.ChoiceField(label=_("What stands on the paper"), choices=WAYS, widget=Segments, initial=Way.SIGNATURE)
    signatory = _line(_("Name of who signs for a minor"), required=False)
    ground = _line(_("On what ground"), required=False, help_text=_("Guardianship, or number and day of the decision."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)

    def __init__(self, *args: Any, witnesses: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, witnesses + 1):
            label = _("Witness %(number)s of a fingerprint or a cross")
            self.fields[f"witness_{number}"] = _line(label % {"number": number}, required=False)

    def witnesses(self) -> list[str]:
        return [value for name, value in self.cleaned_data.items() if name.startswith("witness_") and value]


class ReviewForm(SpokenForm):
    note = _area(_("What we found together"), most=10_000)
    field_order = ("note", "language", "has_interpreter")


class EndForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why the plan ends"), choices=[("", ""), *ENDS])
