from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.core.actor import ROOT
from wasl.core.permissions import Permission
from wasl.network import commands, queries
from wasl.network.places import place_names
from wasl.network.queries import Filters, Sheet
from wasl.network.rules import Kind
from wasl.web import printed
from wasl.web.network.charts import map_of
from wasl.web.network.forms import CloseForm, CorrectForm, CreateForm, FilterForm, MoveForm, ProfileForm
from wasl.web.network.still_open import still_open_in
from wasl.web.network.words import covered_places, history, in_language, name_of, places_of
from wasl.web.paging import page_by_key
from wasl.web.requests import Request

#: Headquarters, coordination, delegation.
OFFICE_STEPS = 3


def _filters(request: Request) -> tuple[FilterForm, Filters]:
    """Whatever cannot be understood of an address is left out, and said beside its field."""
    form = FilterForm(request.GET or None, initial={"where": _whole_or_mine(request)})
    data = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    wanted: dict[str, Any] = {name: value for name, value in data.items() if value}
    where = wanted.pop("where", _whole_or_mine(request))
    under = request.actor.path if where == "mine" else ""
    return form, Filters(**(dict[str, Any](day=timezone.localdate(), under=under) | wanted))


def _whole_or_mine(request: Request) -> str:
    """Offices begin with their own part of the tree; a centre has none below it, and looks for the others."""
    return "mine" if request.actor.path.count(".") <= OFFICE_STEPS else "all"


@require_GET
def listing(request: Request) -> HttpResponse:
    form, filters = _filters(request)
    states = queries.states_for(actor=request.actor, filters=filters)
    name = in_language("name_fr", "name_ar")
    page = page_by_key(request, states, order=(name, "unit_id"), size=40)
    return TemplateResponse(
        request,
        "network/list.html",
        {
            "form": form,
            "filters": filters,
            "total": states.count(),
            "rows": page.rows,
            "places": places_of(page.rows),
            "may_import": request.actor.may(Permission.UNIT_CREATE) and request.actor.reaches(ROOT),
            "next_key": page.next_key,
            "previous_key": page.previous_key,
        },
    )


@require_GET
def unit(request: Request, code: str) -> HttpResponse:
    sheet = _sheet(request, code)
    today = timezone.localdate()
    state = sheet.on(today)
    above = queries.ancestors_on(sheet.unit.pk, today) or queries.ancestors_on(sheet.unit.pk, state.since)
    below = queries.units_under(actor=request.actor, unit_id=sheet.unit.pk, day=today)
    page = page_by_key(request, below, order=("unit__kind", in_language("name_fr", "name_ar"), "unit_id"), size=40)
    return TemplateResponse(
        request,
        "network/unit.html",
        {
            "unit": sheet.unit,
            "state": state,
            "name": name_of(state),
            "above": [(one.unit.code, name_of(one)) for one in above[:-1]],
            "rows": page.rows,
            "total": below.count(),
            "counts": queries.counts_on(today, under=sheet.unit.pk) if sheet.unit.kind != Kind.CENTRE else None,
            "next_key": page.next_key,
            "previous_key": page.previous_key,
            "places": places_of([state, *page.rows]),
            "covered": covered_places(queries.coverage_on(today, unit_id=sheet.unit.pk)),
            "events": history(sheet, queries.visible_names(**_parents(request, sheet, today))),
            "today": today,
            "may": _may(request, sheet),
            "has_simulated": sheet.unit.is_simulated or below.filter(unit__is_simulated=True).exists(),
        },
    )


def _sheet(request: Request, code: str, permission: Permission | None = None) -> Sheet:
    """Of a unit to read, or, with a permission, to change."""
    if permission is None:
        sheet = queries.sheet_of(actor=request.actor, code=code.upper())
    else:
        sheet = queries.sheet_to_change(actor=request.actor, code=code.upper(), permission=permission)
    if sheet is None:
        raise Http404
    return sheet


def _parents(request: Request, sheet: Sheet, today: date) -> dict[str, Any]:
    """What asks for the names of every unit it ever stood under."""
    ids = {state.parent_id for state in sheet.states if state.parent_id}
    return {"actor": request.actor, "unit_ids": ids, "day": today, "language": printed.language()}


def _may(request: Request, sheet: Sheet) -> dict[str, bool]:
    """What the page offers: a unit is changed from above, so one's own is not."""
    actor, path = request.actor, sheet.unit.path
    above = path[: path.rstrip(".").rfind(".") + 1] or path
    is_open = sheet.unit.closed_on is None
    return {
        "create": is_open
        and sheet.unit.kind != Kind.TEAM
        and actor.may(Permission.UNIT_CREATE)
        and actor.reaches(path),
        "change": actor.may(Permission.UNIT_CHANGE) and actor.reaches(above),
        "move": is_open
        and bool(sheet.on(date.max).parent_id)
        and actor.may(Permission.UNIT_MOVE)
        and actor.reaches(above),
        "close": is_open and actor.may(Permission.UNIT_CLOSE) and actor.reaches(above),
    }


def _attempt(request: Request, form: forms.Form, command: Callable[..., Any], saved: str, **given: Any) -> bool:
    """Runs the command; a refusal stands beside its field, or above the form, and what was typed stays."""
    try:
        command(
            actor=request.actor,
            today=timezone.localdate(),
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            **given,
        )
    except commands.CannotChange as error:
        field = error.details.get("field") or error.field
        form.add_error(field if field in form.fields else None, str(error))
        return False
    messages.success(request, saved)
    return True


def _form_page(request: Request, form: forms.Form, sheet: Sheet, **words: Any) -> HttpResponse:
    context = {"form": form, "unit": sheet.unit, "name": name_of(sheet.on(timezone.localdate())), **words}
    return TemplateResponse(request, "network/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def create(request: Request, code: str) -> HttpResponse:
    sheet = _sheet(request, code, Permission.UNIT_CREATE)
    today = timezone.localdate()
    form = CreateForm(request.POST or None, parent_kind=sheet.unit.kind, initial={"since": today})
    if form.is_valid():
        try:
            made = commands.create_unit(
                actor=request.actor,
                code=form.cleaned_data["code"],
                kind=Kind(form.cleaned_data["kind"]),
                parent_id=sheet.unit.pk,
                opened_on=form.cleaned_data["since"],
                profile=commands.Profile(**form.profile()),
                today=today,
                reason=form.cleaned_data["reason"],
            )
        except commands.CannotChange as error:
            field = error.details.get("field") or error.field
            form.add_error(field if field in form.fields else None, str(error))
        else:
            messages.success(request, _("The unit is recorded."))
            return redirect("network:unit", made.code)
    return _form_page(
        request,
        form,
        sheet,
        title=_("Open a unit"),
        purpose=_("It will stand under “%(name)s”.") % {"name": name_of(sheet.on(today))},
        act=_("Open the unit"),
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, code: str) -> HttpResponse:
    sheet = _sheet(request, code, Permission.UNIT_CHANGE)
    today = timezone.localdate()
    state = sheet.on(today)
    initial = {name: getattr(state, name) for name in commands.Profile.__dataclass_fields__}
    initial |= {"since": today, "version": sheet.unit.version}
    form = ProfileForm(request.POST or None, kinds=[sheet.unit.kind], initial=initial)
    given = {"unit_id": sheet.unit.pk}
    if form.is_valid() and _attempt(
        request,
        form,
        commands.change_state,
        _("The change is recorded."),
        since=form.cleaned_data["since"],
        changes=form.profile(),
        **given,
    ):
        return redirect("network:unit", sheet.unit.code)
    return _form_page(
        request,
        form,
        sheet,
        title=_("Change the unit"),
        purpose=_("What was true before that day stays in its history."),
        act=_("Record the change"),
    )


@require_http_methods(["GET", "POST"])
def move(request: Request, code: str) -> HttpResponse:
    sheet = _sheet(request, code, Permission.UNIT_MOVE)
    today = timezone.localdate()
    found = queries.possible_parents(actor=request.actor, sheet=sheet, day=today)
    parents = {str(state.unit_id): f"{name_of(state)} ({state.unit.code})" for state in found}
    initial = {"since": today, "version": sheet.unit.version}
    form = MoveForm(request.POST or None, parents=list(parents.items()), initial=initial)
    if form.is_valid() and _attempt(
        request,
        form,
        commands.move_unit,
        _("The move is recorded; everything below follows on that day."),
        unit_id=sheet.unit.pk,
        parent_id=form.cleaned_data["parent"],
        since=form.cleaned_data["since"],
    ):
        return redirect("network:unit", sheet.unit.code)
    return _form_page(
        request,
        form,
        sheet,
        title=_("Move the unit"),
        purpose=_("It and all units below it will stand under another one; reports keep the tree of their period."),
        act=_("Move the unit"),
    )


@require_http_methods(["GET", "POST"])
def close(request: Request, code: str) -> HttpResponse:
    sheet = _sheet(request, code, Permission.UNIT_CLOSE)
    today = timezone.localdate()
    form = CloseForm(request.POST or None, initial={"since": today, "version": sheet.unit.version})
    day = form.cleaned_data.get("since", today) if form.is_valid() else today
    still_open = still_open_in(request.actor, sheet.unit.path, day)
    form.ask_for(bool(still_open.told))
    if form.is_valid() and _attempt(
        request,
        form,
        commands.close_unit,
        _("The closing is recorded."),
        unit_id=sheet.unit.pk,
        closed_on=form.cleaned_data["since"],
        with_units_below=form.cleaned_data["with_units_below"],
    ):
        return redirect("network:unit", sheet.unit.code)
    return _form_page(
        request,
        form,
        sheet,
        title=_("Close the unit"),
        purpose=_("Its past stays; changes planned after that day are dropped."),
        act=_("Close the unit"),
        still_open=still_open,
    )


@require_http_methods(["GET", "POST"])
def correct(request: Request, code: str) -> HttpResponse:
    sheet = _sheet(request, code, Permission.UNIT_CHANGE)
    form = CorrectForm(
        request.POST or None, dates=_dates(sheet), initial={"version": sheet.unit.version, "which": "opening"}
    )
    if form.is_valid() and _correct(request, form, sheet):
        return redirect("network:unit", sheet.unit.code)
    return _form_page(
        request,
        form,
        sheet,
        title=_("Correct a date"),
        purpose=_("For a date that was typed wrong. A real change is recorded with “Change the unit”."),
        act=_("Correct the date"),
    )


def _dates(sheet: Sheet) -> list[tuple[str, str]]:
    def told(word: str, day: date) -> str:
        return _("%(what)s: %(day)s") % {"what": word, "day": printed.day(day)}

    dates = [("opening", told(_("Opened"), sheet.unit.opened_on))]
    dates += [(state.since.isoformat(), told(_("Changed"), state.since)) for state in sheet.states[1:]]
    if sheet.unit.closed_on:
        dates.append(("closing", told(_("Closed"), sheet.unit.closed_on)))
    return dates


def _correct(request: Request, form: CorrectForm, sheet: Sheet) -> bool:
    which, day = form.cleaned_data["which"], form.cleaned_data["since"]
    given: dict[str, Any] = {"unit_id": sheet.unit.pk, "day": day}
    if which in {"opening", "closing"}:
        command: Callable[..., Any] = commands.correct_opening if which == "opening" else commands.correct_closing
    else:
        command, given = commands.correct_change, given | {"was": date.fromisoformat(which)}
    return _attempt(request, form, command, _("The date is corrected."), **given)


@require_GET
def by_province(request: Request) -> HttpResponse:
    form, filters = _filters(request)
    counts = queries.counts_by_province(actor=request.actor, filters=filters)
    names = {code: in_language(*pair) for code, pair in place_names(counts).items()}
    lines = [{"code": code, "name": names.get(code, code), "count": number} for code, number in counts.items()]
    lines.sort(key=lambda line: str(line["name"]))
    return TemplateResponse(
        request,
        "network/map.html",
        {
            "form": form,
            "lines": lines,
            "total": sum(counts.values()),
            "spec": map_of(counts),
            "has_simulated": queries.states_for(actor=request.actor, filters=replace(filters, simulated=True)).exists(),
        },
    )
