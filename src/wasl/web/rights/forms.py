from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.people.rules.consents import Answer
from wasl.vocabulary.choices import choices
from wasl.web.fields import DayField, Segments
from wasl.web.people.forms import ParticularsForm
from wasl.web.people.labels import LANGUAGES
from wasl.web.rights.words import ASKERS, HOW, REFUSALS


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


class CorrectionForm(ParticularsForm):
    """The file as it should read, who says so, and what was seen that proves it."""

    asker = forms.ChoiceField(label=_("Who asks"), choices=list(ASKERS.items()), widget=Segments)
    evidence = forms.ChoiceField(label=_("Paper seen that proves it"), choices=choices("identity_documents"))
    note = forms.CharField(
        label=_("In a few words"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    ASKED = ("asker", "evidence", "note")

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ASKED]


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it is refused"), choices=list(REFUSALS.items()), required=False)
    words = forms.CharField(
        label=_("In a few words"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
