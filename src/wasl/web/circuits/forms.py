"""The form of a step is made from its definition; what is missing or wrong is said by the engine."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.circuits import AnswerFault, Field, Kind, Step
from wasl.assistance.rules.circuits.reasons import WhySkip, WhyUndo
from wasl.vocabulary.choices import choices
from wasl.web.circuits.words import ANSWER_FAULTS, ASKS, WHY_SKIP, WHY_UNDO
from wasl.web.fields import DayField, ManySegments, NumberField, Segments
from wasl.web.printed import language


class StepForm(forms.Form):
    """`answers()` is what `do_step` takes; `explain` puts its refusals beside their fields."""

    def __init__(
        self, step: Step, data: Any = None, *, places: list[tuple[str, str]] | None = None,
        initial: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=step.code.lower(), initial=_read(step, initial or {}))
        self.step = step
        for field in step.records:
            self.fields[field.name] = _made(field, places or [])

    def answers(self) -> dict[str, str]:
        """Every field as text; a day as 2026-11-24."""
        given = ((name, self.cleaned_data.get(name)) for name in self.fields)
        return {name: _as_text(value) for name, value in given if value not in (None, "")}

    def explain(self, wrong: dict[str, AnswerFault]) -> None:
        for name, fault in wrong.items():
            self.add_error(name if name in self.fields else None, ANSWER_FAULTS[fault])


def _read(step: Step, said: dict[str, str]) -> dict[str, Any]:
    """Text as the fields of the page take it."""
    kinds = {name: field.kind for name, field in step.fields.items()}
    given: dict[str, Any] = dict(said)
    for name, text in said.items():
        if kinds[name] is Kind.DATE:
            given[name] = date.fromisoformat(text)
        elif kinds[name] is Kind.SEVERAL:
            given[name] = text.split()
    return given


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _made(field: Field, places: list[tuple[str, str]]) -> forms.Field:
    """Only the engine says what is missing: `only_if` decides what is asked."""
    lang = language()
    given: dict[str, Any] = {
        "label": field.label.in_(lang), "help_text": field.help.in_(lang) if field.help else "", "required": False
    }  # fmt: skip
    match field.kind:
        case Kind.CHOICE:
            options = [(one.code, one.label.in_(lang)) for one in field.choices]
            made: forms.Field = forms.ChoiceField(choices=options, widget=Segments, **given)
        case Kind.SEVERAL:
            options = [(one.code, one.label.in_(lang)) for one in field.choices]
            made = forms.MultipleChoiceField(choices=options, widget=ManySegments, **given)
        case Kind.YES_NO:
            made = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=Segments, **given)
        case Kind.DATE:
            made = DayField(in_future=True, **given)
        case Kind.NUMBER:
            made = NumberField(**given)
        case Kind.AUTHORITY:
            made = forms.ChoiceField(choices=choices("referral_destinations", blank=""), **given)
        case Kind.TEXT:
            made = forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **given)
        case Kind.PLACE if places:
            options = [("", ""), *places]
            made = forms.ChoiceField(choices=options, **given)
        case _:
            made = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}), **given)
    # Asked, although the engine and not the form refuses an empty one.
    made.is_one_of_two = field.is_required  # type: ignore[attr-defined]
    return made


class SkipForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it is not done"), choices=[(one, WHY_SKIP[one]) for one in WhySkip])


class NoFormForm(forms.Form):
    """Instead of the questionnaire that a step asks."""

    no_form = forms.ChoiceField(
        label=_("Why it is not asked"), required=False, choices=[("", ""), *((one, WHY_SKIP[one]) for one in WhySkip)]
    )  # fmt: skip


class UndoForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it is undone"), choices=[(one, WHY_UNDO[one]) for one in WhyUndo])


class ReportForm(forms.Form):
    """What justice is asked; the words replace those of the signal."""

    asks = forms.MultipleChoiceField(
        label=_("What is requested"), choices=list(ASKS.items()), widget=ManySegments, initial=["measure"]
    )  # fmt: skip
    words = forms.CharField(
        label=_("Facts, if other than those of the signal"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip


class EndForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it ends"))

    def __init__(self, *args: Any, reasons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", ""), *reasons]  # type: ignore[attr-defined]
