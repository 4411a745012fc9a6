"""Declared figures: the units that are asked for them, a unit's state, its approval, its versions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.authority import require
from wasl.core.period import BadPeriod, Period
from wasl.core.permissions import Permission
from wasl.facts import commands, queries
from wasl.facts.measures import MEASURES, Measure, measures_of
from wasl.facts.rules.declaring import Entry, Status
from wasl.network.names import names_of
from wasl.web.facts.forms import StateForm
from wasl.web.facts.words import refusal
from wasl.web.paging import page_by_key
from wasl.web.printed import language
from wasl.web.reports.forms import PeriodForm
from wasl.web.requests import Request


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except BadPeriod as bad:
        raise Http404 from bad


def _unit(request: Request, unit_id: UUID, period: Period) -> tuple[Any, Any]:
    found = queries.unit_and_state(actor=request.actor, unit_id=unit_id, period=period, today=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _name(state: Any) -> str:
    return state.name_ar if language() == "ar" else state.name_fr


@require_GET
def declared(request: Request) -> HttpResponse:
    last_year = str(timezone.localdate().year - 1)
    form = PeriodForm({"period": request.GET.get("period") or last_year})
    period = form.cleaned_data["period"] if form.is_valid() else Period.parse(last_year)
    units = queries.units_to_declare(actor=request.actor, period=period, today=timezone.localdate())
    page = page_by_key(request, units, order=("unit__code",))
    progress = queries.progress_of(actor=request.actor, unit_ids=[s.unit_id for s in page.rows], period=period)
    context = {
        "form": form,
        "period": period,
        "rows": [{"state": s, "name": _name(s), "progress": progress.get(s.unit_id, {})} for s in page.rows],
        "next_key": page.next_key,
        "previous_key": page.previous_key,
    }
    return TemplateResponse(request, "facts/declared.html", context, status=422 if form.errors else 200)


@require_GET
def to_approve(request: Request) -> HttpResponse:
    waiting = queries.waiting_for_approval(actor=request.actor)
    names = names_of([one.unit_id for one in waiting], on=timezone.localdate())
    context = {
        "rows": [
            {"one": one, "name": names[one.unit_id].in_language(language()) if one.unit_id in names else "—"}
            for one in waiting
        ]
    }
    return TemplateResponse(request, "facts/to_approve.html", context)


@require_http_methods(["GET", "POST"])
def state(request: Request, unit_id: UUID, period: str) -> HttpResponse:
    """What a unit declares: its single values together, or the lines of one measure."""
    require(request.actor, Permission.FACT_READ)
    span = _period(period)
    unit, unit_state = _unit(request, unit_id, span)
    asked = measures_of(kind=unit.kind, type=unit_state.type, eps_category=unit_state.eps_category)
    shown = _shown(asked, request.GET.get("measure", ""))
    facts = queries.state_of(actor=request.actor, unit=unit, period=span)
    may_declare = request.actor.may(Permission.FACT_DECLARE)
    mine = [fact for fact in facts if fact.measure in _codes(shown)]
    form = StateForm(request.POST or None, measures=shown, facts=mine, may_declare=may_declare)
    if request.method == "POST" and form.is_valid() and _declared(request, unit, span, form):
        return redirect(request.get_full_path())
    context = {
        "form": form,
        "unit": unit,
        "name": _name(unit_state),
        "period": span,
        "others": [(m.code, m.label.in_(language())) for m in asked if m.has_lines and m not in shown],
        "is_part": bool(request.GET.get("measure")),
        "submitted": _submitted(facts),
        "drafts": sum(fact.status == Status.DRAFT for fact in facts),
        "remarks": sorted({fact.remark for fact in facts if fact.remark}),
        "may_declare": may_declare,
        "may_approve": request.actor.may(Permission.FACT_APPROVE),
    }
    return TemplateResponse(request, "facts/state.html", context, status=422 if form.errors else 200)


def _shown(asked: tuple[Measure, ...], measure: str) -> list[Measure]:
    if measure:
        found = [one for one in asked if one.code == measure and one.has_lines]
        if not found:
            raise Http404
        return found
    return [one for one in asked if not one.has_lines]


def _codes(measures: list[Measure]) -> set[str]:
    return {measure.code for measure in measures}


def _declared(request: Request, unit: Any, period: Period, form: StateForm) -> bool:
    """Whether the state was written; otherwise the form says why."""
    is_submitted = "submit" in request.POST
    try:
        changed = commands.declare_state(
            actor=request.actor, unit=unit, period=period, entries=form.entries(), source=form.cleaned_data["source"],
            seen=form.seen(request.POST), is_submitted=is_submitted, now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    except commands.CannotDeclare as fault:
        form.add_error(_field_of(form, fault.entry), refusal(fault.why))
        return False
    except commands.ChangedMeanwhile:
        form.add_error(
            None, _("Somebody changed this state meanwhile. What you typed is still here; open the page again to see.")
        )
        return False
    if not changed:
        messages.info(request, _("Nothing has changed."))
    elif is_submitted:
        messages.success(request, _("The state is submitted: somebody else approves it."))
    else:
        messages.success(request, _("The draft is saved."))
    return True


def _field_of(form: StateForm, entry: Entry | None) -> str | None:
    name = f"value:{entry.measure}:{entry.line}" if entry else ""
    return name if name in form.fields else None


def _submitted(facts: list[Any]) -> list[dict[str, Any]]:
    """What waits for approval, with its measure's name."""
    return [
        {"fact": fact, "label": MEASURES[fact.measure].label.in_(language())}
        for fact in facts
        if fact.status == Status.SUBMITTED
    ]


@require_GET
def versions(request: Request, unit_id: UUID, period: str) -> HttpResponse:
    span = _period(period)
    unit, unit_state = _unit(request, unit_id, span)
    rows = queries.versions_of(actor=request.actor, unit=unit, period=span)
    page = page_by_key(request, rows, order=("measure", "line", "-version"))
    context = {
        "rows": [{"fact": fact, "label": MEASURES[fact.measure].label.in_(language())} for fact in page.rows],
        "next_key": page.next_key,
        "previous_key": page.previous_key,
        "name": _name(unit_state),
        "unit": unit,
        "period": span,
    }
    return TemplateResponse(request, "facts/versions.html", context)


@require_POST
def approve(request: Request, unit_id: UUID, period: str) -> HttpResponse:
    span = _period(period)
    unit, _state = _unit(request, unit_id, span)
    try:
        count = commands.approve_state(actor=request.actor, unit=unit, period=span, now=timezone.now())
    except commands.CannotApprove as fault:
        messages.error(request, refusal(fault.why))
        return redirect("facts:state", unit_id, period)
    said = ngettext("One value is approved: reports count it from now on.",
                    "%(count)s values are approved: reports count them from now on.", count)  # fmt: skip
    messages.success(request, said % {"count": count})
    return redirect("facts:to_approve")


@require_POST
def give_back(request: Request, unit_id: UUID, period: str) -> HttpResponse:
    require(request.actor, Permission.FACT_APPROVE)
    span = _period(period)
    unit, _state = _unit(request, unit_id, span)
    remark = request.POST.get("remark", "").strip()
    if not remark:
        messages.error(request, _("Say what must be looked at again, then give the state back."))
        return redirect("facts:state", unit_id, period)
    try:
        commands.return_state(actor=request.actor, unit=unit, period=span, remark=remark)
    except commands.CannotApprove as fault:
        messages.error(request, refusal(fault.why))
        return redirect("facts:state", unit_id, period)
    messages.success(request, _("The state goes back to whoever entered it, with your remark."))
    return redirect("facts:to_approve")
