"""A questionnaire as a form: one field a question, with large buttons; the rules say what is missing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.catalogue.questionnaires.rules import Form, Kind, Part, Question
from wasl.web import printed
from wasl.web.fields import DayField, ManySegments, Segments, latin_digits
from wasl.web.people import labels

START = "a-"
LANGUAGES = [("", ""), *labels.LANGUAGES.items()]


class AnswersForm(forms.Form):
    """`questionnaire` is the version that was shown: answers stay with it."""

    questionnaire = forms.CharField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES)
    has_interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)
    conclusion = forms.CharField(
        label=_("Your conclusion"), max_length=10_000, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), help_text=_("It is kept sealed, like the answers."),
    )  # fmt: skip

    def __init__(self, *args: Any, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = form
        for question in form.questions():
            self.fields[START + question.code] = _field(question)

    def parts(self) -> Iterator[tuple[Part, list[tuple[Question, forms.BoundField, str]]]]:
        """Each part with its questions, their fields and what shows them."""
        for part in self.asked.parts:
            yield part, [(one, self[START + one.code], shown_if(one)) for one in part.questions]

    def ends(self) -> list[forms.BoundField]:
        return [self[name] for name in ("language", "has_interpreter", "conclusion")]

    def typed(self) -> dict[str, list[str]]:
        """Answers as the rules read them; a day that is none is left as it was typed."""
        found = {}
        for question in self.asked.questions():
            value = self.cleaned_data.get(START + question.code)
            found[question.code] = _texts(value)
        return found


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    if isinstance(value, date):
        return [value.isoformat()]
    return [str(value)] if value not in (None, "") else []


def shown_if(question: Question) -> str:
    """What the page's script reads: "a-glasses=yes a-walk=1,2"."""
    return " ".join(f"{START}{one.question}={','.join(sorted(one.one_of))}" for one in question.shown_if)


def many_fields(form: Form) -> tuple[str, ...]:
    return tuple(START + one.code for one in form.questions() if one.kind == Kind.MANY)


class _Digits(forms.CharField):
    def to_python(self, value: Any) -> str:
        return latin_digits(super().to_python(value) or "")


def _field(question: Question) -> forms.Field:
    language = printed.language()
    common: dict[str, Any] = {
        "label": question.words.said(language), "help_text": question.help.said(language), "required": False,
    }  # fmt: skip
    options = [(one.code, one.words.said(language)) for one in question.options]
    made: Any
    match question.kind:
        case Kind.MANY:
            made = forms.MultipleChoiceField(choices=options, widget=ManySegments, **common)
        case Kind.SINGLE | Kind.SCALE:
            made = forms.ChoiceField(choices=options, widget=Segments, **common)
        case Kind.NUMBER:
            widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"})
            made = _Digits(max_length=9, widget=widget, **common)
        case Kind.DAY:
            made = DayField(in_future=True, **common)
        case _:
            made = forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **common)
    # Said beside the question itself only where an answer is not needed.
    made.is_one_of_two = question.is_required
    return made


class OverrideForm(forms.Form):
    band = forms.ChoiceField(label=_("The level I hold"), widget=Segments)
    reason = forms.CharField(
        label=_("Why"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def __init__(self, *args: Any, bands: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["band"].choices = bands
