from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.commands import directory as commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.queries import directory as queries
from wasl.assistance.queries.destinations import Place
from wasl.assistance.rules.directory import WEEKDAYS, Wanted, written_day
from wasl.catalogue.queries import names_of_destinations, names_of_reasons, names_of_services
from wasl.core.months import WEEKDAYS as DAY_NAMES
from wasl.core.permissions import Permission as P
from wasl.vocabulary.choices import current_label
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.directory.forms import EntryForm, PlacesForm, SearchForm, WhichForm, initial_of
from wasl.web.people.places import province_of, read_place
from wasl.web.printed import language

#: Who sends somebody to a protection service never finds its place here: the officer on call says where.
PROTECTION = frozenset({"FVV", "ENF_VICT", "MERE_CEL", "ENF_ABD", "ENF_SSF", "ENF_RUE", "ENF_MIG", "FEM_DIFF"})


@require_GET
@needs(P.DIRECTORY_READ)
def search(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = SearchForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    province = province_of(actor)
    commune = read_place(given.get("commune", ""), province=province)[0]
    wanted = Wanted(given.get("service", ""), given.get("population", ""), commune)
    found = queries.services_found(
        actor=actor, now=timezone.now(), wanted=wanted, words=given.get("q", ""),
        province="" if given.get("everywhere") else province,
    )  # fmt: skip
    context = _words() | {
        "form": form, "found": found, "may_keep": actor.may(P.DIRECTORY_KEEP), "most": queries.MOST,
        "asks_protection": wanted.population in PROTECTION, "is_unknown_commune": given.get("commune") and not commune,
    }  # fmt: skip
    return TemplateResponse(request, "directory/search.html", context)


def _words() -> dict[str, Any]:
    return {"services": names_of_services(), "destinations": names_of_destinations(), "reasons": names_of_reasons()}


@require_GET
@needs(P.DIRECTORY_KEEP)
def ours(request: HttpRequest) -> HttpResponse:
    """What this unit keeps, the longest unchecked first, and what of it is not in the directory yet."""
    actor = request.actor  # type: ignore[attr-defined]
    context = _words() | {
        "found": queries.own_entries(actor=actor, now=timezone.now()),
        "units": queries.units_to_list(actor=actor, on=timezone.localdate()),
    }
    return TemplateResponse(request, "directory/ours.html", context)


@require_GET
@hidden_is_missing
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    return _sheet(request, entry_id)


def _sheet(
    request: HttpRequest, entry_id: UUID, places: PlacesForm | None = None, *, status: int = 200
) -> HttpResponse:
    one = queries.entry_of(actor=request.actor, entry_id=entry_id, now=timezone.now())  # type: ignore[attr-defined]
    row = one.entry
    days = list(zip(WEEKDAYS, DAY_NAMES[language()], strict=True))
    initial = {"free_places": row.free_places, "intake": row.intake}
    context = _words() | {
        "one": one, "row": row, "place": str(Place.of_entry(row)), "places": places or PlacesForm(initial=initial),
        "week": [(name, written_day(row.hours.get(day, ()))) for day, name in days] if row.hours else [],
        "ramadan": [(name, written_day(row.ramadan_hours.get(day, ()))) for day, name in days]
        if row.ramadan_hours
        else [],
        "populations": [current_label("target_populations", code) for code in row.populations],
        "conditions": (row.conditions_ar or row.conditions_fr) if language() == "ar" else
        (row.conditions_fr or row.conditions_ar),
    }  # fmt: skip
    return TemplateResponse(request, "directory/entry.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(P.DIRECTORY_KEEP)
@hidden_is_missing
def new(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    asked = request.POST if request.method == "POST" else request.GET
    which = WhichForm(asked, units=queries.units_to_list(actor=actor, on=timezone.localdate()))
    of_unit = which.cleaned_data["of_unit"] if which.is_valid() else ""
    options: dict[str, Any] = {"is_own": bool(of_unit), "province": province_of(actor)}
    if request.method != "POST":
        return _form_page(request, EntryForm(**options), which=which, of_unit=of_unit)
    form = EntryForm(request.POST, **options)
    if form.is_valid():
        try:
            made = commands.list_service(
                actor=actor, now=timezone.now(), entry_id=command_id(request), values=form.values(),
                of_unit_id=UUID(of_unit) if of_unit else None,
            )  # fmt: skip
            messages.success(request, _("It is in the directory."))
            return redirect("directory:entry", made.pk)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return _form_page(request, form, which=which, of_unit=of_unit)


@require_http_methods(["GET", "POST"])
@needs(P.DIRECTORY_KEEP)
@hidden_is_missing
def change(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.kept_entry(actor=actor, entry_id=entry_id)
    options: dict[str, Any] = {"is_own": row.of_unit_id is not None, "province": province_of(actor)}
    if request.method != "POST":
        return _form_page(request, EntryForm(initial=initial_of(row), **options), row=row)
    form, theirs = EntryForm(request.POST, **options), {}
    if form.is_valid():
        try:
            commands.change_service(
                actor=actor, now=timezone.now(), entry_id=entry_id, values=form.values(),
                version=_version(request),
            )  # fmt: skip
            messages.success(request, _("Changed. It counts as checked today."))
            return redirect("directory:entry", entry_id)
        except commands.KeptMeanwhile as conflict:
            form.add_error(None, FAULTS[conflict.fault])
            theirs = _differs(form, initial_of(conflict.now_reads))
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return _form_page(request, form, row=row, theirs=theirs)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _differs(form: EntryForm, stored: dict[str, Any]) -> dict[str, str]:
    """Label of each field in which the colleague's words differ from those typed -> the colleague's words."""
    found = {}
    for name, field in form.fields.items():
        typed, there = form[name].value(), stored.get(name, "")
        if sorted(typed) != sorted(there) if isinstance(there, list) else str(typed or "") != str(there or ""):
            shown = ", ".join(there) if isinstance(there, list) else there
            found[str(field.label)] = str(dict(getattr(field, "choices", [])).get(there, shown) if
                                          not isinstance(there, list) else shown)  # fmt: skip
    return found


def _form_page(
    request: HttpRequest,
    form: EntryForm,
    *,
    which: WhichForm | None = None,
    of_unit: str = "",
    row: Any = None,
    theirs: dict[str, str] | None = None,
) -> HttpResponse:
    context = {"form": form, "which": which, "of_unit": of_unit, "row": row, "theirs": theirs or {}}
    return TemplateResponse(request, "directory/form.html", context, status=422 if form.errors else 200)


@require_POST
@needs(P.DIRECTORY_KEEP)
@hidden_is_missing
def places(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    queries.kept_entry(actor=request.actor, entry_id=entry_id)  # type: ignore[attr-defined]
    form = PlacesForm(request.POST)
    if not form.is_valid():
        return _sheet(request, entry_id, form, status=422)
    commands.tell_places(
        actor=request.actor, now=timezone.now(), entry_id=entry_id,  # type: ignore[attr-defined]
        free_places=form.cleaned_data["free_places"], intake=form.cleaned_data["intake"],
    )  # fmt: skip
    messages.success(request, _("Noted, with your name and the hour."))
    return redirect("directory:entry", entry_id)


@require_POST
@needs(P.DIRECTORY_KEEP)
@hidden_is_missing
def end(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    commands.end_service(actor=request.actor, now=timezone.now(), entry_id=entry_id)  # type: ignore[attr-defined]
    messages.success(request, _("It is proposed to nobody any more."))
    return redirect("directory:search")
