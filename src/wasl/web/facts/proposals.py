"""Simple indicators and targets: what is in force, what waits, and the form that proposes one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.catalogue.commands import CannotDecide, CannotPropose
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.facts import commands, queries
from wasl.web.facts.proposal_forms import IndicatorForm, TargetForm
from wasl.web.facts.words import fault as said
from wasl.web.requests import Request


def _listed(request: Request, kind: str, template: str) -> HttpResponse:
    in_force, waiting = queries.proposals(actor=request.actor, kind=kind, on=timezone.localdate())
    context = {
        "kind": kind,
        "in_force": in_force,
        "waiting": waiting,
        "may_propose": request.actor.may(Permission.CATALOGUE_PROPOSE),
        "may_approve": request.actor.may(Permission.CATALOGUE_APPROVE),
    }
    return TemplateResponse(request, template, context)


@require_GET
def indicators(request: Request) -> HttpResponse:
    return _listed(request, "indicators", "facts/indicators.html")


@require_GET
def targets(request: Request) -> HttpResponse:
    return _listed(request, "targets", "facts/targets.html")


@require_http_methods(["GET", "POST"])
def new_indicator(request: Request) -> HttpResponse:
    return _proposed(request, IndicatorForm, commands.propose_indicator, "indicators")


@require_http_methods(["GET", "POST"])
def new_target(request: Request) -> HttpResponse:
    return _proposed(request, TargetForm, commands.propose_target, "targets")


def _proposed(request: Request, form_class: Any, propose: Any, kind: str) -> HttpResponse:
    require(request.actor, Permission.CATALOGUE_PROPOSE)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose(actor=request.actor, row_id=new_id(), now=timezone.now(), **form.given())
        except CannotPropose as refused:
            form.add_error("since" if refused.fault == "before_row_in_force" else "code", said(refused.fault))
        else:
            messages.success(request, _("The proposal waits for somebody else's approval."))
            return redirect(f"facts:{kind}")
    context = {"form": form, "kind": kind}
    return TemplateResponse(request, "facts/propose.html", context, status=422 if form.errors else 200)


@require_POST
def approve(request: Request, kind: str, row_id: UUID) -> HttpResponse:
    return _decided(request, kind, lambda: commands.approve_proposal(
        actor=request.actor, kind=kind, row_id=row_id, now=timezone.now()
    ), _("Approved: reports print it from its first day on."))  # fmt: skip


@require_POST
def refuse(request: Request, kind: str, row_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")[:200]
    return _decided(request, kind, lambda: commands.refuse_proposal(
        actor=request.actor, kind=kind, row_id=row_id, reason=reason, now=timezone.now()
    ), _("Refused; the proposal is kept with your reason."))  # fmt: skip


def _decided(request: Request, kind: str, decide: Any, done: str) -> HttpResponse:
    if kind not in queries.PROPOSALS:
        raise Http404
    try:
        decide()
    except CannotDecide as refused:
        messages.error(request, said(refused.fault))
    except queries.PROPOSALS[kind].DoesNotExist as missing:
        raise Http404 from missing
    else:
        messages.success(request, done)
    return redirect(f"facts:{kind}")
