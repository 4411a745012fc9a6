from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance import commands, queries
from wasl.assistance.commands import CannotAssess
from wasl.assistance.commands.circuits import complete_by_form
from wasl.assistance.queries import assessments as found
from wasl.assistance.rules import AssessmentFault
from wasl.assistance.rules.circuits import StepState
from wasl.catalogue.queries import questionnaire_version, questionnaires_on
from wasl.catalogue.questionnaires.rules import Form, form_of
from wasl.catalogue.recordings.queries import question_phrases
from wasl.core.permissions import Permission as P
from wasl.web.assessments.forms import START, AnswersForm, OverrideForm, many_fields
from wasl.web.assessments.words import FAULTS, MISSING, answer_text, band_label, finding_labels
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.drafts.keeping import drop, typed
from wasl.web.recordings.sounds import Sounds, always
from wasl.web.requests import uuid_of


@require_GET
@hidden_is_missing
def assessments(request: HttpRequest, case_id: UUID) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    rows = found.assessments_of(actor=actor, case_id=case_id)
    codes = [row.code for row in rows]
    context = {
        "case_id": case_id, "rows": [_line(row) for row in rows], "may_assess": actor.may(P.CASE_OPEN),
        "offered": found.offered(actor=actor, case_id=case_id, on=today),
        "comparable": {row.code: row.questionnaire.label for row in rows if codes.count(row.code) > 1}.items(),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/list.html", context)


def _line(row: Any) -> Any:
    form = form_of(row.questionnaire.content)
    row.words = row.questionnaire.label
    row.level_words = band_label(form, row.decided_band or row.band)
    row.found_words = finding_labels(form, row.findings)
    return row


def _version(request: HttpRequest, code: str, draft: dict[str, Any]) -> tuple[Any, bool]:
    """The version that was begun, and whether another one is in force by now; else the one in force."""
    current = questionnaires_on(timezone.localdate()).filter(code=code).first()
    if current is None:
        raise Http404
    begun = request.POST.get("questionnaire") or draft.get("questionnaire") or ""
    try:
        row = questionnaire_version(UUID(str(begun)))
    except ValueError:
        row = None
    row = row if row is not None and row.code == code else current
    return row, row.pk != current.pk


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def assess(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    about = queries.subject_of(actor=actor, case_id=case_id)
    draft = f"assessment-{code}-{case_id}"
    version, is_old = _version(request, code, typed(request, draft))
    asked = form_of(version.content)
    initial = typed(request, draft, many=many_fields(asked)) | {"questionnaire": version.pk}
    form = AnswersForm(request.POST or None, initial=initial, form=asked)
    fault = None
    if request.method == "POST" and form.is_valid():
        try:
            row = _record(request, case_id, version.pk, form)
        except CannotAssess as refusal:
            fault = refusal.fault
            _show(form, refusal)
        else:
            drop(request, draft)
            return _after(request, case_id, row.pk)
    phrases = [*always("talk"), *question_phrases(code, version.content)]
    context = {
        "sounds": Sounds(phrases), "about": about, "case_id": case_id, "version": version, "form": form,
        "draft": draft, "is_old": is_old,
        "step": request.POST.get("step") or request.GET.get("step") or "",
        "source": asked.source, "is_too_old": fault == AssessmentFault.OLD_VERSION, "code": code,
    }  # fmt: skip
    return TemplateResponse(request, "assessments/assess.html", context, status=422 if form.errors else 200)


def _after(request: HttpRequest, case_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Back to the step that asked it, which is done when nothing else is left to say."""
    step_id = uuid_of(request.POST.get("step", ""))
    done = step_id and complete_by_form(actor=request.actor, now=timezone.now(), step_id=step_id)  # type: ignore[attr-defined]
    if not done or done.case_id != case_id:
        messages.success(request, _("Assessment noted."))
        return redirect("assessments:assessment", case_id, assessment_id)
    if done.state == StepState.DONE:
        messages.success(request, _("Assessment noted: the step that asked it is done."))
    else:
        messages.success(request, _("Assessment noted: say the rest of the step, then it is done."))
    return redirect("circuits:run", case_id, done.run_id)


def _record(request: HttpRequest, case_id: UUID, version_id: UUID, form: AnswersForm) -> Any:
    given = form.cleaned_data
    return commands.record_assessment(
        actor=request.actor, now=timezone.now(), assessment_id=command_id(request), case_id=case_id,  # type: ignore[attr-defined]
        questionnaire_id=version_id, typed=form.typed(), language=given["language"],
        has_interpreter=given["has_interpreter"], conclusion=given["conclusion"],
    )  # fmt: skip


def _show(form: AnswersForm, refusal: CannotAssess) -> None:
    for code, missing in refusal.missing.items():
        form.add_error(START + code, MISSING[missing])
    form.add_error(None, FAULTS[refusal.fault])


@require_GET
@hidden_is_missing
def assessment(request: HttpRequest, case_id: UUID, assessment_id: UUID) -> HttpResponse:
    return _sheet(request, case_id, assessment_id)


def _sheet(
    request: HttpRequest, case_id: UUID, assessment_id: UUID, *, form: OverrideForm | None = None
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    sheet = found.assessment_sheet(actor=actor, assessment_id=assessment_id)
    if sheet.row.case_id != case_id:
        raise Http404
    bands = [(band.code, band_label(sheet.form, band.code)) for band in sheet.form.bands]
    may = bool(bands) and actor.may(P.ASSESSMENT_OVERRIDE) and sheet.row.recorded_by_id != actor.account_id
    context = {
        "case_id": case_id, "sheet": sheet, "row": sheet.row, "parts": _points(sheet), "answers": _answers(sheet),
        "band": band_label(sheet.form, sheet.row.band), "decided": band_label(sheet.form, sheet.row.decided_band),
        "findings": finding_labels(sheet.form, sheet.row.findings),
        "override_form": (form or OverrideForm(bands=bands)) if may else None,
    }  # fmt: skip
    return TemplateResponse(request, "assessments/assessment.html", context, status=422 if form else 200)


def _points(sheet: Any) -> list[tuple[Any, Any, list[tuple[Any, str, int]]]]:
    """Why this score: each part, what it counts, and the answers that brought points."""
    words = {part.code: part.words for part in sheet.form.parts}
    return [
        (words[part.code], part, [(_q(sheet.form, code), _said(sheet, code), points) for code, points in part.lines])
        for part in sheet.score.parts
    ]


def _answers(sheet: Any) -> list[tuple[Any, str]]:
    return [(one, _said(sheet, one.code)) for one in sheet.form.questions() if one.code in sheet.answers]


def _q(form: Form, code: str) -> Any:
    return form.question(code)


def _said(sheet: Any, code: str) -> str:
    return answer_text(sheet.form.question(code), sheet.answers.get(code))


@require_POST
@needs(P.ASSESSMENT_OVERRIDE)
@hidden_is_missing
def override(request: HttpRequest, case_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Another level beside the one counted, with its reason."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = found.assessment_sheet(actor=actor, assessment_id=assessment_id)
    if sheet.row.case_id != case_id:
        raise Http404
    bands = [(band.code, band_label(sheet.form, band.code)) for band in sheet.form.bands]
    form = OverrideForm(request.POST, bands=bands)
    if not form.is_valid():
        return _sheet(request, case_id, assessment_id, form=form)
    try:
        commands.override_assessment(
            actor=actor, now=timezone.now(), assessment_id=assessment_id, **form.cleaned_data
        )  # fmt: skip
    except CannotAssess as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return _sheet(request, case_id, assessment_id, form=form)
    messages.success(request, _("Your level stands beside the one that was counted."))
    return redirect("assessments:assessment", case_id, assessment_id)


@require_GET
@hidden_is_missing
def compare(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """The latest assessments by one questionnaire, side by side."""
    side = found.compared(actor=request.actor, case_id=case_id, code=code)  # type: ignore[attr-defined]
    if not side.sheets:
        raise Http404
    days = [one.row.assessed_at for one in side.sheets]
    lines = [
        (line.question, list(zip(days, _told(line), strict=True)), line.has_changed) for line in side.lines
    ]  # fmt: skip
    heads = [(one, band_label(one.form, one.row.decided_band or one.row.band)) for one in side.sheets]
    context = {"case_id": case_id, "heads": heads, "lines": lines, "label": side.sheets[-1].row.questionnaire.label}
    return TemplateResponse(request, "assessments/compare.html", context)


def _told(line: Any) -> list[str]:
    return [answer_text(line.question, one) for one in line.said]
