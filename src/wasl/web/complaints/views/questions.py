"""What a handler asks of a unit: the question, and the answer given once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance.commands.complaints import CannotComplain, answer_question
from wasl.assistance.queries.complaints import question_of, questions_of
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.complaints.forms import AnswerForm
from wasl.web.complaints.words import FAULTS
from wasl.web.requests import Request


@require_GET
@needs(P.COMPLAINT_ANSWER)
def questions(request: Request) -> HttpResponse:
    context = {"questions": questions_of(actor=request.actor), "today": timezone.localdate()}
    return TemplateResponse(request, "complaints/questions.html", context)


@require_http_methods(["GET", "POST"])
@needs(P.COMPLAINT_ANSWER)
@hidden_is_missing
def question(request: Request, question_id: UUID) -> HttpResponse:
    asked = question_of(actor=request.actor, question_id=question_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(actor=request.actor, now=timezone.now(), question_id=question_id, **form.cleaned_data)
        except CannotComplain as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Your answer is sent."))
            return redirect("complaints:questions")
    context = {"asked": asked, "form": form}
    return TemplateResponse(request, "complaints/question.html", context, status=422 if form.errors else 200)
