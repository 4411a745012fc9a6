from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.catalogue.queries import services_on
from wasl.core.figures import Qualifier
from wasl.facts.commands import Wording
from wasl.facts.measures import MEASURES
from wasl.facts.rules.indicator import Rule
from wasl.reports.definitions import definitions
from wasl.vocabulary.choices import choices
from wasl.web.fields import DayField, NumberField
from wasl.web.printed import language
from wasl.web.reports.forms import PeriodField

ANY = "*"


def _services() -> list[tuple[str, str]]:
    listed = [(one.code, one.label) for one in services_on(timezone.localdate())]
    return [("", "—"), (ANY, str(_("Any service"))), *listed]


def _measures() -> list[tuple[str, str]]:
    return [("", "—"), *((one.code, one.label.in_(language())) for one in MEASURES.values())]


def _sections() -> list[tuple[str, str]]:
    """Report and section in one choice: where the indicator is printed."""
    return [
        (f"{report.code}:{section}", f"{report.title.in_(language())} · {label.in_(language())}")
        for report in definitions().values()
        for section, label in report.sections.items()
        if report.code != "plan"
    ]


class Worded(forms.Form):
    """What every proposal says of itself."""

    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Capital letters, digits and underscores, for example WATER_2026.")
    )
    label_fr = forms.CharField(label=_("Name in French"), max_length=160, widget=forms.TextInput(attrs={"lang": "fr"}))
    label_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=160, widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"})
    )
    since = DayField(label=_("In force from"), in_future=True)

    def wording(self) -> Wording:
        data = self.cleaned_data
        return Wording(
            code=data["code"].strip(), label_fr=data["label_fr"], label_ar=data["label_ar"], since=data["since"]
        )


class IndicatorForm(Worded):
    """Exactly one of service, measure and type says what is counted."""

    where = forms.ChoiceField(label=_("Printed in"), choices=_sections)
    service = forms.ChoiceField(label=_("Acts of the service"), choices=_services, required=False)
    rule = forms.ChoiceField(
        label=_("Counted as"),
        required=False,
        choices=[
            (Rule.DISTINCT_PERSONS.value, _("Distinct persons")),
            (Rule.PERSON_SERVICES.value, _("Person-services")),
            (Rule.ACTS.value, _("Acts")),
        ],
        help_text=_("Only for acts."),
    )
    measure = forms.ChoiceField(label=_("Or a declared figure"), choices=_measures, required=False)
    unit_type = forms.ChoiceField(
        label=_("Or the open units of a type"), choices=choices("establishment_types", blank="—"), required=False
    )
    is_sensitive = forms.BooleanField(label=_("It counts children or victims of violence"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if sum(bool(data.get(name)) for name in ("service", "measure", "unit_type")) != 1:
            raise ValidationError(_("Choose one thing to count: a service, a declared figure or a type of unit."))
        return data

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        report, _colon, section = data["where"].partition(":")
        return {
            "wording": self.wording(), "report": report, "section": section, "service": data["service"],
            "rule": Rule(data["rule"] or Rule.DISTINCT_PERSONS), "measure": data["measure"],
            "unit_type": data["unit_type"], "is_sensitive": data["is_sensitive"],
        }  # fmt: skip


class TargetForm(Worded):
    """Units of a type to open, or a declared figure to reach."""

    period = PeriodField(label=_("Period of the target"))
    value = NumberField(label=_("Target"), least=1)
    qualifier = forms.ChoiceField(
        label=_("How sure it is"),
        choices=[(Qualifier.EXACT.value, _("exactly")), (Qualifier.MORE_THAN.value, _("more than"))],
    )
    unit_type = forms.ChoiceField(
        label=_("Units of the type"), choices=choices("establishment_types", blank="—"), required=False
    )
    counts_from = DayField(label=_("Opened after"), required=False)
    measure = forms.ChoiceField(label=_("Or the declared figure"), choices=_measures, required=False)
    source = forms.CharField(label=_("Decided in"), max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("unit_type")) == bool(data.get("measure")):
            raise ValidationError(_("Choose a type of unit or a declared figure, not both."))
        if data.get("unit_type") and not data.get("counts_from") and "counts_from" not in self.errors:
            self.add_error("counts_from", _("Give the day after which an opening counts."))
        return data

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        counts_from: date | None = data["counts_from"] if data["unit_type"] else None
        return {
            "wording": self.wording(), "period": data["period"].code, "value": Decimal(data["value"]),
            "qualifier": Qualifier(data["qualifier"]), "unit_type": data["unit_type"], "counts_from": counts_from,
            "measure": data["measure"], "source": data["source"],
        }  # fmt: skip
