"""The registers of the bureau d'ordre: what came, what left, and what followed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.queries.names import agents
from wasl.core.permissions import Permission as P
from wasl.documents import commands, queries
from wasl.documents.commands.register import CannotEnter, read_line
from wasl.documents.queries.attachments import attachments_of_line
from wasl.documents.rules import Direction, Follow, IssuingUnit
from wasl.network.letterhead import issuing_unit
from wasl.network.queries import visible_names
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.attachments.forms import UploadForm
from wasl.web.bureau.forms import FollowForm, MailForm
from wasl.web.bureau.words import DIRECTIONS, FAULTS, FOLLOWS, MEDIA, NAMES, SLUGS
from wasl.web.paging import page_by_key
from wasl.web.papers import pdf_answer
from wasl.web.printed import language

#: Lines of a printed page of the register.
PRINTED = 60


def _direction(slug: str) -> Direction:
    if slug not in DIRECTIONS:
        raise Http404
    return DIRECTIONS[slug]


def _unit(request: HttpRequest) -> IssuingUnit:
    return issuing_unit(request.posting.unit, on=timezone.localdate())  # type: ignore[attr-defined]


def _register_of(request: HttpRequest) -> UUID:
    """The unit whose register is looked at: one's own, or one below."""
    try:
        return UUID(request.GET.get("unit", ""))
    except ValueError:
        own: UUID = request.actor.unit_id  # type: ignore[attr-defined]
        return own


def _lines(request: HttpRequest, direction: Direction) -> Any:
    actor, unit_id = request.actor, _register_of(request)  # type: ignore[attr-defined]
    words = request.GET.get("q", "").strip()[:120]
    if words:
        return queries.found_in_register(actor=actor, unit_id=unit_id, direction=direction, words=words)
    return queries.lines_of(actor=actor, unit_id=unit_id, direction=direction)


@require_GET
@needs(P.REGISTER_READ)
def home(request: HttpRequest) -> HttpResponse:
    return redirect("bureau:register", "arrivals")


@require_GET
@needs(P.REGISTER_READ)
def register(request: HttpRequest, direction: str) -> HttpResponse:
    """A unit's register, the latest number first; a line that one may not read shows number and day."""
    actor, way = request.actor, _direction(direction)  # type: ignore[attr-defined]
    page = page_by_key(request, _lines(request, way), order=("-year", "-number"), size=40)
    unit_id = _register_of(request)
    context = {
        "rows": queries.shown(actor=actor, lines=page.rows), "next_key": page.next_key,
        "previous_key": page.previous_key, "direction": direction, "way": way, "names": NAMES, "slugs": SLUGS,
        "follows": FOLLOWS, "words": request.GET.get("q", "").strip()[:120],
        "is_own": unit_id == actor.unit_id, "unit": "" if unit_id == actor.unit_id else unit_id,
        "kept_by": _name(request, unit_id),
    }  # fmt: skip
    return TemplateResponse(request, "bureau/register.html", context)


def _name(request: HttpRequest, unit_id: UUID) -> str:
    names = visible_names(
        actor=request.actor, unit_ids={unit_id}, day=timezone.localdate(), language=language()  # type: ignore[attr-defined]
    )  # fmt: skip
    return names.get(unit_id, "")


@require_http_methods(["GET", "POST"])
@needs(P.REGISTER_WRITE)
def new_line(request: HttpRequest, direction: str) -> HttpResponse:
    way = _direction(direction)
    form = MailForm(request.POST or None, direction=way)
    if request.method == "POST" and form.is_valid():
        made = _entered(request, form, way, level=form.cleaned_data["level"])
        if made:
            return made
    context = {"form": form, "direction": direction, "way": way, "names": NAMES}
    return TemplateResponse(request, "bureau/new.html", context, status=422 if form.errors else 200)


def _entered(request: HttpRequest, form: MailForm, way: Direction, **more: Any) -> HttpResponse | None:
    """Leads to the line that was written; None when it was refused, with the reason on the form."""
    try:
        line = commands.register_mail(
            actor=request.actor, now=timezone.now(), line_id=command_id(request), unit=_unit(request),  # type: ignore[attr-defined]
            direction=way, mail=form.mail(), **more,
        )  # fmt: skip
    except CannotEnter as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return None
    messages.success(request, _("Entered under number %(number)s.") % {"number": line.number_in_print})
    return redirect("bureau:line", line.pk)


@require_GET
@needs(P.REGISTER_READ)
@hidden_is_missing
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    return _line_page(request, line_id)


def _line_page(request: HttpRequest, line_id: UUID, form: FollowForm | None = None, status: int = 200) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    one = read_line(actor=actor, line_id=line_id)
    way = Direction(one.line.direction)
    is_own = one.line.unit_id == actor.unit_id and actor.may(P.REGISTER_WRITE)
    told, may_see = one.told, actor.may(P.ATTACHMENT_READ)
    people = agents([told.entered_by, *(step.by for step in told.followed)]) if told else {}
    if is_own and told and form is None:
        form = FollowForm(direction=way, already=told.kinds)
    context = {
        "one": one, "way": way, "slug": SLUGS[way], "names": NAMES, "media": MEDIA, "follows": FOLLOWS,
        "people": people, "form": form if is_own and told else None, "kept_by": _name(request, one.line.unit_id),
        "is_own": is_own, "files": attachments_of_line(actor=actor, line_id=line_id) if told and may_see else [],
        "file_form": UploadForm() if is_own and told and actor.may(P.ATTACHMENT_ADD) else None,
    }  # fmt: skip
    return TemplateResponse(request, "bureau/line.html", context, status=status)


@require_POST
@needs(P.REGISTER_WRITE)
@hidden_is_missing
def follow(request: HttpRequest, line_id: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.shown_line(actor=actor, line_id=line_id).line
    form = FollowForm(request.POST, direction=Direction(found.direction))
    if form.is_valid():
        kind, answer = form.chosen(), None
        if kind == Follow.ANSWERED:
            answer = queries.line_numbered(
                actor=actor, unit_id=found.unit_id, direction=Direction.DEPARTURE, typed=form.cleaned_data["answer"]
            )
        try:
            commands.follow_line(
                actor=actor, now=timezone.now(), mark_id=command_id(request), line_id=line_id, kind=kind,
                words=form.cleaned_data["words"], answer=answer,
            )  # fmt: skip
        except CannotEnter as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Noted."))
            return redirect("bureau:line", line_id)
    return _line_page(request, line_id, form, status=422)


@require_http_methods(["GET", "POST"])
@needs(P.REGISTER_WRITE)
@hidden_is_missing
def correct(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """A further line that puts this one right; this one stays as it is."""
    one = queries.shown_line(actor=request.actor, line_id=line_id)  # type: ignore[attr-defined]
    if one.told is None:
        raise Http404
    told, way = one.told, Direction(one.line.direction)
    initial = {name: getattr(told, name) for name in ("correspondent", "subject", "reference", "medium", "dated_on")}
    form = MailForm(request.POST or None, direction=way, has_level=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _entered(request, form, way, level=told.level, corrects_id=line_id)
        if made:
            return made
    context = {"form": form, "one": one, "way": way, "names": NAMES}
    return TemplateResponse(request, "bureau/correct.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
@needs(P.REGISTER_READ)
def print_page(request: HttpRequest, direction: str) -> HttpResponse:
    """The latest lines of one's own register, oldest first as in the bound book; bears who printed it, and when."""
    actor, way = request.actor, _direction(direction)  # type: ignore[attr-defined]
    lines = queries.lines_of(actor=actor, unit_id=actor.unit_id, direction=way)
    latest = list(lines.order_by("-year", "-number")[:PRINTED])
    made = commands.print_register(
        actor=actor, now=timezone.now(), unit=_unit(request), direction=way, lines=latest[::-1], lang=language(),
        printed_by=agents([actor.account_id]).get(actor.account_id, ""),
    )  # fmt: skip
    return pdf_answer(made, name=direction)
