"""Weekly states: the centres that are asked for them, one centre's week, its approval."""

from datetime import date, timedelta
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

from wasl.core.permissions import Permission as P
from wasl.core.sheets import MOST_BYTES, Unreadable
from wasl.facts.rules.declaring import Status
from wasl.network.names import names_of
from wasl.watch.commands.weeks import (
    CannotDeclareWeek,
    CannotImportWeeks,
    approve_week,
    declare_week,
    import_weeks,
    return_week,
)
from wasl.watch.importing import LineFault, Weeks, headings, read_weeks
from wasl.watch.measures import MEASURES, measures_of
from wasl.watch.queries.weeks import reported, state_of_week, unit_asked, units_asked, weeks_to_approve
from wasl.watch.rules.states import WeekFault
from wasl.watch.rules.weeks import monday
from wasl.web.assistance.guards import needs
from wasl.web.paging import page_by_key
from wasl.web.printed import language
from wasl.web.requests import Request
from wasl.web.unreadable import unreadable
from wasl.web.watch.forms import WeekForm, WeeksFileForm
from wasl.web.watch.to_fill import blanks, workbook
from wasl.web.watch.words import COLUMNS, STATUS, WEEK_FAULTS

#: How many weeks back the list offers.
OFFERED = 9
#: Lines at fault that a page names.
LISTED = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if day.weekday() or not 2000 <= day.year <= 2199:
        raise Http404
    return day


def _name(state: Any) -> str:
    return str(state.name_ar if language() == "ar" else state.name_fr)


def _badge(status: str | None) -> Any:
    return STATUS[Status(status)] if status else None


@require_GET
@needs(P.FACT_DECLARE)
def units(request: Request) -> HttpResponse:
    """Who is asked for the week chosen, and who has sent it."""
    this_week = monday(timezone.localdate())
    offered = [this_week - timedelta(weeks=back) for back in range(OFFERED)]
    week = next((one for one in offered if one.isoformat() == request.GET.get("week")), offered[1])
    is_missing = request.GET.get("missing") == "1"
    asked = units_asked(actor=request.actor, week=week, is_missing=is_missing)
    page = page_by_key(request, asked, order=("name_ar" if language() == "ar" else "name_fr", "unit__code"))
    sent = reported(actor=request.actor, unit_ids=[one.unit_id for one in page.rows], week=week)
    context = {
        "week": week,
        "weeks": offered,
        "is_missing": is_missing,
        "missing": units_asked(actor=request.actor, week=week, is_missing=True).count(),
        "asked": units_asked(actor=request.actor, week=week).count(),
        "rows": [{"state": one, "name": _name(one), "sent": _badge(sent.get(one.unit_id))} for one in page.rows],
        "next_key": page.next_key,
        "previous_key": page.previous_key,
        "may_approve": request.actor.may(P.FACT_APPROVE),
    }
    return TemplateResponse(request, "watch/weeks.html", context)


@require_GET
@needs(P.FACT_APPROVE)
def to_approve(request: Request) -> HttpResponse:
    waiting = weeks_to_approve(actor=request.actor)
    names = names_of([one.unit_id for one in waiting], on=timezone.localdate())
    rows = [
        {"one": one, "name": names[one.unit_id].in_language(language()) if one.unit_id in names else "—"}
        for one in waiting
    ]
    return TemplateResponse(request, "watch/weeks_to_approve.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@needs(P.FACT_READ)
def week(request: Request, unit_id: UUID, day: str) -> HttpResponse:
    first = _monday(day)
    unit, state = _unit(request, unit_id, first)
    known = state_of_week(actor=request.actor, unit=unit, week=first)
    form = WeekForm(request.POST or None, measures=measures_of(state.type), state=known)
    if request.method == "POST" and form.is_valid() and _declared(request, unit, first, form):
        return redirect("watch:week", unit_id, day)
    waiting = [row for row in known.values() if row.status == Status.SUBMITTED]
    context = {
        "form": form,
        "unit": unit,
        "name": _name(state),
        "week": first,
        "last_day": first + timedelta(days=6),
        "seen": {measure: str(row.pk) for measure, row in known.items()},
        "badges": [STATUS[Status(status)] for status in sorted({row.status for row in known.values()})],
        "remarks": sorted({row.remark for row in known.values() if row.remark}),
        "may_declare": request.actor.may(P.FACT_DECLARE),
        "may_approve": bool(waiting) and request.actor.may(P.FACT_APPROVE),
        "is_simulated": any(row.is_simulated for row in known.values()),
    }
    return TemplateResponse(request, "watch/week.html", context, status=422 if form.errors else 200)


def _unit(request: Request, unit_id: UUID, first: date) -> tuple[Any, Any]:
    found = unit_asked(actor=request.actor, unit_id=unit_id, week=first)
    if found is None:
        raise Http404
    return found


def _declared(request: Request, unit: Any, first: date, form: WeekForm) -> bool:
    seen = {}
    for one in form.measures:
        try:
            seen[one.code] = UUID(request.POST.get(f"seen_{one.code}", ""))
        except ValueError:
            continue
    try:
        changed = declare_week(
            actor=request.actor, unit=unit, week=first, entries=form.entries(), seen=seen, now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except CannotDeclareWeek as refusal:
        is_of = refusal.fault is WeekFault.ENROLLED
        field = "enrolled" if is_of else refusal.measure.replace(".", "_")
        form.add_error(field if field in form.fields else None, WEEK_FAULTS[refusal.fault])
        return False
    if changed:
        messages.success(request, _("The week is sent: somebody else approves it."))
    else:
        messages.info(request, _("Nothing has changed."))
    return True


@require_POST
@needs(P.FACT_APPROVE)
def approve(request: Request, unit_id: UUID, day: str) -> HttpResponse:
    first = _monday(day)
    unit, _state = _unit(request, unit_id, first)
    try:
        approve_week(actor=request.actor, unit=unit, week=first, now=timezone.now())
    except CannotDeclareWeek as refusal:
        messages.error(request, WEEK_FAULTS[refusal.fault])
        return redirect("watch:week", unit_id, day)
    messages.success(request, _("The week is approved: the watch counts it from now on."))
    return redirect("watch:weeks_to_approve")


@require_POST
@needs(P.FACT_APPROVE)
def give_back(request: Request, unit_id: UUID, day: str) -> HttpResponse:
    first = _monday(day)
    unit, _state = _unit(request, unit_id, first)
    remark = request.POST.get("remark", "").replace("\0", "").strip()
    if not remark:
        messages.error(request, _("Say what must be looked at again, then give the week back."))
        return redirect("watch:week", unit_id, day)
    try:
        return_week(actor=request.actor, unit=unit, week=first, remark=remark)
    except CannotDeclareWeek as refusal:
        messages.error(request, WEEK_FAULTS[refusal.fault])
        return redirect("watch:week", unit_id, day)
    messages.success(request, _("The week goes back to whoever typed it, with your remark."))
    return redirect("watch:weeks_to_approve")


@require_http_methods(["GET", "POST"])
@needs(P.FACT_DECLARE)
def bring(request: Request) -> HttpResponse:
    """Past weeks as a file: all of it is taken, or nothing and each line that is wrong is named."""
    form = WeeksFileForm(request.POST or None, request.FILES or None)
    faults: list[LineFault] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_weeks(file.read(MOST_BYTES + 1), name=file.name, language=language())
            changed = import_weeks(
                actor=request.actor, lines=read.lines, unread=read.faults, source=file.name[:120], now=timezone.now(),
                today=timezone.localdate(),
            )  # fmt: skip
            messages.success(request, _brought(changed, read))
            return redirect("watch:weeks")
        except Unreadable as error:
            form.add_error("file", unreadable(error))
        except CannotImportWeeks as refusal:
            form.add_error("file", _("Nothing was taken: correct the lines below and send the file again."))
            faults = list(refusal.faults)
    context = {
        "form": form,
        "faults": [(one.line, one.text, WEEK_FAULTS[one.fault]) for one in faults[:LISTED]],
        "left_out": max(len(faults) - LISTED, 0),
        "columns": [(name, COLUMNS[column]) for column, name in headings(language()).items()],
        "measures": [one.label.in_(language()) for one in MEASURES.values()],
    }
    return TemplateResponse(request, "watch/import_weeks.html", context, status=422 if form.errors else 200)


def _brought(changed: int, read: Weeks) -> str:
    """What was taken and what was not: a line without a number is left out."""
    said = [
        ngettext(
            "One figure is sent: somebody else approves it.",
            "%(count)s figures are sent: somebody else approves them.",
            changed,
        )
        % {"count": changed}
        if changed
        else _("Everything in this file was known already.")
    ]
    if read.empty:
        left = ngettext(
            "One line without a number was left out.", "%(count)s lines without a number were left out.", read.empty
        )
        said.append(left % {"count": read.empty})
    return " ".join(said)


@require_GET
@needs(P.FACT_DECLARE)
def to_fill(request: Request) -> HttpResponse:
    """A workbook with a line for each figure that is missing of the last weeks that are over."""
    this_week = monday(timezone.localdate())
    weeks = [this_week - timedelta(weeks=back) for back in range(1, OFFERED)]
    answer = HttpResponse(workbook(blanks(actor=request.actor, weeks=weeks)), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="semaines.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer
