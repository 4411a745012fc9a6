from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.complaints import APPEAL, Channel, Speaker, Told
from wasl.vocabulary.choices import choices
from wasl.web.complaints.words import CHANNELS, DECISIONS, REASONS, SPEAKERS, TOLD
from wasl.web.fields import DayField, Segments

WORDS = {"rows": 6, "dir": "auto"}


def kinds() -> list[tuple[str, Any]]:
    return [("", ""), *choices("complaint_types")(), (APPEAL, _("Appeal against a refusal"))]


class ComplaintForm(forms.Form):
    """What is complained of, in her words; who she is only if she wants it."""

    about = forms.ChoiceField(label=_("Which centre it is about"))
    kind = forms.ChoiceField(label=_("What it is about"), choices=kinds)
    words = forms.CharField(
        label=_("In her own words"), max_length=10_000, widget=forms.Textarea(attrs=WORDS),
        help_text=_("Write it as she says it, read it back to her. It is sealed: you will not read it again."),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("How the complaint came"), choices=list(CHANNELS.items()), widget=Segments, initial=Channel.ORAL
    )
    speaker = forms.ChoiceField(
        label=_("Who speaks"), choices=list(SPEAKERS.items()), widget=Segments, initial=Speaker.SELF
    )
    received_on = DayField(label=_("Day of the paper, if not today"), required=False)
    decision = forms.ChoiceField(
        label=_("Appeal: against what"), choices=[("", ""), *DECISIONS.items()], required=False
    )
    decision_number = forms.CharField(
        label=_("Number on the paper of the decision"), max_length=32, required=False,
        help_text=_("Whoever took the decision is then kept away from it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Her name"), max_length=160, required=False, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Only if she wants it. Sealed apart: the centre never learns it unless she agrees below."),
    )  # fmt: skip
    told = forms.ChoiceField(label=_("How she hears the answer"), choices=list(TOLD.items()), initial=Told.RETURNS)
    contact = forms.CharField(
        label=_("Safe number, or the centre of the envelope"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    may_be_named = forms.BooleanField(
        label=_("She agrees that the centre learns that it is she who complains"), required=False
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", ""), *units]  # type: ignore[attr-defined]


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Number on the receipt"), max_length=24,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class AppealForm(NumberForm):
    words = forms.CharField(
        label=_("Why she does not accept it"), max_length=10_000, widget=forms.Textarea(attrs=WORDS)
    )


class StepForm(forms.Form):
    words = forms.CharField(
        label=_("Words for her"), max_length=10_000, required=False, widget=forms.Textarea(attrs=WORDS),
        help_text=_("Needed to refuse, to answer and to decide. They are printed for her as they stand."),
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Why it is not admissible"), choices=[("", ""), *REASONS.items()], required=False
    )


class AskForm(forms.Form):
    unit = forms.ChoiceField(label=_("Who is asked"))
    question = forms.CharField(
        label=_("Question"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The unit reads these words and nothing else. Do not say who complains."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class AwayForm(forms.Form):
    staff_number = forms.CharField(
        label=_("Staff number of who must be kept away"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"), max_length=10_000, widget=forms.Textarea(attrs=WORDS),
        help_text=_("Sealed for the one who asks. It can be sent once."),
    )  # fmt: skip
