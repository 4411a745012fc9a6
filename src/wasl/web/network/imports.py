"""The first day's workbooks on screen: sent, reviewed row by row, taken in whole or in part, undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.access import faults, importing
from wasl.access.commands import imports as agent_commands
from wasl.access.queries import agent_verdicts
from wasl.core.actor import ROOT
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.sheets import MOST_BYTES, Unreadable
from wasl.network import refusals
from wasl.network.commands import imports as unit_commands
from wasl.network.importing import LAYOUT
from wasl.network.queries.imports import import_of, imports_of, lists_of, term_rows, unit_verdicts
from wasl.network.workbooks import Column, Row, model, with_verdicts
from wasl.web import printed
from wasl.web.fields import FileWidget
from wasl.web.unreadable import unreadable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows of the review; refused ones come first, the file with verdicts holds them all.
SHOWN = 200

KINDS = (("units", gettext_lazy("Units")), ("agents", gettext_lazy("Agents")))


@dataclass(frozen=True)
class Desk:
    """What differs between units and agents."""

    layout: Sequence[Column]
    hold: Callable[..., Any]
    take: Callable[..., Any]
    undo: Callable[..., int]
    sentence: Callable[..., str]


DESKS = {
    "units": Desk(
        LAYOUT, unit_commands.hold_units, unit_commands.import_units, unit_commands.undo_units, refusals.sentence
    ),
    "agents": Desk(
        importing.LAYOUT,
        agent_commands.hold_agents,
        agent_commands.import_agents,
        agent_commands.undo_agents,
        faults.sentence,
    ),
}


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What it holds"), choices=KINDS)
    file = forms.FileField(
        label=gettext_lazy("XLSX file"),
        help_text=gettext_lazy("Nothing changes before you have seen what each row would do."),
        widget=FileWidget(".xlsx"),
    )


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    found = imports_of(actor=request.actor)[:30]  # type: ignore[attr-defined]
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        desk = DESKS[form.cleaned_data["kind"]]
        try:
            held = desk.hold(actor=request.actor, file_name=file.name, content=file.read(MOST_BYTES + 1))  # type: ignore[attr-defined]
            return redirect("network:import", held.pk)
        except Unreadable as error:
            form.add_error("file", unreadable(error))
    context = {"form": form, "imports": found, "kinds": KINDS}
    return TemplateResponse(request, "network/imports.html", context, status=422 if form.is_bound else 200)


@require_GET
def blank(request: HttpRequest, kind: str) -> HttpResponse:
    """The model to fill, its columns explained in both languages."""
    require(request.actor, Permission.UNIT_CREATE, path=ROOT)  # type: ignore[attr-defined]
    if kind not in DESKS:
        raise Http404
    layout = DESKS[kind].layout
    lists = {name: term_rows(name) for name in lists_of(tuple(layout))}
    return _download(model(layout, lists=lists), f"wasl-{kind}.xlsx")


@require_GET
def review(request: HttpRequest, import_id: UUID) -> HttpResponse:
    held = _import_or_404(request, import_id)
    verdicts = _verdicts(request, held)
    refused = [verdict for verdict in verdicts if not verdict.is_accepted]
    ordered = sorted(verdicts, key=lambda verdict: (verdict.is_accepted, verdict.number))
    context = {
        "held": held,
        "accepted": len(verdicts) - len(refused),
        "refused": len(refused),
        "rows": [_row(held.kind, verdict) for verdict in ordered[:SHOWN]],
        "more": max(0, len(ordered) - SHOWN),
    }
    return TemplateResponse(request, "network/import.html", context)


@require_GET
def verdicts_file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The file in its own layout, each row with its verdict and what to correct."""
    held = _import_or_404(request, import_id)
    rows = [_judged(held.kind, verdict) for verdict in _verdicts(request, held)]
    return _download(with_verdicts(DESKS[held.kind].layout, rows), f"wasl-{held.kind}-verdicts.xlsx")


@require_POST
def take(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Takes the accepted rows; the whole file when none is refused."""
    held = _import_or_404(request, import_id)
    accepted = {verdict.number for verdict in _verdicts(request, held) if verdict.is_accepted}
    given: dict[str, Any] = {"today": timezone.localdate()} if held.kind == "units" else {}
    try:
        made = DESKS[held.kind].take(
            actor=request.actor,  # type: ignore[attr-defined]
            import_id=held.pk,
            now=timezone.now(),
            rows=accepted,
            **given,
        )
    except unit_commands.NotHeld:
        messages.info(request, _("This file was already imported: nothing was done again."))
    except (unit_commands.RowsRefused, agent_commands.AgentRowsRefused):
        messages.warning(request, _("The tree changed meanwhile: look at the verdicts again."))
    else:
        count = len(made.created_ids)
        said = ngettext("%(count)s line was imported.", "%(count)s lines were imported.", count)
        messages.success(request, said % {"count": printed.number(count)})
    return redirect("network:import", import_id)


@require_POST
def undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    made = _import_or_404(request, import_id)
    try:
        DESKS[made.kind].undo(actor=request.actor, import_id=made.pk, now=timezone.now())  # type: ignore[attr-defined]
    except unit_commands.InUse:
        messages.error(
            request, _("Something already stands on what this file brought: it can no longer be undone as a whole.")
        )
    except unit_commands.NotHeld:
        messages.info(request, _("There is nothing to undo."))
    else:
        messages.success(request, _("The import is undone: the tables are as they were before it."))
    return redirect("network:import", import_id)


def _import_or_404(request: HttpRequest, import_id: UUID) -> Any:
    found = import_of(actor=request.actor, import_id=import_id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _verdicts(request: HttpRequest, held: Any) -> Sequence[Any]:
    if held.kind == "units":
        return unit_verdicts(actor=request.actor, held=held, today=timezone.localdate())  # type: ignore[attr-defined]
    return agent_verdicts(actor=request.actor, held=held)  # type: ignore[attr-defined]


def _row(kind: str, verdict: Any) -> dict[str, Any]:
    row = verdict.row
    name = row.get(f"name_{printed.language()}") or row.get("name_fr") or row.get("name_ar")
    title = name or f"{row.get('given_name', '')} {row.get('family_name', '')}".strip()
    code = row.get("code") or row.get("number", "")
    _own, _word, told = _judged(kind, verdict)
    return {"number": verdict.number, "code": code, "title": title, "is_accepted": verdict.is_accepted, "told": told}


def _judged(kind: str, verdict: Any) -> tuple[Row, str, Sequence[str]]:
    told = [DESKS[kind].sentence(fault, details) for fault, details in verdict.problems]
    return verdict.row, _("accepted row") if verdict.is_accepted else _("refused row"), told


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
