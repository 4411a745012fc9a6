from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.followups import Situation, Way
from wasl.assistance.rules.steps import MOST_WORDS
from wasl.assistance.rules.transfers import WhyMoved, WhyRefused
from wasl.web.fields import OneOfTwo, Segments

WAYS = [
    (Way.CAME, _("She came")), (Way.CALL, _("By telephone")), (Way.VISIT, _("At home")),
    (Way.PARTNER, _("Through a partner")),
]  # fmt: skip
SITUATIONS = [(Situation.BETTER, _("Better")), (Situation.SAME, _("The same")), (Situation.WORSE, _("Worse"))]
WHY_MOVED = [
    (WhyMoved.MOVED_HOME, _("She has moved")), (WhyMoved.NEARER, _("Nearer to her")),
    (WhyMoved.SPECIALISED, _("A specialised centre")), (WhyMoved.SAFETY, _("Her safety")),
    (WhyMoved.CLOSING, _("The centre closes")),
]  # fmt: skip
WHY_REFUSED = [
    (WhyRefused.NO_PLACE, _("No place")), (WhyRefused.NOT_OURS, _("Not what the centre does")),
    (WhyRefused.STAYS, _("Better where it is")), (WhyRefused.INCOMPLETE, _("Something is missing")),
    (WhyRefused.OTHER, _("Another reason")),
]  # fmt: skip


def _words(label: Any, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST_WORDS, required=required, strip=False,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )  # fmt: skip


class FollowUpForm(forms.Form):
    way = forms.ChoiceField(label=_("How she was reached, or tried"), choices=WAYS, widget=Segments)
    situation = forms.ChoiceField(label=_("How she is now"), choices=SITUATIONS, widget=Segments, required=False)
    words = _words(_("In a few words"), required=False)
    reopens = forms.BooleanField(label=_("Open the case again"), required=False)


class HandForm(forms.Form):
    to = forms.ChoiceField(label=_("To which colleague"))

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    to_unit = OneOfTwo(label=_("To which centre"))
    code = forms.CharField(
        label=_("Or the code of a centre elsewhere"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Why"), choices=WHY_MOVED, widget=Segments)
    words = _words(_("What the other centre must know, and what is due"), rows=5)
    takes = forms.ChoiceField(label=_("Who will take it there"), required=False)

    def __init__(
        self, *args: Any, targets: list[tuple[str, str]], takers: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["to_unit"].choices = [("", ""), *targets]
        fields["takes"].choices = [("", ""), *takers]
        if not takers:
            del self.fields["takes"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("to_unit")) == bool(given.get("code")):
            raise forms.ValidationError(_("Choose a centre in the list, or write the code of another one."))
        return given


class AnswerForm(forms.Form):
    """Why a transfer is not allowed, or not taken."""

    reason = forms.ChoiceField(label=_("Why not"), choices=WHY_REFUSED, widget=Segments, required=False)
