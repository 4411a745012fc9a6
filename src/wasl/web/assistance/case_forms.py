"""Forms of one dossier: what comes next, notes, a rest, and what was written at the opening."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import WhySuspended
from wasl.assistance.rules.notes import MOST_SIGNS, Readers
from wasl.assistance.rules.steps import MOST_WORDS, TaskKind, WhyLost
from wasl.vocabulary.choices import choices
from wasl.web.assistance.forms import URGENCIES, CaseForm
from wasl.web.fields import DayField, Segments
from wasl.web.words import Words

TASKS: Words = {
    TaskKind.FIRST: _("Assess her situation"),
    TaskKind.NEXT: _("Say what comes next"),
    TaskKind.REVIEW: _("Read the whole case again"),
    TaskKind.RESUME: _("Take the case up again"),
    TaskKind.LOST: _("Lost from sight: look for her"),
}
WHY_LOST: Words = {
    WhyLost.ORIENTATION: _("an orientation was refused or stayed without an answer"),
    WhyLost.SUSPENSION: _("the case rests longer than was said"),
    WhyLost.MAJORITY: _("she came of age"),
    WhyLost.UNIT_CLOSED: _("the centre has closed"),
    WhyLost.WORKER_GONE: _("the worker of the case has left"),
    WhyLost.NO_NEWS: _("nothing was noted for a long time"),
    WhyLost.DEATH: _("elsewhere her death was noted: check it"),
}
WHY_SUSPENDED = [
    (WhySuspended.AWAY, _("She is away")), (WhySuspended.HER_WISH, _("She asks for it")),
    (WhySuspended.HOSPITAL, _("In hospital")), (WhySuspended.DETAINED, _("In detention")),
    (WhySuspended.WAITS, _("Waits for a decision of others")),
]  # fmt: skip
SEVERITIES: Words = {1: _("Light"), 2: _("Serious"), 3: _("Very serious")}
READERS = [
    (Readers.SHARED, _("All who read the case")), (Readers.TEAM, _("My centre")),
    (Readers.AUTHOR, _("Me and those who supervise")),
]  # fmt: skip


def _words(label: Any, *, rows: int = 2, most: int = MOST_WORDS, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, strip=False,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )  # fmt: skip


class StepForm(forms.Form):
    what = _words(_("What comes next"))
    due_on = DayField(label=_("For when"), in_future=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=7)


class FinishForm(forms.Form):
    how = _words(_("How it went"), required=False)
    next_what = _words(_("What comes next"), required=False)
    next_due_on = DayField(label=_("For when"), in_future=True, required=False)


class TaskForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    what = _words(_("What is to be done"), required=False)
    due_on = DayField(label=_("For when"), in_future=True)
    responsible_id = forms.ChoiceField(label=_("Who does it"))
    urgency = forms.ChoiceField(label=_("How urgent"), choices=URGENCIES, widget=Segments)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible_id"].choices = colleagues  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    text = _words(_("Note"), rows=4, most=MOST_SIGNS)
    readers = forms.ChoiceField(label=_("Who reads it"), choices=READERS, widget=Segments, initial=Readers.TEAM)


class RestForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it rests"), choices=WHY_SUSPENDED, widget=Segments)
    until = DayField(label=_("Until when"), in_future=True)


class ChangeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    review_on = DayField(label=_("Review on"), in_future=True)
    basis = CaseForm.base_fields["basis"]
    channel = forms.ChoiceField(label=_("How they came"), choices=choices("entry_channels"))


class SituationChangeForm(forms.Form):
    severity = CaseForm.base_fields["severity"]
    day = DayField(label=_("From which day on, if not today"), required=False)
