from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.web.fields import DayField, Segments
from wasl.web.readers.words import DENIALS, FOLLOWS, GLASS_VERDICTS, GOES_ON, WHY


class ReadingFilter(forms.Form):
    number = forms.CharField(label=_("Staff number"), max_length=20, required=False)
    on = DayField(label=_("On the day"), required=False)


class GoOnForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why you go on"), choices=list(GOES_ON.items()), widget=Segments)


class DenialForm(forms.Form):
    account = forms.ChoiceField(label=_("Colleague"))
    reason = forms.ChoiceField(label=_("Who asks for it"), choices=list(DENIALS.items()), widget=Segments)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Was it justified"), choices=list(GLASS_VERDICTS.items()), widget=Segments)
    follows = forms.ChoiceField(label=_("What follows"), choices=list(FOLLOWS.items()))


class WhyForm(forms.Form):
    why = forms.ChoiceField(label=_("Why it is printed"), choices=list(WHY.items()), widget=Segments)
