"""Figures for the provincial committee: on screen as they are printed, small ones hidden."""

from datetime import timedelta

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wasl.core.permissions import Permission as P
from wasl.reports.commands import issue_committee
from wasl.reports.outputs.committee import line_label, part_label
from wasl.reports.queries.committee import committee_of
from wasl.web.assistance.guards import needs
from wasl.web.papers import LANGUAGES, to_paper
from wasl.web.printed import language
from wasl.web.requests import Request
from wasl.web.signals.forms import PeriodForm


@require_http_methods(["GET", "POST"])
@needs(P.SIGNAL_COUNT)
def committee(request: Request) -> HttpResponse:
    today = timezone.localdate()
    year = {"since": today.replace(month=1, day=1), "until": today}
    form = PeriodForm(request.POST or None, initial=year)
    given = form.cleaned_data if form.is_bound and form.is_valid() else year
    period = {"since": given["since"], "until": given["until"] + timedelta(days=1)}
    lang = request.POST.get("lang", "")
    if form.is_bound and form.is_valid() and lang in LANGUAGES:
        made = issue_committee(actor=request.actor, now=timezone.now(), language=lang, **period)
        return to_paper(request, made)
    found = committee_of(actor=request.actor, **period)
    lines = [(part_label(one.part), line_label(one, language()), one.count) for one in found.lines]
    context = {"form": form, "found": found, "lines": lines}
    return TemplateResponse(request, "signals/committee.html", context, status=422 if form.errors else 200)
