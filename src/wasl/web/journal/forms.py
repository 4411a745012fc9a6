from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.web.fields import DayField
from wasl.web.journal.words import SUBJECTS


class JournalFilter(forms.Form):
    """What part of the journal is asked for; everything may stay empty."""

    number = forms.CharField(label=_("Staff number"), max_length=20, required=False)
    subject = forms.ChoiceField(
        label=_("About"), required=False, choices=lambda: [("", _("everything")), *SUBJECTS.items()]
    )
    on = DayField(label=_("On the day"), required=False)
    refused = forms.BooleanField(label=_("Refused attempts only"), required=False)
