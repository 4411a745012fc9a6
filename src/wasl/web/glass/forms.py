from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules.glass import GlassReason
from wasl.web.fields import Segments
from wasl.web.words import Words

REASONS: Words = {
    GlassReason.DANGER: _("Somebody is in danger now"),
    GlassReason.JUSTICE: _("Justice asks for an answer today"),
    GlassReason.HEALTH: _("A doctor needs to know now"),
    GlassReason.ABSENCE: _("The agent in charge cannot be reached"),
}


class GlassForm(forms.Form):
    """Why the files must be read now."""

    reason = forms.ChoiceField(label=_("Reason"), choices=list(REASONS.items()), widget=Segments)
    words = forms.CharField(
        label=_("What happens"),
        help_text=_("One sentence, without the name of the person. It will be compared with your report."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
