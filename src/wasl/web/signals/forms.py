from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.assistance.commands.reporters import WhyReporter
from wasl.assistance.commands.signals import WhoReports
from wasl.assistance.rules.signals import Child, Way, WhyDismissed
from wasl.vocabulary.choices import choices
from wasl.web.assistance.forms import URGENCIES, ClockField
from wasl.web.fields import DayField, NumberField, Segments
from wasl.web.signals.words import CIRCUITS, WAYS, WHY_DISMISSED, WHY_REPORTER

#: Children that the form has room for at once; more are added on the signal's page.
ROOM = 3


class SignalForm(forms.Form):
    """The minute of a signal: who reports stands at the end and is kept apart."""

    way = forms.ChoiceField(label=_("How it came"), choices=[(one, WAYS[one]) for one in Way], widget=Segments)
    urgency = forms.ChoiceField(label=_("How urgent"), choices=URGENCIES, widget=Segments, initial="danger")
    situation = forms.ChoiceField(label=_("What is feared"), choices=choices("vulnerability_situations", blank=""))
    words = forms.CharField(
        label=_("What was said"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Facts, in the caller's words. Not the name of who calls."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Where the child is"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    commune_code = forms.ChoiceField(label=_("Commune"), required=False)
    received_on = DayField(label=_("Day, if not today"), required=False)
    received_at = ClockField(label=_("Time, if not now"), required=False)
    keep_from = forms.MultipleChoiceField(
        label=_("Colleagues who are relatives: they will never see it"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    reporter_name = forms.CharField(
        label=_("Who reports, if the name is given"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Kept apart and closed to everybody, you included."),
    )  # fmt: skip
    reporter_phone = forms.CharField(
        label=_("Phone of who reports"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    reporter_quality = forms.CharField(
        label=_("In what quality"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, communes: list[tuple[str, str]], colleagues: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["commune_code"].choices = [("", ""), *communes]
        if colleagues:
            fields["keep_from"].choices = colleagues
        else:
            del fields["keep_from"]

    def reporter(self) -> WhoReports | None:
        given = self.cleaned_data
        parts = [given["reporter_name"], given["reporter_phone"], given["reporter_quality"]]
        return WhoReports(*parts) if any(parts) else None

    def received(self) -> datetime | None:
        """None for now."""
        day, at = self.cleaned_data["received_on"], self.cleaned_data["received_at"]
        if day is None and at is None:
            return None
        return timezone.make_aware(datetime.combine(day or timezone.localdate(), at or time(12)))


class ChildForm(forms.Form):
    name = forms.CharField(
        label=_("Name, if known"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=choices("sex"), required=False, widget=Segments, initial="X")
    age = NumberField(label=_("About how old, in years"), most=120, required=False)
    described = forms.CharField(
        label=_("How to recognise the child"), max_length=2_000, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip

    def is_told(self) -> bool:
        given = self.cleaned_data
        return bool(given["name"] or given["age"] is not None or given["described"] or given["sex"] in {"F", "M"})

    def child(self) -> Child:
        given = self.cleaned_data
        return Child(name=given["name"], sex=given["sex"] or "X", age=given["age"], described=given["described"])


class DismissForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it is put aside"), choices=[("", ""), *((one, WHY_DISMISSED[one]) for one in WhyDismissed)]
    )


class ReporterForm(forms.Form):
    """To open the identity of the reporter to a colleague."""

    account = forms.ChoiceField(label=_("Colleague"))
    reason = forms.ChoiceField(
        label=_("Why"), choices=[(one, WHY_REPORTER[one]) for one in WhyReporter], widget=Segments
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    circuit = forms.ChoiceField(label=_("For"), choices=list(CIRCUITS.items()), widget=Segments)
    account = forms.ChoiceField(label=_("Agent on duty"))
    phone = forms.CharField(
        label=_("Phone of the duty"), max_length=20, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    since_on = DayField(label=_("From the day"), in_future=True)
    since_at = ClockField(label=_("At"))
    until_on = DayField(label=_("Until the day"), in_future=True)
    until_at = ClockField(label=_("At"))

    def __init__(self, *args: Any, agents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", ""), *agents]  # type: ignore[attr-defined]

    def moment(self, name: str) -> datetime:
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given[f"{name}_on"], given[f"{name}_at"]))


class PeriodForm(forms.Form):
    since = DayField(label=_("From"))
    until = DayField(label=_("To"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            raise ValidationError(_("The period begins before it ends."))
        return given
