from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.people.rules.consents import Answer
from wasl.web.fields import DayField, Segments
from wasl.web.people.labels import LANGUAGES
from wasl.web.rights.words import HOW


class ConsentForm(forms.Form):
    """One answer to one purpose."""

    code = forms.CharField(max_length=60, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[(answer.value, answer.value) for answer in Answer], widget=forms.HiddenInput)
    how = forms.ChoiceField(label=_("How it was told and answered"), choices=list(HOW.items()), widget=Segments)
    language = forms.ChoiceField(label=_("In which language"), choices=list(LANGUAGES.items()))
    is_told = forms.BooleanField(label=_("I said what follows from this answer"), required=False)


class HouseholdDayForm(forms.Form):
    """The day on which a household is looked at."""

    on = DayField(label=_("On which day"), required=False)
