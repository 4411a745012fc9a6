from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import OrientationState
from wasl.web.assistance.forms import ClockField, reasons
from wasl.web.fields import DayField

#: In the order of the work, in a receiver's words.
ANSWERS = [
    (OrientationState.RECEIVED, _("We have the letter, and are looking at it")),
    (OrientationState.ACCEPTED, _("We accept: the person may come")),
    (OrientationState.APPOINTED, _("We give an appointment")),
    (OrientationState.SERVED, _("The person came and was served")),
    (OrientationState.ABSENT, _("The person did not come")),
    (OrientationState.REFUSED, _("We cannot accept")),
]


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(choices=ANSWERS)
    reason = forms.ChoiceField(choices=reasons, required=False)
    appointment_on = DayField(in_future=True, required=False)
    appointment_at = ClockField(required=False)

    def appointment(self) -> datetime | None:
        day, at = self.cleaned_data["appointment_on"], self.cleaned_data["appointment_at"]
        if self.cleaned_data["answer"] != OrientationState.APPOINTED or day is None:
            return None
        return timezone.make_aware(datetime.combine(day, at or time(9)))
