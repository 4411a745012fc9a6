"""What lacking several things means: published, and changed by two at headquarters."""

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
from wasl.catalogue.queries import name_of
from wasl.catalogue.questionnaires.rules import Question
from wasl.core.permissions import Permission as P
from wasl.watch.commands.poverty_definitions import (
    approve_definition,
    definition_in_force,
    propose_definition,
    refuse_definition,
)
from wasl.watch.queries import poverty as queries
from wasl.watch.rules.poverty import Thing, definition_of
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.outreach.words import CATALOGUE_FAULTS
from wasl.web.poverty.forms import DefinitionForm
from wasl.web.printed import comma, language, number
from wasl.web.requests import Request


@require_GET
@needs(P.WATCH_READ)
def published(request: Request) -> HttpResponse:
    """The things, what each weighs, and which answers say it; every version, and the one that waits."""
    return _published(request)


def _published(request: Request, *, fault: Any = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    may_edit = actor.may(P.WATCH_SCORE_EDIT)
    waiting = queries.waiting_definition(actor=actor) if may_edit else None
    context = {
        "versions": [_of_version(version) for version in queries.definitions(actor=actor)], "fault": fault,
        "may_edit": may_edit, "waiting": _of_version(waiting) if waiting else None,
        "proposer": name_of(waiting.proposed_by) if waiting else "",
        "is_own": bool(waiting and waiting.proposed_by_id == actor.account_id),
    }  # fmt: skip
    return TemplateResponse(request, "poverty/definition.html", context, status=status)


def _of_version(version: Any) -> dict[str, Any]:
    found = definition_of(version.content)
    name, questions = queries.questionnaire_of(found, on=timezone.localdate())
    thirds = [
        {
            "name": third.words.said(language()),
            "things": [_of_thing(thing, questions.get(thing.question)) for thing in third.things],
        }
        for third in found.thirds
    ]
    return {
        "row": version, "thirds": thirds, "months": found.months, "cutoff": number(100 * found.cutoff, 0),
        "questionnaire": name,
    }  # fmt: skip


def _of_thing(thing: Thing, question: Question | None) -> dict[str, str]:
    options = question.options if question else ()
    lacks = [option.words.said(language()) for option in options if option.code in thing.lacks]
    return {
        "name": thing.words.said(language()), "weight": number(100 * thing.weight, 1),
        "question": question.words.said(language()) if question else "", "answers": comma().join(lacks),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_SCORE_EDIT)
@hidden_is_missing
def propose(request: Request) -> HttpResponse:
    today = timezone.localdate()
    found = definition_in_force(on=today)
    if found is None:
        raise Http404
    _name, questions = queries.questionnaire_of(found[1], on=today)
    form = DefinitionForm(request.POST or None, definition=found[1], questions=questions)
    if request.method == "POST" and form.is_valid():
        try:
            propose_definition(
                actor=request.actor, row_id=command_id(request), content=form.content(found[0].content),
                since=form.cleaned_data["since"], now=timezone.now(),
            )  # fmt: skip
        except CannotPropose as refusal:
            form.add_error(None, CATALOGUE_FAULTS[refusal.fault])
        else:
            messages.success(request, _("Proposed. It counts once another account has approved it."))
            return redirect("poverty:definition")
    status = 422 if form.errors else 200
    return TemplateResponse(request, "poverty/propose.html", {"form": form}, status=status)


@require_POST
@needs(P.WATCH_SCORE_EDIT)
@hidden_is_missing
def decide(request: Request, row_id: UUID) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    try:
        if request.POST.get("do") == "approve":
            approve_definition(actor=actor, row_id=row_id, now=now)
        else:
            refuse_definition(actor=actor, row_id=row_id, reason=request.POST.get("reason", "")[:200], now=now)
    except ObjectDoesNotExist:
        raise Http404 from None
    except CannotDecide as refusal:
        return _published(request, fault=CATALOGUE_FAULTS[refusal.fault], status=422)
    messages.success(request, _("Saved."))
    return redirect("poverty:definition")
