from typing import Any
from uuid import UUID

from allauth.account.views import password_change
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form, Select
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.access import commands, queries
from wasl.assistance.queries.caseload import cases_held
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.network.names import names_of
from wasl.web.access.forms import AccountForm, PostingForm, SlipForm
from wasl.web.access.messages import POSTING_REFUSALS, RESET_REFUSALS
from wasl.web.middleware import POSTING_IN_SESSION
from wasl.web.network.words import name_of
from wasl.web.paging import page_by_key
from wasl.web.requests import Request
from wasl.web.templatetags.access import agent_name


def _account_or_404(request: Request, account_id: UUID) -> Any:
    account = queries.account_of(actor=request.actor, account_id=account_id)
    if account is None:
        raise Http404
    return account


def change_password(request: Request) -> HttpResponse:
    """The library would lead an account that has no password to an address that is not open here."""
    if request.user.has_usable_password():  # type: ignore[union-attr]
        return password_change(request)  # type: ignore[no-any-return]
    messages.info(request, _("This account has no password yet: ask your local administrator for a slip."))
    return redirect("home")


@require_POST
def switch_posting(request: Request) -> HttpResponse:
    """Puts one of the account's own postings in force; any other value is ignored."""
    wanted = request.POST.get("posting", "")
    if any(str(posting.pk) == wanted for posting in getattr(request, "postings", [])):
        request.session[POSTING_IN_SESSION] = wanted
    return redirect("/")


@require_GET
def accounts(request: Request) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    found = queries.accounts_of(actor=request.actor, text=text)
    page = page_by_key(request, found, order=("staff_number",))
    units = names_of([account.agent.unit_id for account in page.rows], on=timezone.localdate())
    waiting = queries.open_resets(actor=request.actor).count() if request.actor.may(Permission.ACCOUNT_RESET) else 0
    return TemplateResponse(
        request,
        "access/accounts.html",
        {
            "page": page,
            "next_key": page.next_key,
            "previous_key": page.previous_key,
            "q": text,
            "units": units,
            "waiting": waiting,
        },
    )


@require_http_methods(["GET", "POST"])
def open_account(request: Request) -> HttpResponse:
    require(request.actor, Permission.ACCOUNT_CREATE)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        data = dict(form.cleaned_data)
        unit = _unit_named(request, form, data.pop("unit"))
        if unit is not None:
            try:
                account = commands.open_account(actor=request.actor, unit=unit, **data)
            except commands.NumberTaken:
                form.add_error("number", _("Another agent already has this number: check it, or open their account."))
            else:
                messages.success(request, _("The account is open. Give it a posting, then a slip to sign in with."))
                return redirect("access:account", account.pk)
    return TemplateResponse(request, "access/open.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def account(request: Request, account_id: UUID) -> HttpResponse:
    found = _account_or_404(request, account_id)
    postings = list(found.postings.select_related("unit", "stands_in_for__account").order_by("-since"))
    today = timezone.localdate()
    return TemplateResponse(
        request,
        "access/account.html",
        {
            "account": found,
            "postings": postings,
            "in_force": {p.pk for p in queries.postings_in_force(account=found, today=today)},
            "units": names_of([p.unit_id for p in postings] + [found.agent.unit_id], on=today),
            "needs_second_factor": queries.needs_second_factor(account=found, today=today),
            "is_own": found.pk == request.actor.account_id,
        },
    )


@require_http_methods(["GET", "POST"])
def post_account(request: Request, account_id: UUID) -> HttpResponse:
    require(request.actor, Permission.ACCOUNT_POST)
    found = _account_or_404(request, account_id)
    form = PostingForm(request.POST or None, initial={"since": timezone.localdate()})
    if form.is_valid() and _post(request, found, form):
        messages.success(request, _("The posting is recorded; it is in force from its first day on."))
        return redirect("access:account", found.pk)
    return TemplateResponse(
        request, "access/post.html", {"form": form, "account": found}, status=422 if form.errors else 200
    )


def _unit_named(request: Request, form: Form, words: str) -> Any:
    """The unit of this code or name; when several answer to it, the form offers them to choose from."""
    unit = queries.unit_for_posting(actor=request.actor, code=words)
    if unit is not None:
        return unit
    found = queries.units_named(actor=request.actor, words=words, today=timezone.localdate())
    if len(found) == 1:
        return found[0].unit
    if found:
        listed = [(state.unit.code, f"{name_of(state)} ({state.unit.code})") for state in found]
        form.fields["unit"].widget = Select(choices=[("", "—"), *listed])
        form.add_error("unit", _("Several units are called so: choose one in the list."))
    else:
        form.add_error(
            "unit", _("No unit of your territory bears this name or code: look for it in the list of units.")
        )
    return None


def _post(request: Request, account: Any, form: PostingForm) -> bool:
    data = form.cleaned_data
    unit = _unit_named(request, form, data["unit"])
    if unit is None:
        return False
    absent = None
    if data["stands_in_for"]:
        absent = _absent(form, data["stands_in_for"], role=data["role"], unit=unit, on=data["since"])
        if absent is None:
            return False
    try:
        commands.post_account(
            actor=request.actor,
            account=account,
            role=data["role"],
            unit=unit,
            since=data["since"],
            until=data["until"],
            stands_in_for=absent,
        )
    except commands.CannotPost as error:
        form.add_error(None, POSTING_REFUSALS[error.refusal])
        return False
    return True


def _absent(form: PostingForm, words: str, **held: Any) -> Any:
    """The posting to stand in for; several, or none of that name, are offered to choose from."""
    found = queries.postings_held(words=words, **held)
    if len(found) == 1:
        return found[0]
    offered = found or queries.postings_held(**held)
    if offered:
        listed = [
            (one.account.staff_number, f"{agent_name(one.account.agent)} ({one.account.staff_number})")
            for one in offered
        ]
        form.fields["stands_in_for"].widget = Select(choices=[("", "—"), *listed])
    if found:
        form.add_error("stands_in_for", _("Several agents of this name hold this role here: choose one in the list."))
    elif offered:
        form.add_error(
            "stands_in_for",
            _("Nobody of this name or number holds this role in this unit on that day: choose one of those who do."),
        )
    else:
        form.add_error(
            "stands_in_for", _("Nobody holds this role in this unit on that day: check the role, the unit and the day.")
        )
    return None


@require_POST
def end_posting(request: Request, account_id: UUID, posting_id: UUID) -> HttpResponse:
    found = _account_or_404(request, account_id)
    posting = queries.posting_of(actor=request.actor, account=found, posting_id=posting_id)
    if posting is None:
        raise Http404
    try:
        commands.end_posting(actor=request.actor, posting=posting, on=timezone.localdate())
    except commands.CannotPost as error:
        messages.error(request, POSTING_REFUSALS[error.refusal])
    else:
        messages.success(request, _("The posting has ended: it opens nothing from now on."))
        if cases_held(actor=request.actor, account_id=found.pk):
            still = _("Open cases are still in this agent’s hands: whoever supervises gives them on.")
            messages.warning(request, still)
    return redirect("access:account", found.pk)


@require_POST
def close_account(request: Request, account_id: UUID) -> HttpResponse:
    """What is still in the agent's hands is said first: how much, and where, since no dossier is read from here."""
    found = _account_or_404(request, account_id)
    held = {} if request.POST.get("sure") == "yes" else cases_held(actor=request.actor, account_id=found.pk)
    if held:
        units = names_of(list(held), on=timezone.localdate())
        context = {"account": found, "units": units, "held": sorted(held.items(), key=lambda pair: -pair[1])}
        return TemplateResponse(request, "access/close.html", context, status=409)
    return _switch(
        request, account_id, commands.close_account, _("The account is closed: it opens nothing from now on.")
    )


@require_POST
def reopen_account(request: Request, account_id: UUID) -> HttpResponse:
    return _switch(request, account_id, commands.reopen_account, _("The account is open again."))


def _switch(request: Request, account_id: UUID, command: Any, done: str) -> HttpResponse:
    found = _account_or_404(request, account_id)
    try:
        command(actor=request.actor, account=found)
    except commands.OwnAccount:
        messages.error(request, _("Nobody closes or opens their own account: ask another administrator."))
    else:
        messages.success(request, done)
    return redirect("access:account", found.pk)


@require_POST
def ask_reset(request: Request, account_id: UUID) -> HttpResponse:
    found = _account_or_404(request, account_id)
    try:
        commands.ask_reset(actor=request.actor, account=found, now=timezone.now())
    except commands.CannotReset as error:
        messages.error(request, RESET_REFUSALS[error.refusal])
    else:
        messages.success(request, _("The reset is asked for: a second person approves it and prints the slip."))
    return redirect("access:account", found.pk)


@require_GET
def resets(request: Request) -> HttpResponse:
    waiting = list(queries.open_resets(actor=request.actor))
    units = names_of([reset.account.agent.unit_id for reset in waiting], on=timezone.localdate())
    return TemplateResponse(request, "access/resets.html", {"resets": waiting, "units": units})


@never_cache
@require_POST
def approve_reset(request: Request, reset_id: UUID) -> HttpResponse:
    """The slip is shown by this answer only: printed now, or lost."""
    reset = queries.reset_of(actor=request.actor, reset_id=reset_id)
    if reset is None:
        raise Http404
    try:
        slip = commands.approve_reset(actor=request.actor, reset=reset, now=timezone.now())
    except commands.CannotReset as error:
        messages.error(request, RESET_REFUSALS[error.refusal])
        return redirect("access:resets")
    return TemplateResponse(request, "access/slip.html", {"reset": slip.reset, "code": slip.code})


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
def redeem(request: Request) -> HttpResponse:
    form = SlipForm(request.POST or None)
    number = form.data.get("staff_number", "").strip().upper()
    if request.method == "POST" and not ratelimit.consume(request, action="slip", key=number):
        form.add_error(None, _("Too many tries: wait five minutes, then try again."))
    elif form.is_valid():
        data = form.cleaned_data
        try:
            commands.redeem_slip(
                staff_number=data["staff_number"], code=data["code"], password=data["password"], now=timezone.now()
            )
        except commands.BadSlip:
            form.add_error(
                None,
                ValidationError(_("No open slip bears this number and this code: check both, or ask for a new slip.")),
            )
        else:
            messages.success(request, _("Your new password is set: sign in with it."))
            return redirect("account_login")
    return TemplateResponse(request, "access/redeem.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def second_factor_rules(request: Request) -> HttpResponse:
    """Which roles must sign in with a second factor; read by administrators, changed at the headquarters."""
    table = queries.second_factor_table()
    if request.method == "POST":
        wanted = set(request.POST.getlist("role")) & set(table)
        for role, is_required in table.items():
            if (role in wanted) != is_required:
                commands.require_second_factor(actor=request.actor, role=role, is_required=role in wanted)
        messages.success(request, _("The rules are recorded; they hold from the next sign-in on."))
        return redirect("access:second_factor_rules")
    queries.accounts_of(actor=request.actor)
    return TemplateResponse(
        request, "access/second_factor_rules.html", {"table": table, "may_change": request.actor.path == "MA."}
    )
