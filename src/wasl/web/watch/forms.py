from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.vocabulary.choices import choices
from wasl.watch.indicators import watched
from wasl.watch.measures import WeekMeasure
from wasl.watch.rules.alerts import AlertState, Fault
from wasl.watch.rules.releases import ReleaseFault
from wasl.watch.rules.states import WeekEntry
from wasl.web.fields import DayField, FileWidget, FoldedSegments, ManySegments, NumberField, latin_digits
from wasl.web.printed import language
from wasl.web.watch.words import FAULTS, KINDS, OUTCOMES, REASONS, RELEASE_FAULTS, WORDS_OF

Pairs = Sequence[tuple[str, str]]


def _chosen(labels: Any) -> list[tuple[str, Any]]:
    return [("", ""), *((str(code), label) for code, label in labels.items())]


class StepForm(forms.Form):
    """Only what the step needs is asked: why, what came of it, or to whom."""

    reason = forms.ChoiceField(label=_("Why"), choices=lambda: _chosen(REASONS))
    outcome = forms.ChoiceField(label=_("What came of it"), choices=lambda: _chosen(OUTCOMES))
    partners = forms.MultipleChoiceField(
        label=_("To whom"), widget=ManySegments, choices=choices("referral_destinations")
    )
    words = forms.CharField(
        label=_("In a few words"), max_length=400, required=False, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )

    NEEDED = {AlertState.DISMISSED: "reason", AlertState.TREATED: "outcome", AlertState.TRANSMITTED: "partners"}

    def __init__(self, *args: Any, after: AlertState, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, fault in (("reason", Fault.REASON), ("outcome", Fault.OUTCOME), ("partners", Fault.PARTNER)):
            if self.NEEDED.get(after) != name:
                del self.fields[name]
            else:
                self.fields[name].error_messages["required"] = FAULTS[fault]
        self.fields["words"].help_text = WORDS_OF[after]

    def given(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        if "partners" in found:
            found["partners"] = tuple(found["partners"])
        return found


class WeekForm(forms.Form):
    """A number a measure, and once out of how many; empty leaves the measure out, which is not zero."""

    def __init__(self, *args: Any, measures: Sequence[WeekMeasure], state: dict[str, Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.measures = measures
        enrolled = [row.enrolled for row in state.values() if row.enrolled]
        of = next((one.of for one in measures if one.of is not None), None)
        if of is not None:
            self.fields["enrolled"] = NumberField(
                label=of.in_(language()), required=False, most=100_000, initial=enrolled[0] if enrolled else None
            )
        for one in measures:
            known = state.get(one.code)
            self.fields[self.name(one)] = NumberField(
                label=one.label.in_(language()), required=False, most=100_000, initial=known.value if known else None
            )

    @staticmethod
    def name(measure: WeekMeasure) -> str:
        return measure.code.replace(".", "_")

    def entries(self) -> list[WeekEntry]:
        found = []
        for one in self.measures:
            value = self.cleaned_data.get(self.name(one))
            if value is not None:
                of = self.cleaned_data.get("enrolled") if one.of is not None else None
                found.append(WeekEntry(one.code, value, of))
        return found


class WeeksFileForm(forms.Form):
    file = forms.FileField(label=_("XLSX or CSV file"), widget=FileWidget(".xlsx", ".csv", ".ods", ".xls"))


class PlanForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=lambda: _chosen(KINDS))
    territory = forms.ChoiceField(label=_("Where"))
    since = DayField(label=_("First day"), in_future=True)
    last_on = DayField(label=_("Last day"), in_future=True)
    words = forms.CharField(label=_("In a few words"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    indicators = forms.MultipleChoiceField(
        label=_("Figures it moves"), required=False, widget=FoldedSegments,
        choices=lambda: [(one.code, one.label.in_(language())) for one in watched().values()],
        help_text=_("None ticked: all of them."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]


class BulletinForm(forms.Form):
    territory = forms.ChoiceField(label=_("Where"))
    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args: Any, places: Pairs, months: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]
        self.fields["month"].choices = months  # type: ignore[attr-defined]


class DataSetForm(forms.Form):
    partner = forms.CharField(label=_("For which partner"), max_length=160, widget=forms.TextInput({"dir": "auto"}))
    purpose = forms.CharField(label=_("What for"), max_length=300, widget=forms.TextInput({"dir": "auto"}))
    territory = forms.ChoiceField(label=_("Where"))
    indicators = forms.MultipleChoiceField(
        label=_("Figures"), widget=ManySegments,
        choices=lambda: [(one.code, one.label.in_(language())) for one in watched().values() if one.is_published],
        error_messages={"required": RELEASE_FAULTS[ReleaseFault.INDICATOR]},
    )  # fmt: skip
    since = forms.ChoiceField(label=_("From the month of"))
    last = forms.ChoiceField(label=_("To the month of"))
    expires_on = DayField(label=_("Open until"), in_future=True)

    def __init__(self, *args: Any, places: Pairs, months: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]
        for name in ("since", "last"):
            self.fields[name].choices = months  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """To whom, in which language, and the number to send the address to, if it is to leave by short message."""

    partner = forms.CharField(label=_("Name of the partner"), max_length=160, widget=forms.TextInput({"dir": "auto"}))
    lang = forms.ChoiceField(label=_("Language of the page"), choices=[("ar", _("Arabic")), ("fr", _("French"))])
    number = forms.CharField(
        label=_("Telephone of the partner’s office"), max_length=20, required=False,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "tel", "autocomplete": "off"}),
        help_text=_("The address leaves there by short message. Empty: you send it yourself."),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_partner: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not asks_partner:
            del self.fields["partner"]

    def clean_number(self) -> str:
        return latin_digits(str(self.cleaned_data["number"])).strip()


class BudgetForm(forms.Form):
    false_alarms = NumberField(label=_("False alarms a week that you accept"), least=1, most=50)
