from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.documents.commands.register import Mail
from wasl.documents.rules import Direction, Follow, Medium
from wasl.documents.rules.register import FOLLOWS as FOLLOWS_OF
from wasl.documents.rules.register import LONGEST, OFFICE, ONCE
from wasl.web.bureau.words import CORRESPONDENT, FOLLOWS, LEVELS, MEDIA
from wasl.web.fields import DayField, Segments


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})


class MailForm(forms.Form):
    """What a clerk reads on the envelope."""

    correspondent = forms.CharField(max_length=LONGEST["correspondent"], widget=_line())
    subject = forms.CharField(
        label=_("What it is about"),
        help_text=_("A few words. Never a diagnosis, nor what somebody suffered."),
        max_length=LONGEST["subject"], widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Number on the letter"), max_length=LONGEST["reference"], required=False, widget=_line()
    )
    dated_on = DayField(label=_("Date on the letter"), required=False)
    medium = forms.ChoiceField(label=_("How it came or left"), choices=list(MEDIA.items()), widget=Segments)
    level = forms.TypedChoiceField(
        label=_("Who may read this line"), choices=list(LEVELS.items()), coerce=int, widget=Segments
    )

    def __init__(self, *args: Any, direction: Direction, has_level: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["correspondent"].label = CORRESPONDENT[direction]
        self.fields["medium"].initial = Medium.HAND
        self.fields["level"].initial = OFFICE
        if not has_level:
            del self.fields["level"]

    def mail(self) -> Mail:
        given = self.cleaned_data
        return Mail(
            correspondent=given["correspondent"], subject=given["subject"], reference=given["reference"],
            dated_on=given["dated_on"], medium=Medium(given["medium"]),
        )  # fmt: skip


class FollowForm(forms.Form):
    kind = forms.ChoiceField(label=_("What was done"), widget=Segments)
    words = forms.CharField(label=_("To whom, or why"), max_length=LONGEST["words"], required=False, widget=_line())
    answer = forms.CharField(
        label=_("Number of the departure that answers"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, direction: Direction, already: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in FOLLOWS if kind in FOLLOWS_OF[direction] and not (kind in ONCE and kind in already)]
        self.fields["kind"].choices = [(str(kind), FOLLOWS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        if direction == Direction.DEPARTURE:
            del self.fields["answer"]

    def chosen(self) -> Follow:
        return Follow(self.cleaned_data["kind"])
