from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.network.places import provinces
from wasl.network.rules import PARENT_KINDS, TYPED_KINDS, Kind
from wasl.vocabulary.choices import choices, current_label
from wasl.web.fields import DayField, NumberField, Segments, latin_digits
from wasl.web.network.words import name_of

WHERE = (("mine", _("under my unit")), ("all", _("the whole institution")))
STATUSES = (("open", _("open")), ("closed", _("closed")), ("planned", _("not open yet")))


def _provinces() -> list[tuple[str, str]]:
    return [("", str(_("All"))), *sorted(((p.code, name_of(p)) for p in provinces()), key=lambda pair: pair[1])]


class FilterForm(forms.Form):
    """What the list keeps; every field may stay empty."""

    words = forms.CharField(
        label=_("Name or code"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off"}),
    )
    where = forms.ChoiceField(label=_("Where"), choices=WHERE, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=choices("org_unit_types", blank=_("All")), required=False)
    type = forms.ChoiceField(label=_("Type"), choices=choices("establishment_types", blank=_("All")), required=False)
    province = forms.ChoiceField(label=_("Province or prefecture"), choices=_provinces, required=False)
    area = forms.ChoiceField(label=_("Area"), choices=choices("area", blank=_("All")), required=False)
    status = forms.ChoiceField(label=_("State"), choices=STATUSES, required=False)
    day = DayField(label=_("On this day"), in_future=True, required=False)


class ProfileForm(forms.Form):
    """What a unit is from a day on."""

    since = DayField(label=_("From"), in_future=True, help_text=_("The first day this is true; it may be to come."))
    name_fr = forms.CharField(label=_("Name in French"), max_length=200, widget=forms.TextInput(attrs={"dir": "ltr"}))
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=200, widget=forms.TextInput(attrs={"dir": "rtl"}))
    type = forms.ChoiceField(label=_("Type"), choices=choices("establishment_types", blank=""), required=False)
    eps_category = forms.ChoiceField(
        label=_("Category of the law on establishments"),
        choices=choices("eps_legal_categories", blank=_("None")),
        required=False,
        help_text=_("Only for establishments of social protection."),
    )
    management = forms.ChoiceField(
        label=_("Run by"), choices=choices("management_modes", blank=_("Not said")), required=False
    )
    commune_code = forms.CharField(
        label=_("Code of the commune"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_("For example 05.081.01.03; the territory page gives it."),
    )
    area = forms.ChoiceField(label=_("Area"), choices=choices("area"), required=False, widget=Segments)
    capacity = NumberField(label=_("Authorised places"), most=10_000, required=False)
    reason = forms.CharField(label=_("Reason or decision"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kinds: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if not TYPED_KINDS.intersection(kinds):
            for name in ("type", "eps_category", "management", "area", "capacity"):
                del self.fields[name]

    def clean_commune_code(self) -> str:
        return latin_digits(self.cleaned_data["commune_code"])

    def profile(self) -> dict[str, Any]:
        """Columns of a state."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _NOT_COLUMNS}


_NOT_COLUMNS = {"since", "reason", "version", "code", "kind"}


class CreateForm(ProfileForm):
    kind = forms.ChoiceField(label=_("Kind"))
    code = forms.CharField(
        label=_("Code"),
        max_length=24,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("It never changes. Latin capitals, digits and hyphens."),
    )
    field_order = ["kind", "code", "since", "name_fr", "name_ar", "type"]

    def __init__(self, *args: Any, parent_kind: str, **options: Any) -> None:
        kinds = [kind for kind in Kind if parent_kind in PARENT_KINDS[kind]]
        super().__init__(*args, kinds=kinds, **options)
        self.fields["kind"].choices = [(kind, current_label("org_unit_types", kind)) for kind in kinds]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    parent = forms.ChoiceField(label=_("Under"))
    since = DayField(label=_("From"), in_future=True, help_text=_("The first day it stands there; it may be to come."))
    reason = forms.CharField(label=_("Reason or decision"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].choices = [("", ""), *parents]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    since = DayField(label=_("Closed from"), in_future=True, help_text=_("The first day it is no longer open."))
    with_units_below = forms.BooleanField(label=_("Close the units that stand under it as well"), required=False)
    is_confirmed = forms.BooleanField(label=_("Close it although all this is still open"), required=False)
    reason = forms.CharField(label=_("Reason or decision"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def ask_for(self, confirmation: bool) -> None:
        """Whether something is still open there: then the box must be ticked, otherwise there is none."""
        if not confirmation:
            del self.fields["is_confirmed"]
        elif self.is_bound and not self.cleaned_data.get("is_confirmed"):
            self.add_error(
                "is_confirmed", _("Read what is still open, then tick this box if it must close all the same.")
            )


class CorrectForm(forms.Form):
    """`which` is opening, closing, or the day of a change."""

    which = forms.ChoiceField(label=_("Date to correct"))
    since = DayField(
        label=_("The true day"),
        in_future=True,
        required=False,
        help_text=_("For a closing that never happened, leave it empty."),
    )
    reason = forms.CharField(label=_("Reason or decision"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, dates: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["which"].choices = dates  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("since") and "since" not in self.errors and data.get("which") != "closing":
            self.add_error("since", _("Give the true day."))
        return data
