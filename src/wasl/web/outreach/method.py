"""The score as it is published, how it is changed by two at headquarters, and how right it was."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.catalogue.commands import CannotDecide, CannotPropose
from wasl.catalogue.queries import name_of, parameter
from wasl.core.permissions import Permission as P
from wasl.watch.commands.score_versions import (
    CannotScore,
    approve_score,
    propose_score,
    refuse_score,
    score_in_force,
)
from wasl.watch.queries.outreach import fairness, trial, versions, waiting_version
from wasl.watch.rules.fairness import GAP_ALLOWED
from wasl.watch.rules.scores import SHIPPED, version_of
from wasl.web.assistance.guards import command_id, needs
from wasl.web.outreach import words
from wasl.web.outreach.forms import ScoreForm
from wasl.web.requests import Request


@require_GET
@needs(P.UNIT_READ)
def published(request: Request) -> HttpResponse:
    return _published(request)


def _published(request: Request, *, fault: Any = "", status: int = 200) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    found = score_in_force(on=today)
    version = found[1] if found else version_of(SHIPPED)
    may_edit = actor.may(P.WATCH_SCORE_EDIT)
    waiting = waiting_version(actor=actor) if may_edit else None
    context = {
        "row": found[0] if found else None, "version": version, "items": _items(version), "fault": fault,
        "trial": trial(actor=actor, today=today), "may_edit": may_edit, "may_judge": actor.may(P.WATCH_SCORE_EVALUATE),
        "months": parameter("watch.score_months", on=today), "waiting": waiting,
        "proposer": name_of(waiting.proposed_by) if waiting else "",
        "changes": _changes(version, version_of(waiting.content)) if waiting else [],
        "is_own": bool(waiting and waiting.proposed_by_id == actor.account_id),
        "history": [(one, name_of(one.decided_by)) for one in versions(actor=actor)[:30]] if may_edit else [],
    }  # fmt: skip
    return TemplateResponse(request, "outreach/method.html", context, status=status)


def _items(version: Any) -> list[tuple[str, Any, bool]]:
    ordered = sorted(version.items, key=lambda item: (-item.points, item.code))
    return [(words.item_words(item.code), item, item.candidate.is_event) for item in ordered]


def _changes(now: Any, then: Any) -> list[tuple[str, Any, Any]]:
    """What the proposed version changes: words, before, after (None: not counted)."""
    before = {item.code: item for item in now.items}
    after = {item.code: item for item in then.items}
    found: list[tuple[str, Any, Any]] = [
        (words.item_words(code), _said(before.get(code)), _said(after.get(code)))
        for code in sorted({*before, *after})
        if before.get(code) != after.get(code)
    ]
    if now.propose_from != then.propose_from:
        found.append((_("Threshold"), now.propose_from, then.propose_from))
    if now.event_days != then.event_days:
        found.append((_("Days since the event"), now.event_days, then.event_days))
    return found


def _said(item: Any) -> str:
    return f"{item.points} · {item.days}" if item else "—"


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_SCORE_EDIT)
def propose(request: Request) -> HttpResponse:
    found = score_in_force(on=timezone.localdate())
    form = ScoreForm(request.POST or None, initial=ScoreForm.initial_of(found[0].content if found else SHIPPED))
    if request.method == "POST" and form.is_valid():
        try:
            propose_score(
                actor=request.actor, row_id=command_id(request), content=form.content(),
                since=form.cleaned_data["since"], now=timezone.now(),
            )  # fmt: skip
        except CannotScore as refusal:
            form.add_error(None, words.FLAWS.get(refusal.flaw) or words.FAULTS[refusal.fault])  # type: ignore[call-overload]
        except CannotPropose as refusal:
            form.add_error(None, words.CATALOGUE_FAULTS[refusal.fault])
        else:
            messages.success(request, _("Proposed. It counts once another account has approved it."))
            return redirect("outreach:method")
    status = 422 if form.errors else 200
    return TemplateResponse(request, "outreach/propose.html", {"form": form}, status=status)


@require_POST
@needs(P.WATCH_SCORE_EDIT)
def decide(request: Request, row_id: UUID) -> HttpResponse:
    given: dict[str, Any] = {"actor": request.actor, "row_id": row_id, "now": timezone.now()}
    try:
        if request.POST.get("do") == "approve":
            approve_score(**given)
        else:
            refuse_score(reason=request.POST.get("reason", "")[:200], **given)
    except ObjectDoesNotExist:
        raise Http404 from None
    except CannotDecide as refusal:
        return _published(request, fault=words.CATALOGUE_FAULTS[refusal.fault], status=422)
    except CannotScore as refusal:
        return _published(request, fault=words.FAULTS[refusal.fault], status=422)
    messages.success(request, _("Saved."))
    return redirect("outreach:method")


@require_GET
@needs(P.WATCH_SCORE_EVALUATE)
def report(request: Request) -> HttpResponse:
    """How right the scores of a year were, and for whom less."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    years = range(today.year, today.year - 5, -1)
    year = int(asked) if asked in {str(one) for one in years} else today.year
    found = fairness(actor=request.actor, year=year, today=today)
    context = {
        "report": found, "year": year, "years": list(years), "allowed": GAP_ALLOWED,
        "order": None if found.order is None else round(100 * found.order),
        "recalls": [
            (words.GROUPS[one.group], words.VALUES.get((one.group, one.value), _("not known")), one.found,
             None if one.recall is None else 100 * one.recall)
            for one in found.recalls
        ],
        "gaps": [(words.GROUPS[one.group], one.points, one.points is not None and one.points > GAP_ALLOWED)
                 for one in found.gaps],
        "deciles": [(one, 100 * one.share) for one in found.deciles],
    }  # fmt: skip
    return TemplateResponse(request, "outreach/fairness.html", context)
