"""Data sets for partners: asked for, approved, taken, revoked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.authority import require
from wasl.core.permissions import Permission as P
from wasl.watch.commands.releases import CannotRelease, approve_dataset, ask_dataset, revoke_dataset, take_dataset
from wasl.watch.indicators import watched
from wasl.watch.queries.releases import datasets as datasets_of
from wasl.watch.queries.territories import places_named
from wasl.watch.rules.weeks import month_after
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.paging import page_by_key
from wasl.web.printed import comma, language
from wasl.web.requests import Request
from wasl.web.watch.choosing import month_chosen, months, places
from wasl.web.watch.forms import DataSetForm
from wasl.web.watch.words import RELEASE_FAULTS


@require_http_methods(["GET", "POST"])
@needs(P.DATASET_REVOKE)
def datasets(request: Request) -> HttpResponse:
    rows = datasets_of(actor=request.actor)
    form = DataSetForm(request.POST or None, places=places(request), months=months())
    if request.method == "POST":
        require(request.actor, P.DATASET_MAKE)
        if form.is_valid() and _asked(request, form):
            return redirect("watch:datasets")
    page = page_by_key(request, rows.defer("content"), order=("-made_at", "id"))
    named = places_named(row.territory for row in page.rows)
    context = {
        "form": form,
        "rows": [_line(request, row, named) for row in page.rows],
        "next_key": page.next_key,
        "previous_key": page.previous_key,
        "may_make": request.actor.may(P.DATASET_MAKE),
        "may_send": request.actor.may(P.WATCH_HANDLE),
    }
    return TemplateResponse(request, "watch/datasets.html", context, status=422 if form.errors else 200)


def _asked(request: Request, form: DataSetForm) -> bool:
    given = dict(form.cleaned_data)
    since, last = month_chosen(given.pop("since")), month_chosen(given.pop("last"))
    try:
        ask_dataset(
            actor=request.actor, dataset_id=command_id(request), since=since, until=month_after(last),
            now=timezone.now(), today=timezone.localdate(), **given,
        )  # fmt: skip
    except CannotRelease as refusal:
        form.add_error(None, RELEASE_FAULTS[refusal.fault])
        return False
    messages.success(request, _("Asked for: somebody else approves it before it can be taken."))
    return True


def _line(request: Request, row: Any, named: Any) -> dict[str, Any]:
    today = timezone.localdate()
    known = watched()
    if row.revoked_at:
        state = ("danger", _("revoked"))
    elif not row.approved_at:
        state = ("due", _("to approve"))
    else:
        state = ("quiet", _("over")) if today > row.expires_on else ("done", _("open"))
    return {
        "row": row,
        "state": state,
        "place": named[row.territory].name.in_(language()) if row.territory in named else row.territory,
        "figures": comma().join(known[code].label.in_(language()) for code in row.indicators if code in known),
        "last": month_after(row.until, -1),
        "may_take": bool(row.approved_at) and not row.revoked_at and today <= row.expires_on,
        "may_approve": not row.approved_at
        and not row.revoked_at
        and request.actor.may(P.DATASET_APPROVE)
        and row.made_by_id != request.actor.account_id,
    }


@require_POST
@needs(P.DATASET_APPROVE)
@hidden_is_missing
def approve(request: Request, dataset_id: UUID) -> HttpResponse:
    try:
        approve_dataset(actor=request.actor, dataset_id=dataset_id, now=timezone.now(), today=timezone.localdate())
        messages.success(request, _("The data set is approved and can be taken."))
    except CannotRelease as refusal:
        messages.error(request, RELEASE_FAULTS[refusal.fault])
    return redirect("watch:datasets")


@require_POST
@needs(P.DATASET_REVOKE)
@hidden_is_missing
def revoke(request: Request, dataset_id: UUID) -> HttpResponse:
    why = request.POST.get("why", "").replace("\0", "").strip()
    if not why:
        messages.error(request, _("Say why it is revoked."))
        return redirect("watch:datasets")
    try:
        revoke_dataset(actor=request.actor, dataset_id=dataset_id, why=why, now=timezone.now())
        messages.success(request, _("Revoked: nobody can take it any more."))
    except CannotRelease as refusal:
        messages.error(request, RELEASE_FAULTS[refusal.fault])
    return redirect("watch:datasets")


@require_GET
@needs(P.DATASET_REVOKE)
@hidden_is_missing
def take(request: Request, dataset_id: UUID) -> HttpResponse:
    try:
        row = take_dataset(actor=request.actor, dataset_id=dataset_id, today=timezone.localdate())
    except CannotRelease as refusal:
        messages.error(request, RELEASE_FAULTS[refusal.fault])
        return redirect("watch:datasets")
    answer = HttpResponse(bytes(row.content), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="veille-{row.pk}.csv"'
    return answer
