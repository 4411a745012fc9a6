"""The siting workbench: plans, their alternatives side by side, why each site, and « not there »."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.authority import require
from wasl.core.permissions import Permission as P
from wasl.territory.queries import source
from wasl.watch.commands.siting import CannotSite, ask_option, open_plan, refuse_site
from wasl.watch.commands.siting_papers import issue_siting
from wasl.watch.queries.siting import opened_since, option_of, places_named, plan_of, plans_of
from wasl.watch.rules.siting import BadQuestion, SitingState
from wasl.web.paging import page_by_key
from wasl.web.papers import language_of, pdf_answer
from wasl.web.people.guards import actor_of, hides_what_is_not_there
from wasl.web.siting import exports, shown, words
from wasl.web.siting.forms import OptionForm, PlanForm, said_before
from wasl.web.siting.paper import paper_of
from wasl.web.siting.waking import wake_worker
from wasl.web.territory.exports import credit


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    page = page_by_key(request, plans_of(actor=actor_of(request)), order=("-made_at", "-id"))
    rows = [(row, words.type_name(row.type), len(row.options.all())) for row in page.rows]
    context = {"rows": rows, "next_key": page.next_key, "previous_key": page.previous_key}
    return TemplateResponse(request, "siting/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, P.WATCH_PLAN)
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm()
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = open_plan(actor=actor, now=timezone.now(), type=said["type"], name=said["name"], asked=form.asked())
            wake_worker(made.pk)
            return redirect("siting:plan", made.plan_id)
        except BadQuestion as bad:
            form.add_error(
                bad.field if bad.field in form.fields else None, words.FIELDS.get(bad.field, _("Check this."))
            )
    context = {"form": form, "title": _("A new plan of centres")}
    return TemplateResponse(request, "siting/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def another(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Another alternative beside the others; it begins with what the last one asked."""
    actor = actor_of(request)
    require(actor, P.WATCH_PLAN)
    held = plan_of(actor=actor, plan_id=plan_id)
    last = max(held.options.all(), key=lambda each: each.number)
    form = OptionForm(request.POST) if request.method == "POST" else OptionForm(initial=said_before(last.asked))
    if form.is_valid():
        try:
            made = ask_option(actor=actor, now=timezone.now(), plan_id=plan_id, asked=form.asked())
            wake_worker(made.pk)
            return redirect("siting:plan", plan_id)
        except BadQuestion as bad:
            form.add_error(
                bad.field if bad.field in form.fields else None, words.FIELDS.get(bad.field, _("Check this."))
            )
    context = {"form": form, "plan": held, "title": _("Another alternative")}
    return TemplateResponse(request, "siting/new.html", context, status=422 if form.is_bound else 200)


@require_GET
@hides_what_is_not_there
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The alternatives side by side, each with its map; and what has opened since."""
    held = plan_of(actor=actor_of(request), plan_id=plan_id)
    options = sorted(held.options.all(), key=lambda each: -each.number)
    codes = {site["code"] for option in options if option.answer for site in option.answer["sites"]}
    names = places_named(codes)
    opened = opened_since(plan=held, codes=codes, today=timezone.localdate())
    context = {
        "plan": held, "type": words.type_name(held.type),
        "cards": [shown.card(option, names) for option in options],
        "is_waiting": any(option.state == SitingState.WAITING for option in options),
        "opened": [(each, shown.unit_name(each.state)) for each in opened], "credit": credit(source()),
    }  # fmt: skip
    answer = TemplateResponse(request, "siting/plan.html", context)
    if request.headers.get("HX-Request") and not context["is_waiting"]:
        # Maps are drawn when a page is opened: the waiting one opens again once all is worked out.
        answer["HX-Refresh"] = "true"
    return answer


@require_GET
@hides_what_is_not_there
def option(request: HttpRequest, option_id: UUID) -> HttpResponse:
    held = option_of(actor=actor_of(request), option_id=option_id)
    may_refuse = actor_of(request).may(P.WATCH_PLAN)
    context = _option_context(held) | {
        "may_refuse": may_refuse, "refuse_address": reverse("siting:refuse", args=[option_id]),
    }  # fmt: skip
    return TemplateResponse(request, "siting/option.html", context)


def _option_context(held: Any) -> dict[str, Any]:
    answer = held.answer or {"sites": [], "uncovered": []}
    names = places_named(row["code"] for row in [*answer["sites"], *answer["uncovered"]])
    return {
        "option": held, "plan": held.plan, "type": words.type_name(held.plan.type), "card": shown.card(held, names),
        "sites": [shown.site(row, names) for row in answer["sites"]],
        "uncovered": [shown.site(row, names) for row in answer["uncovered"]], "credit": credit(source()),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def refuse(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """« Not there »: a new alternative is worked out at once, beginning with the sites that stay."""
    if request.method == "GET":
        return _ask_why(request, option_id, request.GET.get("code", ""))
    try:
        made = refuse_site(
            actor=actor_of(request), now=timezone.now(), option_id=option_id, code=request.POST.get("code", ""),
            reason=request.POST.get("reason", "")[:200],
        )  # fmt: skip
    except (BadQuestion, CannotSite) as bad:
        field = bad.field if isinstance(bad, BadQuestion) else ""
        if field == "reason":
            return _ask_why(request, option_id, request.POST.get("code", ""), fault=words.FIELDS[field])
        messages.error(request, words.FIELDS.get(field, _("This commune is not one of the sites.")))
        return redirect("siting:option", option_id)
    wake_worker(made.pk)
    return redirect("siting:option", made.pk)


def _ask_why(request: HttpRequest, option_id: UUID, code: str, *, fault: Any = "") -> HttpResponse:
    actor = actor_of(request)
    require(actor, P.WATCH_PLAN)
    held = option_of(actor=actor, option_id=option_id)
    if code not in {row["code"] for row in (held.answer or {"sites": []})["sites"]}:
        messages.error(request, _("This commune is not one of the sites."))
        return redirect("siting:option", option_id)
    name = shown.place_name(places_named([code]).get(code), code)
    context = {"option": held, "code": code, "name": name, "fault": fault}
    return TemplateResponse(request, "siting/refuse.html", context, status=422 if fault else 200)


@require_GET
@hides_what_is_not_there
def export(request: HttpRequest, option_id: str, extension: str) -> HttpResponse:
    held = option_of(actor=actor_of(request), option_id=UUID(option_id))
    return exports.answer(_option_context(held), extension)


@require_POST
@hides_what_is_not_there
def paper(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """The paper for the committee, in the language asked for."""
    held = option_of(actor=actor_of(request), option_id=option_id)
    lang = language_of(request)
    if held.state != SitingState.DONE:
        messages.error(request, _("Nothing is worked out yet: there is nothing to print."))
        return redirect("siting:option", option_id)
    with translation.override(lang):
        written = paper_of(held)
        made = issue_siting(actor=actor_of(request), now=timezone.now(), option=held, paper=written, lang=lang)
    return pdf_answer(bytes(made.pdf or b""), name=f"sites-{held.plan.type}-{held.number}")
