"""A report from the field: the questions in the order in which they come to mind, five of them needed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import OrientationState
from wasl.core.figures import Counted, Qualifier
from wasl.vocabulary.choices import choices
from wasl.watch.rules.field_signals import MOST, About, Source, What
from wasl.web.assistance.forms import URGENCIES, destinations, reasons, services
from wasl.web.field_signals.words import (
    ABOUTS,
    ANSWERS,
    COUNTED,
    DISMISSALS,
    FOUND,
    OUTCOMES,
    QUALIFIERS,
    SOURCES,
)
from wasl.web.fields import DayField, FoldedSegments, NumberField, Segments
from wasl.web.people.places import read_place

AUTO = {"dir": "auto", "autocomplete": "off"}


def _words(label: Any, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs=AUTO | {"rows": 3})
    return forms.CharField(label=label, max_length=2_000, required=False, widget=area, **more)


class _Number(forms.Form):
    count = NumberField(label=_("How many"), required=False, least=0, most=MOST)
    qualifier = forms.ChoiceField(
        label=_("This number is"), choices=list(QUALIFIERS.items()), widget=Segments, initial=Qualifier.ABOUT
    )
    counted = forms.ChoiceField(
        label=_("Of what"), choices=list(COUNTED.items()), widget=Segments, initial=Counted.HOUSEHOLD
    )
    is_confirmed = forms.BooleanField(
        label=_("The numbers in the words are nobody’s (a road, a plate, a price)"), required=False
    )


class SignalForm(_Number):
    about = forms.ChoiceField(
        label=_("Whom it is about"), choices=list(ABOUTS.items()), widget=Segments, initial=About.MANY
    )
    kind = forms.ChoiceField(label=_("What was seen"), choices=choices("watch_signal_types", blank=""))
    place = forms.CharField(label=_("Which commune"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    source = forms.ChoiceField(label=_("How sure it is"), choices=list(SOURCES.items()), widget=Segments)
    urgency = forms.ChoiceField(label=_("How urgent"), choices=URGENCIES, widget=Segments, initial="normal")
    douar = forms.CharField(
        label=_("Douar or quarter"), max_length=120, required=False, widget=forms.TextInput(attrs=AUTO)
    )
    landmark = forms.CharField(
        label=_("Near what (school, well, mosque, market)"), max_length=200, required=False,
        widget=forms.TextInput(attrs=AUTO),
    )  # fmt: skip
    observed_on = DayField(label=_("Day, if not today"), required=False)
    words = _words(
        _("In a few words"), help_text=_("No name, no telephone, no card number: nobody is to be recognised here.")
    )
    reporter = forms.CharField(
        label=_("How to call back who reported, if they wish it"), max_length=120, required=False,
        widget=forms.TextInput(attrs=AUTO),
        help_text=_("Not their name. Sealed apart: only your own unit reads it, and each reading is noted."),
    )  # fmt: skip

    def __init__(self, *args: Any, communes: list[tuple[str, str]], province: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province = province
        if communes:
            self.fields["place"] = forms.ChoiceField(label=_("Which commune"), choices=[("", ""), *communes])
        self.has_list = bool(communes)
        self.order_fields(["about", "kind", "place", "count", "qualifier", "counted", "source"])

    def clean_place(self) -> str:
        text = str(self.cleaned_data["place"])
        if self.has_list:
            return text
        code, _rest = read_place(text, province=self.province)
        if not code:
            raise ValidationError(_("No commune has this name: check how it is written."))
        return code

    def what(self) -> What:
        given = self.cleaned_data
        return What(
            kind=given["kind"], place_code=given["place"], observed_on=given["observed_on"] or timezone.localdate(),
            source=Source(given["source"]), count=given["count"], counted=Counted(given["counted"]),
            qualifier=Qualifier(given["qualifier"]), douar=given["douar"], landmark=given["landmark"],
            words=given["words"],
        )  # fmt: skip


class VisitForm(_Number):
    found = forms.ChoiceField(label=_("What you found"), choices=list(FOUND.items()), widget=Segments)
    visited_on = DayField(label=_("Day, if not today"), required=False)
    words = _words(_("What you saw"), help_text=_("No name: whoever needs help is received, below."))

    field_order = ("found", "count", "qualifier", "counted", "visited_on", "words", "is_confirmed")

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"visited_on": given["visited_on"] or timezone.localdate()}


class ReceiveForm(forms.Form):
    """Somebody met there, without a name as yet."""

    need = forms.ChoiceField(label=_("What she needs"), choices=services)
    urgency = forms.ChoiceField(label=_("How urgent"), choices=URGENCIES, widget=Segments, initial="normal")
    sex = forms.ChoiceField(label=_("Sex"), choices=choices("sex"), widget=Segments)
    age_band = forms.ChoiceField(label=_("About what age"), choices=choices("age_bands", blank=""))


class DismissForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it is put aside"), choices=[("", ""), *DISMISSALS.items()])


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What became of it"), choices=[("", ""), *OUTCOMES.items()])


class SendForm(forms.Form):
    units = forms.MultipleChoiceField(label=_("Units"), required=False, widget=FoldedSegments)
    destination = forms.ChoiceField(label=_("And a partner"), required=False)
    destination_name = forms.CharField(
        label=_("Which one exactly"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, units: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        """`units` stand under the name of their kind."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["units"].choices = units
        fields["destination"].choices = [("", ""), *destinations()]

    def partners(self) -> tuple[tuple[str, str], ...]:
        given = self.cleaned_data
        return ((given["destination"], given["destination_name"]),) if given["destination"] else ()


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"), widget=Segments,
        choices=[
            (one, ANSWERS[one][1])
            for one in (OrientationState.ACCEPTED, OrientationState.REFUSED, OrientationState.SERVED)
        ],
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("If refused, why"), required=False, choices=reasons)


class RoundForm(forms.Form):
    name = forms.CharField(label=_("Name of the round"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    places = forms.MultipleChoiceField(label=_("Communes"), widget=FoldedSegments)
    sample = NumberField(label=_("How many homes"), least=1, most=2_000)
    questionnaire = forms.ChoiceField(label=_("Questionnaire"))
    since_on = DayField(label=_("From"), in_future=True)
    until_on = DayField(label=_("Until which day"), in_future=True)
    seed = NumberField(
        label=_("Number of the draw"), least=1, most=2_000_000_000, required=False,
        help_text=_("The same number over the same communes draws the same homes again. Empty: one is chosen."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        communes: list[tuple[str, list[tuple[str, str]]]],
        questionnaires: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["places"].choices = communes
        fields["questionnaire"].choices = questionnaires


class StopForm(forms.Form):
    """What became of a home that gave no answers."""

    state = forms.ChoiceField(
        label=_("What became of it"), widget=Segments,
        choices=[("absent", _("Nobody at home")), ("refused", _("They refuse")), ("missing", _("No such home"))],
    )  # fmt: skip
    visited_on = DayField(label=_("Day, if not today"), required=False)
