from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.web.deaths.words import SOURCES
from wasl.web.fields import DayField


class DeathForm(forms.Form):
    died_on = DayField(label=_("Day of death"))
    source = forms.ChoiceField(label=_("How it is known"), choices=[("", ""), *SOURCES.items()])
