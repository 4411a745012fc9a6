"""Who works on a dossier, who read it, who may, and how a protection ends."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wasl.assistance import commands, queries
from wasl.assistance.rules import CASE_OVER, is_protection
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.assistance.forms import ColleagueForm, LowerForm
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.assistance.views.case_changes import done


@require_GET
@hidden_is_missing
def team(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return team_page(request, case_id)


def team_page(request: HttpRequest, case_id: UUID, *, status: int = 200, **forms: Any) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    found = queries.team_of(actor=actor, case_id=case_id)
    may_open = actor.may(P.CASE_OPEN)
    colleagues = [(str(pk), name) for pk, name in queries.colleagues_of(actor=actor, on=today)] if may_open else []
    context = {
        "team": found, "row": found.case, "may_open": may_open, "may_close": actor.may(P.CASE_CLOSE),
        "may_name": actor.may(P.CASE_NAME), "is_nominative": found.case.level >= NOMINATIVE,
        "is_open": found.case.state not in CASE_OVER,
        "is_protected": is_protection(one.code for one in found.situations),
        "lower_form": forms.get("lower") or LowerForm(),
        "colleague_form": forms.get("colleague") or ColleagueForm(colleagues=colleagues),
    }  # fmt: skip
    return TemplateResponse(request, "assistance/team.html", context, status=status)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def colleague(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Names a colleague on the case, or closes it to one."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    known = [(str(pk), name) for pk, name in queries.colleagues_of(actor=actor, on=today)]
    form = ColleagueForm(request.POST, colleagues=known)
    if not form.is_valid():
        return team_page(request, case_id, colleague=form, status=422)
    account = UUID(form.cleaned_data["account"])
    if request.POST.get("do") == "deny":
        return done(request, case_id, commands.deny_reader, account_id=account, reason="relative", now=timezone.now())
    return done(request, case_id, commands.name_reader, account_id=account)


@require_POST
@needs(P.CASE_CLOSE)
@hidden_is_missing
def end_protection(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = LowerForm(request.POST)
    if not form.is_valid():
        return team_page(request, case_id, lower=form, status=422)
    reason = form.cleaned_data["reason"]
    return done(request, case_id, commands.end_protection, reason=reason, now=timezone.now())


@require_POST
@needs(P.CASE_CLOSE)
@hidden_is_missing
def lower(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The team reads the case again."""
    form = LowerForm(request.POST)
    if not form.is_valid():
        return team_page(request, case_id, lower=form, status=422)
    return done(request, case_id, commands.lower_case, reason=form.cleaned_data["reason"])
