from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.vocabulary.choices import choices
from wasl.web.catalogue.entries import EntryForm
from wasl.web.catalogue.questionnaires import QuestionnaireForm
from wasl.web.catalogue.words import PARAMETERS as PARAMETER_WORDS
from wasl.web.catalogue.words import PERIOD_KINDS
from wasl.web.fields import DayField, NumberField, Segments


class _Long(forms.Textarea):
    def __init__(self, direction: str) -> None:
        super().__init__(attrs={"rows": 4, "dir": direction})


class ServiceForm(EntryForm):
    mission = forms.ChoiceField(label=_("Mission"), choices=choices("missions"))
    counts = forms.CharField(label=_("What is counted"), max_length=20, help_text=_("act, person, household, item …"))


class ProgrammeForm(EntryForm):
    mission = forms.ChoiceField(label=_("Mission"), choices=choices("missions"))
    fund = forms.CharField(label=_("Fund that pays for it"), max_length=20, required=False)


class DestinationForm(EntryForm):
    is_inside = forms.BooleanField(label=_("A unit of the institution"), required=False)


class PurposeForm(EntryForm):
    text_fr = forms.CharField(label=_("As it is read aloud, in French"), max_length=600, widget=_Long("ltr"))
    text_ar = forms.CharField(label=_("As it is read aloud, in Arabic"), max_length=600, widget=_Long("rtl"))
    without_fr = forms.CharField(label=_("What follows from saying no, in French"), max_length=300, widget=_Long("ltr"))
    without_ar = forms.CharField(label=_("What follows from saying no, in Arabic"), max_length=300, widget=_Long("rtl"))
    asks_consent = forms.BooleanField(label=_("The person is asked whether she agrees"), required=False)
    is_on_slip = forms.BooleanField(label=_("The answer may stand on a paper found at home"), required=False)


class PeriodForm(EntryForm):
    kind = forms.ChoiceField(label=_("What holds on these days"), choices=list(PERIOD_KINDS.items()), widget=Segments)
    last_on = DayField(label=_("To which day"), in_future=True)


class ParameterForm(forms.Form):
    code = forms.ChoiceField(label=_("Deadline or threshold"), choices=list(PARAMETER_WORDS.items()))
    value = NumberField(label=_("Value"), most=20_000)
    since = DayField(label=_("From which day"), in_future=True)

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


ABOUT = [("case", _("A case")), ("person", _("A person")), ("unit", _("The unit itself"))]
DISCREET = [(9, _("Never")), (3, _("From sensitive cases on")), (0, _("Always: it may be found at home"))]


class LetterForm(EntryForm):
    about = forms.ChoiceField(label=_("What it is issued from"), choices=ABOUT)
    body_fr = forms.CharField(
        label=_("Text in French"), max_length=6_000, widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr"}),
        help_text=_("Fields: {person}, {since}, {unit}, {today}, {their_reference}. {paragraph} stands alone, once."),
    )  # fmt: skip
    body_ar = forms.CharField(
        label=_("Text in Arabic"), max_length=6_000, widget=forms.Textarea(attrs={"rows": 12, "dir": "rtl"})
    )
    discreet_from = forms.TypedChoiceField(label=_("Hides the unit and the subject"), choices=DISCREET, coerce=int)


FORMS: dict[str, type[forms.Form]] = {
    "services": ServiceForm,
    "programmes": ProgrammeForm,
    "reasons": EntryForm,
    "destinations": DestinationForm,
    "purposes": PurposeForm,
    "calendar": PeriodForm,
    "questionnaires": QuestionnaireForm,
    "letters": LetterForm,
    "parameters": ParameterForm,
}
