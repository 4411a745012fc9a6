from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.catalogue import commands, queries
from wasl.catalogue.questionnaires.rules import form_of
from wasl.catalogue.rules import PARAMETERS, Fault
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.web.catalogue.forms import FORMS
from wasl.web.catalogue.questionnaires import changes
from wasl.web.catalogue.words import FAULTS, KINDS, amount
from wasl.web.catalogue.words import PARAMETERS as PARAMETER_WORDS


def _kind(name: str) -> Any:
    if name not in queries.KINDS:
        raise Http404
    return queries.KINDS[name]


@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """What may be changed without a programmer, and what waits for a decision."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    rows = [
        (name, KINDS[name], queries.waiting(actor=actor, kind=kind).count()) for name, kind in queries.KINDS.items()
    ]
    return TemplateResponse(request, "catalogue/kinds.html", {"rows": rows})


@require_GET
def entries(request: HttpRequest, kind: str) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    model, today = _kind(kind), timezone.localdate()
    rows = [_shown(row) for row in queries.entries_of(actor=actor, kind=model, on=today)]
    waiting = [_shown(row) for row in queries.waiting(actor=actor, kind=model)]
    context = {"kind": kind, "kind_name": KINDS[kind], "rows": rows, "waiting": waiting, "today": today}
    return TemplateResponse(request, "catalogue/entries.html", context)


def _shown(row: Any) -> Any:
    """A row with the words of its page: parameters have no label of their own."""
    if row.code in PARAMETERS:
        _value, lowest, highest, unit = PARAMETERS[row.code]
        row.words, row.amount = PARAMETER_WORDS[row.code], amount(row.value, unit)
        row.bounds = (lowest, highest)
    else:
        row.words = str(row)
    return row


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, kind: str) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, Permission.CATALOGUE_PROPOSE)
    model, form_class = _kind(kind), FORMS.get(kind)
    if form_class is None:
        raise Http404
    form: Any = form_class(request.POST or None, initial=_initial(actor, model, request.GET.get("code", "")))
    if request.method == "POST" and form.is_valid():
        try:
            row = model(pk=_command_id(request), **form.values())
            row = commands.propose(actor=actor, row=row, now=timezone.now())
        except commands.CannotPropose as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Proposed. It counts once another account has approved it."))
            return redirect("catalogue:entry", kind, row.pk)
    context = {"kind": kind, "kind_name": KINDS[kind], "form": form}
    return TemplateResponse(request, "catalogue/propose.html", context, status=422 if form.errors else 200)


def _initial(actor: Any, model: Any, code: str) -> dict[str, Any]:
    row = queries.entries_of(actor=actor, kind=model, on=timezone.localdate()).filter(code=code).first()
    names = (
        "code", "label_fr", "label_ar", "mission", "counts", "fund", "is_inside", "value",
        "text_fr", "text_ar", "without_fr", "without_ar", "asks_consent", "is_on_slip", "kind", "last_on",
        "content", "use", "about", "body_fr", "body_ar", "discreet_from", "least_age", "most_age",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names if hasattr(row, name)} if row else {}


def _command_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("command_id", ""))
    except ValueError:
        return new_id()


@require_GET
def entry(request: HttpRequest, kind: str, row_id: UUID) -> HttpResponse:
    return _entry_page(request, kind, row_id)


def _entry_page(request: HttpRequest, kind: str, row_id: UUID, *, fault: Fault | None = None) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    try:
        row = queries.entry(actor=actor, kind=_kind(kind), row_id=row_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    before = queries.replaced_by(row)
    context = {
        "kind": kind, "kind_name": KINDS[kind], "row": _shown(row), "before": _shown(before) if before else None,
        "history": [_shown(one) for one in queries.history_of(actor=actor, kind=_kind(kind), code=row.code)],
        "proposer": queries.name_of(row.proposed_by), "decider": queries.name_of(row.decided_by),
        "fault": FAULTS[fault] if fault else "", "is_own": row.proposed_by_id == actor.account_id,
    }  # fmt: skip
    if kind == "questionnaires":
        context |= {"form": form_of(row.content), "changes": changes(before.content, row.content) if before else []}
    return TemplateResponse(request, "catalogue/entry.html", context, status=422 if fault else 200)


@require_POST
def approve(request: HttpRequest, kind: str, row_id: UUID) -> HttpResponse:
    return _decided(request, kind, row_id, commands.approve, _("Approved."))


@require_POST
def refuse(request: HttpRequest, kind: str, row_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")[:200]
    return _decided(request, kind, row_id, commands.refuse, _("Refused."), reason=reason)


def _decided(request: HttpRequest, kind: str, row_id: UUID, command: Any, word: str, **given: str) -> HttpResponse:
    try:
        command(actor=request.actor, kind=_kind(kind), row_id=row_id, now=timezone.now(), **given)  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        raise Http404 from None
    except commands.CannotDecide as refusal:
        return _entry_page(request, kind, row_id, fault=refusal.fault)
    messages.success(request, word)
    return redirect("catalogue:entry", kind, row_id)
