"""The monthly bulletin and the sheet of local needs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.authority import require
from wasl.core.permissions import Permission as P
from wasl.watch.bulletin_paper import month_name, paper_of
from wasl.watch.commands.bulletins import CannotPublish, approve_bulletin, issue_needs, prepare_bulletin
from wasl.watch.queries.bulletins import bulletins as bulletins_of
from wasl.watch.queries.bulletins import pdf_of
from wasl.watch.queries.territories import places_named
from wasl.watch.rules.bulletins import read
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.paging import page_by_key
from wasl.web.printed import language
from wasl.web.requests import Request
from wasl.web.watch.choosing import month_chosen, months, places
from wasl.web.watch.forms import BulletinForm
from wasl.web.watch.words import BULLETIN_FAULTS


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_READ)
def bulletins(request: Request) -> HttpResponse:
    form = BulletinForm(request.POST or None, places=places(request), months=months())
    if request.method == "POST":
        require(request.actor, P.BULLETIN_PREPARE)
        if form.is_valid():
            try:
                made = prepare_bulletin(
                    actor=request.actor, bulletin_id=command_id(request), territory=form.cleaned_data["territory"],
                    month=month_chosen(form.cleaned_data["month"]), now=timezone.now(), today=timezone.localdate(),
                )  # fmt: skip
                return redirect("watch:bulletin", made.pk)
            except CannotPublish as refusal:
                form.add_error(None, BULLETIN_FAULTS[refusal.fault])
    page = page_by_key(request, bulletins_of(actor=request.actor), order=("-month", "-number", "id"))
    named = places_named(row.territory for row in page.rows)
    context = {
        "form": form,
        "rows": [_line(row, named) for row in page.rows],
        "next_key": page.next_key,
        "previous_key": page.previous_key,
        "may_prepare": request.actor.may(P.BULLETIN_PREPARE),
    }
    return TemplateResponse(request, "watch/bulletins.html", context, status=422 if form.errors else 200)


def _line(row: Any, named: Any) -> dict[str, Any]:
    return {
        "row": row, "month": month_name(row.month, language()),
        "place": named[row.territory].name.in_(language()) if row.territory in named else row.territory,
    }  # fmt: skip


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def bulletin(request: Request, bulletin_id: UUID) -> HttpResponse:
    """As it will be, or was, printed."""
    row = bulletins_of(actor=request.actor).get(pk=bulletin_id)
    content = paper_of(read(row.content), language=language(), content_hash=row.sha256, is_needs=False)
    may_approve = request.actor.may(P.BULLETIN_APPROVE) and row.prepared_by_id != request.actor.account_id
    context = {
        "row": row,
        "paper": content,
        "may_approve": may_approve and row.approved_at is None,
        "may_send": request.actor.may(P.WATCH_HANDLE),
    }
    return TemplateResponse(request, "watch/bulletin.html", context)


@require_POST
@needs(P.BULLETIN_APPROVE)
@hidden_is_missing
def approve(request: Request, bulletin_id: UUID) -> HttpResponse:
    try:
        approve_bulletin(actor=request.actor, bulletin_id=bulletin_id, now=timezone.now(), today=timezone.localdate())
        messages.success(request, _("The bulletin is approved and archived in both languages."))
    except CannotPublish as refusal:
        messages.error(request, BULLETIN_FAULTS[refusal.fault])
    return redirect("watch:bulletin", bulletin_id)


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def paper(request: Request, bulletin_id: UUID, lang: str) -> HttpResponse:
    row = bulletins_of(actor=request.actor).get(pk=bulletin_id)
    content = pdf_of(actor=request.actor, bulletin=row, language=lang)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="application/pdf")


@require_POST
@needs(P.WATCH_READ)
def needs_on_paper(request: Request) -> HttpResponse:
    """What a province needs, on paper, in one click."""
    form = BulletinForm(request.POST, places=places(request), months=months())
    if not form.is_valid():
        messages.error(request, _("Choose a place and a month."))
        return redirect("watch:bulletins")
    try:
        made = issue_needs(
            actor=request.actor, territory=form.cleaned_data["territory"], language=language(),
            month=month_chosen(form.cleaned_data["month"]), now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    except CannotPublish as refusal:
        messages.error(request, BULLETIN_FAULTS[refusal.fault])
        return redirect("watch:bulletins")
    answer = HttpResponse(bytes(made.pdf or b""), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="besoins.pdf"'
    return answer
