from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wasl.assistance import commands, queries
from wasl.assistance.commands.placing import Refused
from wasl.core.permissions import Permission as P
from wasl.web.assistance.forms import BlanksForm, PaperForm
from wasl.web.assistance.guards import command_id, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.papers import pdf_answer
from wasl.web.printed import language


@require_http_methods(["GET", "POST"])
@needs(P.RECEPTION_RECORD)
def blanks(request: HttpRequest) -> HttpResponse:
    """Numbered forms to print before the power goes, as one PDF."""
    form = BlanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.blank_forms(
                actor=request.actor, today=timezone.localdate(), count=form.cleaned_data["count"], lang=language()  # type: ignore[attr-defined]
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            return pdf_answer(made, name=timezone.localdate().isoformat())
    return TemplateResponse(request, "assistance/blanks.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs(P.RECEPTION_RECORD)
def paper(request: HttpRequest) -> HttpResponse:
    """A paper form typed later: both dates and both names are kept."""
    actor = request.actor  # type: ignore[attr-defined]
    writers = queries.writers_of(actor=actor)
    form = PaperForm(request.POST or None, colleagues=[(str(pk), name.in_(language())) for pk, name in writers])
    if request.method == "POST" and form.is_valid():
        try:
            commands.receive_person(
                actor=actor, now=timezone.now(), reception_id=command_id(request), **_given(form.cleaned_data),
                arrived_at=form.arrived(),
            )  # fmt: skip
            messages.success(request, _("Paper typed. The next one can follow."))
            return redirect("assistance:paper")
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return TemplateResponse(request, "assistance/paper.html", {"form": form}, status=422 if form.errors else 200)


def _given(given: dict[str, Any]) -> dict[str, Any]:
    kept = ("sex", "age_band", "need", "urgency", "channel", "language")
    return {name: given[name] for name in kept} | {
        "head_count": given["head_count"] or 1,
        "form_number": given["form_number"].strip(),
        "written_by_id": given["written_by"],
    }
