"""What the kinds of the catalogue are called, and what each refusal says."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wasl.catalogue.questionnaires.rules import Flaw, Kind, Use
from wasl.catalogue.rules import Fault, PeriodKind
from wasl.core.months import WEEKDAYS
from wasl.web.printed import language
from wasl.web.words import Words

KINDS: Words = {
    "services": _("Services"),
    "programmes": _("Programmes"),
    "reasons": _("Reasons for what could not be given"),
    "destinations": _("Destinations of orientations"),
    "purposes": _("Why data are written down"),
    "calendar": _("Public holidays and Ramadan"),
    "questionnaires": _("Questionnaires"),
    "letters": _("Letters and attestations"),
    "parameters": _("Deadlines and thresholds"),
}

PERIOD_KINDS: Words = {PeriodKind.CLOSED: _("Closed"), PeriodKind.RAMADAN: _("Hours of Ramadan")}

PARAMETERS: Words = {
    "orientation.reply_days.danger": _("Answer to an orientation, danger"),
    "orientation.reply_days.urgent": _("Answer to an orientation, urgent"),
    "orientation.reply_days.normal": _("Answer to an orientation, ordinary"),
    "orientation.remind_days.danger": _("Before the first reminder, danger"),
    "orientation.remind_days.urgent": _("Before the first reminder, urgent"),
    "orientation.remind_days.normal": _("Before the first reminder, ordinary"),
    "orientation.remind_again_days.danger": _("Between the next reminders, danger"),
    "orientation.remind_again_days.urgent": _("Between the next reminders, urgent"),
    "orientation.remind_again_days.normal": _("Between the next reminders, ordinary"),
    "orientation.escalate_days.danger": _("Before the supervisor is told, danger"),
    "orientation.escalate_days.urgent": _("Before the supervisor is told, urgent"),
    "orientation.escalate_days.normal": _("Before the supervisor is told, ordinary"),
    "orientation.delegate_days.danger": _("Before the delegate is told, danger"),
    "orientation.delegate_days.urgent": _("Before the delegate is told, urgent"),
    "orientation.delegate_days.normal": _("Before the delegate is told, ordinary"),
    "orientation.unanswered_days.danger": _("Before it counts as unanswered, danger"),
    "orientation.unanswered_days.urgent": _("Before it counts as unanswered, urgent"),
    "orientation.unanswered_days.normal": _("Before it counts as unanswered, ordinary"),
    "orientation.serve_days": _("Accepted without news, before it is looked at again"),
    "orientation.appointment_days": _("After an appointment, before it is asked whether she came"),
    "orientation.resume_days": _("After a refusal or an absence, before another way is found"),
    "orientation.close_days": _("After the service was given, before the orientation is closed"),
    "orientation.late_escalate_days": _("Late after an answer, before the supervisor is told"),
    "orientation.late_delegate_days": _("Late after an answer, before the delegate is told"),
    "orientation.link_days": _("How long the link of an orientation opens"),
    "orientation.link_wrong_codes": _("Wrong codes before a link is blocked"),
    "directory.places_days": _("How long the free places of a service count as known"),
    "directory.kept_days": _("Before a line of the directory is to be checked again"),
    "case.review_days": _("Between two reviews of a case"),
    "circuit.same_day": _("A step of a circuit for the same day"),
    "circuit.soon_days": _("A step of a circuit that cannot wait"),
    "request.answer_days": _("A service asked of a programme: days until its answer is late"),
    "circuit.answer_days": _("An answer waited for in a circuit"),
    "circuit.enquiry_days": _("A social enquiry"),
    "circuit.month_days": _("A step of a circuit within the month"),
    "circuit.review_days": _("Between two reviews in a circuit"),
    "circuit.procedure.appeal_days": _("Help with procedures: last day of an appeal"),
    "circuit.child.first_days": _("Child protection: first action"),
    "circuit.child.urgent_hours": _("Child protection: immediate assistance"),
    "circuit.child.report_days": _("Child protection: report to the prosecutor"),
    "circuit.child.answer_days": _("Child protection: answer of justice"),
    "circuit.child.evaluation_days": _("Child protection: social evaluation"),
    "circuit.child.judge_days": _("Child protection: social report to the judge"),
    "circuit.child.placement_days": _("Child protection: entry into the establishment"),
    "circuit.child.placement_length_days": _("Child protection: length of a provisional placement"),
    "circuit.child.placement_review_days": _("Child protection: between two reviews of a placement"),
    "circuit.child.project_days": _("Child protection: intervention project"),
    "circuit.child.support_days": _("Child protection: support in place"),
    "circuit.child.follow_days": _("Child protection: between two follow-ups"),
    "circuit.women.first_days": _("Women: safe reception"),
    "circuit.women.danger_hours": _("Women: danger assessment"),
    "circuit.women.safety_hours": _("Women: immediate safety steps"),
    "circuit.women.shelter_days": _("Women: search for shelter"),
    "circuit.women.certificate_days": _("Women: medical certificate"),
    "circuit.women.legal_days": _("Women: legal advice"),
    "circuit.women.support_days": _("Women: psychological support"),
    "circuit.women.autonomy_days": _("Women: economic empowerment"),
    "circuit.women.follow_days": _("Women: between two follow-ups"),
    "signal.same_event_days": _("Signals this close in time may be about one event"),
    "signal.reporter_hours": _("How long the identity of a reporter stays open"),
    "calendar.opens": _("Counters open at (minutes after midnight: 510 is 8:30)"),
    "calendar.closes": _("Counters close at (minutes after midnight)"),
    "calendar.ramadan_opens": _("Counters open at, in Ramadan (minutes after midnight)"),
    "calendar.ramadan_closes": _("Counters close at, in Ramadan (minutes after midnight)"),
    "calendar.weekdays": _("Last day of the week on which counters are open (1 is Monday)"),
    "appointment.ahead_days": _("How far ahead an appointment may be given"),
    "appointment.remind_days": _("A reminder goes out before the appointment"),
    "case.first_days": _("A case opened, before its first step is due"),
    "case.next_days": _("Next step asked for again after"),
    "case.escalate_days": _("A late step goes to the supervisor after"),
    "case.escalate_days.danger": _("A late step goes to the supervisor after, danger"),
    "case.suspend_days": _("Longest rest of a case"),
    "case.quiet_days": _("A case without news is listed after"),
    "case.follow_up_1": _("First follow-up after closure"),
    "case.follow_up_2": _("Second follow-up after closure"),
    "case.follow_up_3": _("Third follow-up after closure"),
    "case.follow_up_tries": _("Tries before somebody counts as lost from sight"),
    "case.lost_days": _("Somebody must act on a person lost from sight within"),
    "assessment.version_days": _("A questionnaire that changed may still be sent in its earlier words"),
    "plan.review_months": _("Between two reviews of a plan"),
    "plan.witnesses": _("Witnesses of a fingerprint or a cross"),
    "recording.most_kilobytes": _("Largest sound that is kept"),
    "complaint.first_days.danger": _("First answer to a complaint, danger"),
    "complaint.first_days.urgent": _("First answer to a complaint, urgent"),
    "complaint.first_days.normal": _("First answer to a complaint, ordinary"),
    "complaint.final_days.danger": _("Decision on a complaint, danger"),
    "complaint.final_days.urgent": _("Decision on a complaint, urgent"),
    "complaint.final_days.normal": _("Decision on a complaint, ordinary"),
    "complaint.remind_days": _("Reminder before a complaint is due"),
    "complaint.escalate_days": _("Before headquarters are told of a late complaint"),
    "complaint.question_days": _("Answer of a unit to the handler of a complaint"),
    "glass.review_days": _("Review of an emergency opening"),
    "brake.files_a_day": _("Files that one account reads in a day before it is noticed"),
    "brake.rows_a_day": _("Lines that one account lists in a day before it is noticed"),
    "brake.burst_files": _("Files read within ten minutes that are noticed"),
    "signal.call_minutes": _("Minutes before the next agent is called for an urgent signal that nobody took on"),
    "voice.wrong_codes": _("Wrong codes that one agent may type in a day to hear somebody"),
    "voice.minimum": _("Answers before what beneficiaries say is shown"),
    "form.late_days": _("Longest time to type a paper form"),
    "glass.open_hours": _("How long a file opened in an emergency stays open"),
    "correction.own_hours": _("How long an agent mends alone what the agent registered"),
    "correction.decide_days": _("Answer to a request for correction"),
    "list.kept_days": _("Lists that were brought in are kept after the last step"),
    "retention.social_days": _("Social files are kept after the last contact"),
    "retention.sensitive_days": _("Sensitive files are kept after the last contact"),
    "retention.protection_days": _("Protection files are kept after the last contact"),
    "attachment.most_megabytes": _("Largest file that is attached"),
    "watch.false_alarms": _("False alarms a week that a reader of the watch accepts, unless the reader says otherwise"),
    "watch.false_alarms_most": _("False alarms a week that a reader of the watch may ask for at most"),
    "watch.completeness": _("Share of the weekly states without which a week is not looked at"),
    "watch.wait_days": _("Days after its end before a week is looked at"),
    "watch.join_weeks": _("Weeks within which a rise that goes on stays the same alert"),
    "watch.silent_weeks": _("Weeks without any entry after which an active centre is reported as silent"),
    "watch.least_cases": _("Cases in four weeks or months without which nothing is told as an alert"),
    "watch.precision_least": _("Alerts judged before it is published how often they were right"),
    "watch.dataset_days": _("Longest time that a data set stays open to a partner"),
    "watch.same_event_days": _("Reports from the field this close in time may be about one event"),
    "watch.same_event_km": _("Reports from places this near may be about one event"),
    "watch.score_outcomes": _("Outcomes known before the score of households proposes anything"),
    "watch.score_months": _("Before the score of a household says nothing any more"),
    "disclosure.minimum": _("Smallest count of persons that leaves the institution"),
    "disclosure.minimum_sensitive": _("Smallest count for violence and children"),
}

UNITS = frozenset({
    "days", "months", "hours", "persons", "tries", "clock", "weekdays", "kilobytes", "megabytes", "files", "rows",
    "alerts", "weeks", "percent", "km", "minutes", "outcomes",
})  # fmt: skip


def _size(value: int, unit: str) -> str:
    if unit == "kilobytes":
        return ngettext("%(count)s kilobyte", "%(count)s kilobytes", value)
    if unit == "megabytes":
        return ngettext("%(count)s MB", "%(count)s MB", value)
    if unit == "files":
        return ngettext("%(count)s file", "%(count)s files", value)
    if unit == "minutes":
        return ngettext("%(count)s minute", "%(count)s minutes", value)
    if unit == "alerts":
        return ngettext("%(count)s alert", "%(count)s alerts", value)
    if unit == "weeks":
        return ngettext("%(count)s week", "%(count)s weeks", value)
    if unit == "percent":
        return "%(count)s\u202f%%"
    return ngettext("%(count)s line", "%(count)s lines", value)


def amount(value: int, unit: str) -> str:
    """A value with its unit in words: 90 days, 4 hours."""
    if unit == "clock":
        return f"{value // 60}:{value % 60:02d}"
    if unit == "weekdays":
        return WEEKDAYS[language()][value - 1]
    if unit == "hours":
        text = ngettext("%(count)s hour", "%(count)s hours", value)
    elif unit in {"kilobytes", "megabytes", "files", "rows", "alerts", "weeks", "percent", "minutes"}:
        text = _size(value, unit)
    elif unit == "km":
        text = ngettext("%(count)s kilometre", "%(count)s kilometres", value)
    elif unit == "outcomes":
        text = ngettext("%(count)s outcome", "%(count)s outcomes", value)
    elif unit == "persons":
        text = ngettext("%(count)s person", "%(count)s persons", value)
    elif unit == "months":
        text = ngettext("%(count)s month", "%(count)s months", value)
    elif unit == "tries":
        text = ngettext("%(count)s try", "%(count)s tries", value)
    else:
        text = ngettext("%(count)s day", "%(count)s days", value)
    return text % {"count": value}


FAULTS: Words = {
    Fault.CODE: _("A code has 2 to 20 capital letters, digits or underscores, and begins with a letter."),
    Fault.SAME_ACCOUNT: _("You proposed this: another account decides on it."),
    Fault.ALREADY_DECIDED: _("Somebody has decided on this already."),
    Fault.BEFORE_ROW_IN_FORCE: _("It must begin after the row in force: what was true before is not rewritten."),
    Fault.ALREADY_WAITING: _("A change of this code is already waiting for a decision: decide on it first."),
    Fault.UNKNOWN_PARAMETER: _("This code is not a deadline or a threshold."),
    Fault.OUT_OF_BOUNDS: _("This value is out of the bounds shown beside the field."),
    Fault.ENDS_BEFORE_START: _("The last day comes before the first one: check both."),
    Fault.QUESTIONNAIRE: _("This questionnaire cannot be used as it is: look at the sentence about it."),
    Fault.NO_PARAGRAPH: _("Each text holds {paragraph} exactly once, alone between two empty lines."),
    Fault.UNKNOWN_FIELD: _("A text holds a field in braces that this record does not give: see the list beside it."),
    Fault.TOO_LONG: _("A text is longer than 6,000 signs: shorten it."),
    Fault.NO_REASON: _("Say why it is refused: those who proposed it will read it."),
}

USES: Words = {
    Use.NEEDS: _("What is needed"),
    Use.FUNCTION: _("How somebody functions"),
    Use.DANGER: _("Whether somebody is in danger"),
}

QUESTION_KINDS: Words = {
    Kind.SINGLE: _("one answer"),
    Kind.MANY: _("several answers"),
    Kind.SCALE: _("a scale"),
    Kind.NUMBER: _("a number"),
    Kind.TEXT: _("free words"),
    Kind.DAY: _("a day"),
}

FLAWS: Words = {
    Flaw.SHAPE: _("An answer is not written as code | French | Arabic | points: %(where)s"),
    Flaw.CODE: _("A code is made of Latin letters, digits and underscores: %(where)s"),
    Flaw.TWICE: _("This code is there twice: %(where)s"),
    Flaw.WORDING: _("The words are missing in one of the two languages: %(where)s"),
    Flaw.NO_OPTIONS: _("A question with a choice needs its answers, and another has none: %(where)s"),
    Flaw.POINTS: _("A part with points needs a cap of at least 1, and one without points has none: %(where)s"),
    Flaw.CONDITION: _("A question or a result depends on an answer that is not there above it: %(where)s"),
    Flaw.BANDS: _("The levels of the total begin at 0 and rise; a questionnaire without points has none."),
    Flaw.EMPTY: _("A questionnaire needs at least one question."),
}
