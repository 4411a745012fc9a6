"""What is held about somebody, for who may obtain it; and who else is named in a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance.queries.names import agents
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.people import queries as people
from wasl.rights import commands, queries
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.papers import to_paper
from wasl.web.people.guards import actor_of, given_id
from wasl.web.printed import language
from wasl.web.rights.forms import AccessForm, MentionForm
from wasl.web.rights.words import ACCESS_FAULTS, CAPACITIES, MENTION_ROLES


@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """The latest answers of one's territory; which of them held nothing is not told apart."""
    actor = actor_of(request)
    rows = queries.access_answers(actor=actor)
    names = agents(row.answered_by for row in rows)
    context = {"rows": [(row, CAPACITIES.get(row.kind, row.kind), names.get(row.answered_by, "")) for row in rows]}
    return TemplateResponse(request, "rights/access.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`who` is the registration of the file from which one comes; without it, or out of reach, nobody is known."""
    actor = actor_of(request)
    require(actor, Permission.DISCLOSURE_ANSWER)
    who = given_id(request.POST.get("who") or request.GET.get("who"))
    own = people.registrations(actor=actor).filter(pk=who).first() if who else None
    # The name is typed as the asker says it: the file's own spelling on the paper would tell that there is a file.
    form = AccessForm(request.POST or None, initial={"lang": language()})
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.answer_access(
                actor=actor,
                answer_id=given_id(request.POST.get("command_id")) or new_id(),
                registration_id=who,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except commands.CannotAnswerAccess as refusal:
            form.add_error(None, ACCESS_FAULTS[refusal.fault])
        else:
            return to_paper(request, made)
    context = {"form": form, "asker": own.pk if own else "", "own": own}
    return TemplateResponse(request, "rights/access_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs(Permission.CASE_OPEN)
@hidden_is_missing
def mentions(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who is named in a file besides its subject: such a file is never handed to them."""
    actor = actor_of(request)
    form = MentionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        commands.note_mention(
            actor=actor,
            mention_id=given_id(request.POST.get("command_id")) or new_id(),
            case_id=case_id,
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("Written down, sealed. It is handed to nobody."))
        return redirect("rights:mentions", case_id)
    case = queries.case_named(actor=actor, case_id=case_id)
    rows = [(MENTION_ROLES[row.role], name) for row, name in queries.mentions_of(actor=actor, case_id=case_id)]
    context = {"case": case, "rows": rows, "form": form}
    return TemplateResponse(request, "rights/mentions.html", context, status=422 if form.errors else 200)
