from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance.commands.followups import drop_follow_up, record_follow_up, try_follow_up
from wasl.assistance.commands.handing import CannotHandOver, hand_over
from wasl.assistance.commands.placing import Refused
from wasl.assistance.queries import caseload as queries
from wasl.assistance.queries import colleagues_of
from wasl.assistance.queries.names import agents
from wasl.assistance.queries.sheets import contact_of
from wasl.core.permissions import Permission as P
from wasl.web import printed
from wasl.web.assistance.guards import hidden_is_missing, kind_of_unit, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.views.cases import contact_sign
from wasl.web.caseload.forms import FollowUpForm, HandForm
from wasl.web.caseload.tabs import tabs_of
from wasl.web.paging import page_by_key


def shown(request: HttpRequest, template: str, here: str, /, *, status: int = 200, **context: Any) -> HttpResponse:
    tabs = tabs_of(request.actor, here)  # type: ignore[attr-defined]
    context |= {"tabs": tabs, "today": timezone.localdate(), "now": timezone.now()}
    return TemplateResponse(request, f"caseload/{template}.html", context, status=status)


@require_GET
@needs(P.CASE_READ)
def mine(request: HttpRequest) -> HttpResponse:
    """The actor's own open cases, the first due first."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    wanted, text = request.GET.get("show", ""), request.GET.get("q", "").strip()[: queries.MOST_TYPED]
    rows = queries.my_cases(actor=actor, on=today, shown=wanted, text=text.replace("\0", ""))
    page = page_by_key(request, rows, order=("next_on", "id"), size=50)
    queries.with_next_steps(actor, page.rows)
    return shown(
        request, "mine", "mine", page=page, next_key=page.next_key, previous_key=page.previous_key, wanted=wanted,
        text=text, load=queries.load_of(actor=actor, on=today),
    )  # fmt: skip


@require_GET
@needs(P.CASE_SUPERVISE)
def team(request: HttpRequest) -> HttpResponse:
    """Counts per colleague."""
    actor = request.actor  # type: ignore[attr-defined]
    loads = queries.loads_of_team(actor=actor, unit_kind=kind_of_unit(request), on=timezone.localdate())
    gone = sum(one.load.cases for one in loads if one.is_gone)
    return shown(request, "team", "team", loads=loads, gone=gone)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_SUPERVISE)
@hidden_is_missing
def worker(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """What is in a colleague's hands, and giving all of it to another one."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    rows = queries.cases_of_worker(actor=actor, account_id=account_id)
    colleagues = [(str(pk), name) for pk, name in _colleagues(actor, rows, today) if pk != account_id]
    form = HandForm(request.POST or None, colleagues=colleagues)
    stuck: dict[UUID, Any] = {}
    ids: list[UUID] = []
    if request.method == "POST" and form.is_valid():
        ids = list(rows.values_list("pk", flat=True))
        try:
            count = hand_over(
                actor=actor,
                now=timezone.now(),
                case_ids=ids,
                to_account_id=UUID(form.cleaned_data["to"]),
                leaves=True,
                only_possible=request.POST.get("do") == "possible",
            )
        except CannotHandOver as refusal:
            stuck = refusal.stuck
            form.add_error(None, _("This colleague cannot take all of them: nothing was handed over yet."))
        else:
            text = ngettext("%(count)s case handed over.", "%(count)s cases handed over.", count)
            messages.success(request, text % {"count": printed.number(count)})
            return redirect("caseload:team")
    page = page_by_key(request, rows, order=("next_on", "id"), size=50)
    queries.with_next_steps(actor, page.rows)
    return shown(
        request, "worker", "team", page=page, next_key=page.next_key, previous_key=page.previous_key, form=form,
        name=agents([account_id]).get(account_id, ""), status=422 if form.errors else 200,
        may_give=actor.may(P.CASE_OPEN), stuck=_stuck(actor, rows, stuck), others=len(ids) - len(stuck),
    )  # fmt: skip


def _stuck(actor: Any, rows: Any, faults: dict[UUID, Any]) -> list[tuple[Any, Any]]:
    """The first of them, each with the sentence that says why."""
    found = list(rows.filter(pk__in=faults).order_by("next_on", "id")[:50]) if faults else []
    queries.with_next_steps(actor, found)
    return [(row, FAULTS[faults[row.pk]]) for row in found]


def _colleagues(actor: Any, rows: Any, today: Any) -> list[tuple[UUID, str]]:
    """Those who work at the units of these cases; the command says who cannot take one."""
    if not actor.may(P.CASE_OPEN):
        return []
    here = colleagues_of(actor=actor, on=today)
    mine = agents([actor.account_id])
    below = queries.posted_at(actor=actor, unit_ids=set(rows.values_list("unit_id", flat=True)), on=today)
    return sorted({*here, *mine.items(), *below}, key=lambda pair: pair[1])


@require_GET
@needs(P.CASE_READ)
def late(request: HttpRequest) -> HttpResponse:
    """Steps so late that those who supervise were told."""
    return _tasks(request, queries.escalated_tasks(actor=request.actor), "late")  # type: ignore[attr-defined]


def _tasks(request: HttpRequest, rows: Any, here: str, **more: Any) -> HttpResponse:
    page = page_by_key(request, rows, order=("due_on", "id"))
    tasks = queries.described_tasks(request.actor, page.rows)  # type: ignore[attr-defined]
    return shown(request, here, here, tasks=tasks, next_key=page.next_key, previous_key=page.previous_key, **more)


@require_GET
@needs(P.CASE_READ)
def lost(request: HttpRequest) -> HttpResponse:
    """Who may be out of sight, each with a responsible person."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = queries.lost_follow_ups(actor=actor, on=timezone.localdate())
    return _tasks(request, queries.lost_tasks(actor=actor), "lost", asked=asked)


@require_GET
@needs(P.CASE_OPEN)
def follow_ups(request: HttpRequest) -> HttpResponse:
    rows = queries.due_follow_ups(actor=request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    return shown(request, "follow_ups", "follow_ups", rows=rows)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def follow_up(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """How she is, some months after the closure."""
    actor = request.actor  # type: ignore[attr-defined]
    row: Any = queries.follow_up_of(actor=actor, follow_up_id=follow_up_id)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and (form.is_valid() or request.POST.get("do") == "drop"):
        try:
            _follow(request, row, form)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Saved."))
            return redirect("assistance:case", row.case_id)
    contact = contact_sign(contact_of(actor, row.dossier.registration_id))
    status = 422 if form.errors else 200
    return shown(request, "follow_up", "follow_ups", one=row, form=form, contact=contact, status=status)


def _follow(request: HttpRequest, row: Any, form: FollowUpForm) -> None:
    given: dict[str, Any] = {"actor": request.actor, "now": timezone.now(), "follow_up_id": row.pk}  # type: ignore[attr-defined]
    match request.POST.get("do"):
        case "drop":
            drop_follow_up(**given)
        case "try":
            try_follow_up(**given, way=form.cleaned_data["way"])
        case _:
            record_follow_up(**given, **form.cleaned_data)
