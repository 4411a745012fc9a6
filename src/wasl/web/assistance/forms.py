"""Forms of the front door. Choices are read when the form is shown: they are dated rows of the catalogue."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import SHARABLE, OrientationState, Outcome, Place, Sharing, Urgency, WhyLower
from wasl.catalogue.queries import destinations_on, services_on, unmet_reasons_on
from wasl.vocabulary.choices import choices
from wasl.web.fields import DayField, ManySegments, NumberField, OneOfTwo, Segments, latin_digits
from wasl.web.people import labels
from wasl.web.words import Words

URGENCIES = [(Urgency.NORMAL, _("Ordinary")), (Urgency.URGENT, _("Urgent")), (Urgency.DANGER, _("Danger"))]
PLACES = [
    (Place.CENTRE, _("At the centre")), (Place.HOME, _("At home")), (Place.OUTSIDE, _("Elsewhere")),
    (Place.PHONE, _("By telephone")),
]  # fmt: skip
SHARINGS = [(Sharing.TEAM, _("The team")), (Sharing.AUTHOR, _("Me and those who supervise"))]
SHARED_LABELS: Words = {
    "given_name": _("Given name"), "family_name": _("Family name"), "sex": _("Sex"), "age": _("Age"),
    "languages": _("Languages spoken"), "commune": _("Commune"), "safe_phone": _("Safe phone number"),
    "need": _("What she needs"), "situation": _("Her situation, in a few words"),
}  # fmt: skip
LANGUAGES = [("", ""), *labels.LANGUAGES.items()]


def services() -> list[tuple[str, str]]:
    return [("", ""), *((row.code, row.label) for row in services_on(timezone.localdate()))]


def reasons() -> list[tuple[str, str]]:
    return [("", ""), *((row.code, row.label) for row in unmet_reasons_on(timezone.localdate()))]


def destinations() -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in destinations_on(timezone.localdate()) if not row.is_inside]


class ClockField(forms.Field):
    """A time of day as people write it: 9:05, 9h05, 0905, ٩:٠٥."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off", "maxlength": 8})

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        digits = latin_digits(str(value)).lower().replace("h", ":").replace("س", ":")
        hours, _colon, minutes = digits.partition(":") if ":" in digits else (digits[:-2], "", digits[-2:])
        try:
            return time(int(hours), int(minutes or 0))
        except (ValueError, OverflowError):
            raise ValidationError(_("Write a time of day, for example 9:05.")) from None


class ReceptionForm(forms.Form):
    """Three mandatory things: who, what is asked, how urgent."""

    who = forms.CharField(label=_("Who"), required=False, widget=forms.HiddenInput)
    sex = forms.ChoiceField(label=_("Sex"), choices=choices("sex"), required=False, widget=Segments)
    age_band = forms.ChoiceField(label=_("Age"), choices=choices("age_bands", blank=""), required=False)
    head_count = NumberField(label=_("How many came together"), least=1, most=2000, required=False)
    need = forms.ChoiceField(label=_("What is asked"), choices=services)
    urgency = forms.ChoiceField(label=_("How urgent"), choices=URGENCIES, widget=Segments)
    channel = forms.ChoiceField(label=_("How they came"), choices=choices("entry_channels"), initial="SPONT")
    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES, required=False)
    is_confirmed = forms.BooleanField(label=_("She came back: write a second visit"), required=False)


class WhoForm(forms.Form):
    """A reception without a name is given one."""

    who = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("who") in {None, "", "anonymous"}:
            raise ValidationError(_("Look for a name, then choose the person."))
        return given


class PaperForm(ReceptionForm):
    """A paper form filled when there was no power: its number, its day, and who wrote it."""

    form_number = forms.CharField(
        label=_("Number on the paper"), max_length=32, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    arrived_on = DayField(label=_("Day written on the paper"))
    arrived_at = ClockField(label=_("Time written on the paper"), required=False)
    written_by = forms.ChoiceField(label=_("Who wrote the paper"))

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["written_by"].choices = colleagues  # type: ignore[attr-defined]

    def arrived(self) -> datetime:
        moment = datetime.combine(self.cleaned_data["arrived_on"], self.cleaned_data["arrived_at"] or time(9))
        return timezone.make_aware(moment)


class ListeningForm(forms.Form):
    note = forms.CharField(
        label=_("What was heard"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Only what helps to help. It is kept sealed."),
    )  # fmt: skip
    sharing = forms.ChoiceField(label=_("Who reads it"), choices=SHARINGS, widget=Segments, initial=Sharing.TEAM)
    minutes = NumberField(label=_("Minutes"), least=1, most=600, required=False)
    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES, required=False)
    has_interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)


class ActForm(forms.Form):
    service = forms.ChoiceField(label=_("Service given"), choices=services)
    place = forms.ChoiceField(label=_("Where"), choices=PLACES, widget=Segments, initial=Place.CENTRE)
    occurred_on = DayField(label=_("Day, if not today"), required=False)
    minutes = NumberField(label=_("Minutes"), least=1, most=600, required=False)
    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES, required=False)
    has_interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)
    anonymous_count = NumberField(label=_("Persons without a name"), least=0, most=2000, required=False)

    def occurred_at(self) -> datetime | None:
        """Noon of another day; None for now."""
        day = self.cleaned_data["occurred_on"]
        if day is None or day == timezone.localdate():
            return None
        return timezone.make_aware(datetime.combine(day, time(12)))


class UnmetForm(forms.Form):
    service = forms.ChoiceField(label=_("What was asked"), choices=services)
    reason = forms.ChoiceField(label=_("Why it could not be given"), choices=reasons)


class OrientationForm(forms.Form):
    """To another centre, or outside; `shared_…` are the fields that leave, each by a tick of its own."""

    service = forms.ChoiceField(label=_("For what"), choices=services)
    entry = forms.ChoiceField(
        label=_("Where: the directory's best matches"), required=False, widget=Segments,
    )  # fmt: skip
    to_unit = OneOfTwo(label=_("Or another centre"))
    destination = OneOfTwo(label=_("Or outside, to"))
    destination_name = forms.CharField(
        label=_("Name of the place or service"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    urgency = forms.ChoiceField(label=_("How urgent"), choices=URGENCIES, widget=Segments)
    words = forms.CharField(
        label=_("What the other side must know"), max_length=4_000, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Say what is needed, not what happened."),
    )  # fmt: skip
    shared = forms.MultipleChoiceField(
        label=_("What is passed on"), required=False, widget=ManySegments,
        help_text=_("Only what is ticked leaves. Ask the person."),
    )  # fmt: skip
    basis = forms.ChoiceField(label=_("On what basis"), choices=choices("consent_bases"), initial="CONSENT")
    why = forms.CharField(
        label=_("Without the person's agreement: why"), max_length=400, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Kept with the orientation; the receiver does not read it."),
    )  # fmt: skip
    receivers = forms.MultipleChoiceField(label=_("Who will receive"), required=False, widget=ManySegments)

    def __init__(
        self,
        *args: Any,
        targets: list[tuple[str, str]],
        available: dict[str, str],
        receivers: list[tuple[str, str]],
        entries: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if entries:
            fields["entry"].choices = [*entries, ("", _("None of these"))]
        else:
            del fields["entry"]
        fields["to_unit"].choices = [("", ""), *targets]
        fields["destination"].choices = [("", ""), *destinations()]
        # Each with the very words that would leave: one ticks what one has read.
        fields["shared"].choices = [
            (name, format_lazy("{} · {}", SHARED_LABELS[name], available[name]))
            for name in SHARABLE
            if name in available
        ]
        if receivers:
            fields["receivers"].choices = receivers
        else:
            del fields["receivers"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if sum(bool(given.get(name)) for name in ("entry", "to_unit", "destination")) != 1:
            raise ValidationError(_("Choose one place: a line of the directory, a centre, or an outside place."))
        return given


ANSWERS = [
    (OrientationState.RECEIVED, _("Received, under study")), (OrientationState.ACCEPTED, _("Accepted")),
    (OrientationState.APPOINTED, _("Appointment")), (OrientationState.SERVED, _("Served")),
    (OrientationState.REFUSED, _("Refused")), (OrientationState.ABSENT, _("Did not come")),
]  # fmt: skip


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("What is answered"), choices=ANSWERS, widget=Segments)
    reason = forms.ChoiceField(label=_("Reason, if refused"), choices=reasons, required=False)
    appointment_on = DayField(label=_("Day of the appointment"), in_future=True, required=False)
    appointment_at = ClockField(label=_("Time of the appointment"), required=False)

    def appointment(self) -> datetime | None:
        day, at = self.cleaned_data["appointment_on"], self.cleaned_data["appointment_at"]
        if self.cleaned_data["answer"] != OrientationState.APPOINTED or day is None:
            return None
        return timezone.make_aware(datetime.combine(day, at or time(9)))


class CouponForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the coupon"), max_length=24,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Eleven letters and digits, under the square to scan."),
    )  # fmt: skip


class CaseForm(forms.Form):
    basis = forms.ChoiceField(label=_("On what basis"), choices=choices("consent_bases"), initial="CONSENT")
    situations = forms.MultipleChoiceField(
        label=_("Her situation"), required=False, choices=choices("vulnerability_situations"),
        widget=ManySegments, help_text=_("Some situations close the case to all but named colleagues."),
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("How grave"), choices=[("1", _("Light")), ("2", _("Serious")), ("3", _("Very serious"))],
        widget=Segments, initial="2",
    )  # fmt: skip


class SituationForm(forms.Form):
    code = forms.ChoiceField(label=_("Situation"), choices=choices("vulnerability_situations", blank=""))
    severity = CaseForm.base_fields["severity"]
    since = DayField(label=_("Since when, if not today"), required=False)


OUTCOMES = [
    (Outcome.REACHED, _("What was sought")), (Outcome.PARTLY, _("A part of it")), (Outcome.NOT, _("Nothing yet")),
    (Outcome.UNKNOWN, _("Nobody knows")),
]  # fmt: skip


class CloseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why the case ends"), choices=choices("closure_reasons", blank=""))
    outcome = forms.ChoiceField(label=_("What was reached"), choices=OUTCOMES, widget=Segments)


WHY_LOWER = [
    (WhyLower.OVER, _("The danger is over")), (WhyLower.HER_WISH, _("She asks for it")),
    (WhyLower.MISTAKE, _("It was noted by mistake")),
]  # fmt: skip


class LowerForm(forms.Form):
    """Why a protection ends, or a dossier is opened to its team again."""

    reason = forms.ChoiceField(label=_("Why"), choices=WHY_LOWER, widget=Segments)


class ColleagueForm(forms.Form):
    """To name a colleague on a case, or to close it to one."""

    account = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]


class BlanksForm(forms.Form):
    count = NumberField(label=_("How many forms"), least=1, most=100, initial=20)
