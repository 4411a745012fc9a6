from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.web.appointments.words import PLACES, REASONS
from wasl.web.assistance.forms import ClockField, services
from wasl.web.fields import DayField, NumberField, Segments


class TimeForm(forms.Form):
    """When, and with whom."""

    day = DayField(label=_("Day"), in_future=True)
    starts = ClockField(label=_("Time"))
    minutes = NumberField(label=_("Minutes"), least=5, most=480, initial=30)
    worker_id = forms.ChoiceField(label=_("With which agent"), required=False)
    desk = forms.CharField(
        label=_("Or at which desk"), max_length=40, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker_id"].choices = [("", ""), *workers]  # type: ignore[attr-defined]

    def clean_worker_id(self) -> str | None:
        return self.cleaned_data["worker_id"] or None


class BookForm(TimeForm):
    place = forms.ChoiceField(label=_("Where"), choices=list(PLACES.items()), widget=Segments, initial="centre")
    service = forms.ChoiceField(label=_("What for"), choices=services, required=False)
    is_confirmed = forms.BooleanField(label=_("Give it all the same"), required=False)


class BusyForm(forms.Form):
    """A time at which the agent is not free."""

    day = DayField(label=_("Day"), in_future=True)
    starts = ClockField(label=_("Time"))
    minutes = NumberField(label=_("Minutes"), least=5, most=480, initial=60)


class MoveForm(TimeForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    is_confirmed = forms.BooleanField(label=_("Give it all the same"), required=False)


class CancelForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=[("", ""), *REASONS.items()])
    version = forms.IntegerField(widget=forms.HiddenInput)
