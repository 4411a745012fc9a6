from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.people.rules.consents import Answer
from wasl.vocabulary.choices import choices
from wasl.web.fields import DayField, Segments
from wasl.web.people.forms import ParticularsForm
from wasl.web.people.labels import LANGUAGES
from wasl.web.rights.words import ASKERS, CAPACITIES, HOLD_REASONS, HOW, MENTION_ROLES, REFUSALS


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


def _line(label: Any, *, most: int, required: bool = False, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, **options)


class AccessForm(forms.Form):
    """Who asks, in which capacity, and about whom; the same whether somebody is known or not."""

    sought = _line(_("About whom"), most=160, required=True, help_text=_("Name and birth, as the asker says them."))
    kind = forms.ChoiceField(label=_("Who asks"), choices=list(CAPACITIES.items()))
    asker_name = _line(_("Name of who asks"), most=120, required=True)
    paper = forms.ChoiceField(label=_("Paper of who asks, seen"), choices=choices("identity_documents"))
    signs = _line(_("Its last three signs"), most=6)
    proof = _line(
        _("What entitles to ask in her name"),
        most=120,
        help_text=_(
            "Judgment, family booklet, written agreement, mandate: what was seen. Nothing for the person herself."
        ),
    )
    lang = forms.ChoiceField(label=_("Language of the paper"), choices=[("fr", _("French")), ("ar", _("Arabic"))])


class MentionForm(forms.Form):
    role = forms.ChoiceField(label=_("Why the name stands in the file"), choices=list(MENTION_ROLES.items()))
    name = _line(_("Name"), most=120, required=True)


class HoldForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it must be kept"), choices=list(HOLD_REASONS.items()))
    words = _line(_("Reference, in a few words"), most=160)
