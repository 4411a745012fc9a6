"""What may be proposed, and who may decide on it. Pure: no Django here."""

import re
from datetime import date
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """Life of a proposed row."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class Fault(StrEnum):
    """Why a proposal or a decision is not accepted."""

    CODE = "code"
    SAME_ACCOUNT = "same_account"
    ALREADY_DECIDED = "already_decided"
    BEFORE_ROW_IN_FORCE = "before_row_in_force"
    ALREADY_WAITING = "already_waiting"
    UNKNOWN_PARAMETER = "unknown_parameter"
    OUT_OF_BOUNDS = "out_of_bounds"
    NO_REASON = "no_reason"
    NO_PARAGRAPH = "no_paragraph"
    UNKNOWN_FIELD = "unknown_field"
    TOO_LONG = "too_long"
    ENDS_BEFORE_START = "ends_before_start"
    QUESTIONNAIRE = "questionnaire"


class PeriodKind(StrEnum):
    """What holds on the days of a period."""

    CLOSED = "closed"
    RAMADAN = "ramadan"


CODE = re.compile(r"[A-Z][A-Z0-9_]{1,19}")

#: code -> (shipped value, lowest, highest, unit). Days run in Africa/Casablanca, weekends included.
PARAMETERS: dict[str, tuple[int, int, int, str]] = {
    "orientation.reply_days.danger": (0, 0, 2, "days"),
    "orientation.reply_days.urgent": (3, 1, 15, "days"),
    "orientation.reply_days.normal": (10, 1, 60, "days"),
    "orientation.remind_days.danger": (1, 1, 5, "days"),
    "orientation.remind_days.urgent": (2, 1, 15, "days"),
    "orientation.remind_days.normal": (3, 1, 30, "days"),
    "orientation.remind_again_days.danger": (1, 1, 5, "days"),
    "orientation.remind_again_days.urgent": (3, 1, 15, "days"),
    "orientation.remind_again_days.normal": (7, 1, 30, "days"),
    "orientation.escalate_days.danger": (1, 1, 5, "days"),
    "orientation.escalate_days.urgent": (4, 1, 30, "days"),
    "orientation.escalate_days.normal": (14, 1, 90, "days"),
    "orientation.delegate_days.danger": (2, 1, 10, "days"),
    "orientation.delegate_days.urgent": (7, 2, 60, "days"),
    "orientation.delegate_days.normal": (21, 2, 120, "days"),
    "orientation.unanswered_days.danger": (7, 2, 30, "days"),
    "orientation.unanswered_days.urgent": (21, 3, 90, "days"),
    "orientation.unanswered_days.normal": (45, 5, 180, "days"),
    "orientation.serve_days": (30, 1, 180, "days"),
    "orientation.appointment_days": (3, 0, 30, "days"),
    "orientation.resume_days": (7, 1, 60, "days"),
    "orientation.close_days": (30, 1, 180, "days"),
    "orientation.late_escalate_days": (7, 1, 60, "days"),
    "orientation.late_delegate_days": (14, 2, 120, "days"),
    "orientation.link_days": (30, 1, 180, "days"),
    "orientation.link_wrong_codes": (5, 3, 10, "tries"),
    "directory.places_days": (7, 1, 60, "days"),
    "directory.kept_days": (180, 30, 730, "days"),
    "case.review_days": (90, 7, 365, "days"),
    "circuit.same_day": (0, 0, 3, "days"),
    "circuit.soon_days": (3, 0, 15, "days"),
    "request.answer_days": (15, 1, 180, "days"),
    "circuit.answer_days": (10, 1, 90, "days"),
    "circuit.enquiry_days": (15, 1, 90, "days"),
    "circuit.month_days": (30, 7, 90, "days"),
    "circuit.review_days": (90, 7, 365, "days"),
    "circuit.procedure.appeal_days": (60, 5, 180, "days"),
    "circuit.child.first_days": (0, 0, 3, "days"),
    "circuit.child.urgent_hours": (2, 1, 24, "hours"),
    "circuit.child.report_days": (0, 0, 3, "days"),
    "circuit.child.answer_days": (3, 1, 30, "days"),
    "circuit.child.evaluation_days": (0, 0, 15, "days"),
    "circuit.child.judge_days": (7, 0, 30, "days"),
    "circuit.child.placement_days": (0, 0, 7, "days"),
    "circuit.child.placement_length_days": (30, 1, 365, "days"),
    "circuit.child.placement_review_days": (30, 7, 180, "days"),
    "circuit.child.project_days": (15, 1, 60, "days"),
    "circuit.child.support_days": (30, 7, 90, "days"),
    "circuit.child.follow_days": (90, 7, 180, "days"),
    "circuit.women.first_days": (0, 0, 1, "days"),
    "circuit.women.danger_hours": (2, 1, 24, "hours"),
    "circuit.women.safety_hours": (4, 1, 24, "hours"),
    "circuit.women.shelter_days": (0, 0, 3, "days"),
    "circuit.women.certificate_days": (1, 0, 7, "days"),
    "circuit.women.legal_days": (7, 1, 30, "days"),
    "circuit.women.support_days": (7, 1, 30, "days"),
    "circuit.women.autonomy_days": (90, 15, 365, "days"),
    "circuit.women.follow_days": (30, 7, 90, "days"),
    "signal.same_event_days": (7, 1, 60, "days"),
    "signal.reporter_hours": (4, 1, 72, "hours"),
    "calendar.opens": (510, 0, 1_439, "clock"),
    "calendar.closes": (990, 1, 1_440, "clock"),
    "calendar.ramadan_opens": (540, 0, 1_439, "clock"),
    "calendar.ramadan_closes": (900, 1, 1_440, "clock"),
    "calendar.weekdays": (5, 1, 7, "weekdays"),
    "appointment.ahead_days": (180, 7, 730, "days"),
    "appointment.remind_days": (2, 1, 14, "days"),
    "case.first_days": (7, 0, 60, "days"),
    "case.next_days": (14, 1, 90, "days"),
    "case.escalate_days": (7, 1, 60, "days"),
    "case.escalate_days.danger": (1, 0, 15, "days"),
    "case.suspend_days": (90, 7, 365, "days"),
    "case.quiet_days": (60, 14, 365, "days"),
    "case.follow_up_1": (3, 0, 36, "months"),
    "case.follow_up_2": (6, 0, 36, "months"),
    "case.follow_up_3": (12, 0, 36, "months"),
    "case.follow_up_tries": (3, 1, 10, "tries"),
    "case.lost_days": (7, 1, 60, "days"),
    "assessment.version_days": (14, 1, 90, "days"),
    "plan.review_months": (3, 1, 12, "months"),
    "plan.witnesses": (2, 1, 4, "persons"),
    "recording.most_kilobytes": (1_024, 64, 4_096, "kilobytes"),
    "complaint.first_days.danger": (2, 0, 15, "days"),
    "complaint.first_days.urgent": (5, 1, 30, "days"),
    "complaint.first_days.normal": (10, 1, 30, "days"),
    "complaint.final_days.danger": (15, 2, 60, "days"),
    "complaint.final_days.urgent": (30, 5, 60, "days"),
    "complaint.final_days.normal": (60, 10, 180, "days"),
    "complaint.remind_days": (2, 0, 15, "days"),
    "complaint.escalate_days": (1, 0, 30, "days"),
    "complaint.question_days": (5, 1, 30, "days"),
    "glass.review_days": (7, 1, 60, "days"),
    "brake.files_a_day": (150, 10, 5_000, "files"),
    "brake.rows_a_day": (2_000, 100, 1_000_000, "rows"),
    "brake.burst_files": (30, 5, 1_000, "files"),
    "signal.call_minutes": (15, 3, 120, "minutes"),
    "voice.wrong_codes": (5, 2, 20, "tries"),
    "voice.minimum": (5, 3, 50, "persons"),
    "form.late_days": (60, 1, 365, "days"),
    "glass.open_hours": (4, 1, 24, "hours"),
    "correction.own_hours": (24, 1, 168, "hours"),
    "correction.decide_days": (30, 1, 90, "days"),
    "list.kept_days": (90, 7, 365, "days"),
    "retention.social_days": (1_826, 365, 10_957, "days"),
    "retention.sensitive_days": (3_652, 365, 10_957, "days"),
    "retention.protection_days": (7_305, 1_826, 18_262, "days"),
    "attachment.most_megabytes": (10, 1, 25, "megabytes"),
    "watch.false_alarms": (2, 1, 20, "alerts"),
    "watch.false_alarms_most": (5, 1, 50, "alerts"),
    "watch.completeness": (80, 30, 100, "percent"),
    "watch.wait_days": (2, 0, 14, "days"),
    "watch.join_weeks": (3, 1, 12, "weeks"),
    "watch.silent_weeks": (2, 1, 8, "weeks"),
    "watch.least_cases": (5, 1, 50, "persons"),
    "watch.precision_least": (5, 3, 50, "alerts"),
    "watch.dataset_days": (365, 30, 1_095, "days"),
    "watch.same_event_days": (10, 1, 60, "days"),
    "watch.same_event_km": (25, 0, 200, "km"),
    "watch.score_outcomes": (2_000, 100, 20_000, "outcomes"),
    "watch.score_months": (6, 1, 24, "months"),
    "disclosure.minimum": (5, 3, 50, "persons"),
    "disclosure.minimum_sensitive": (11, 5, 100, "persons"),
}


def fault_of_code(code: str) -> Fault | None:
    return None if CODE.fullmatch(code) else Fault.CODE


def fault_of_parameter(code: str, value: int) -> Fault | None:
    """Only known parameters, within the bounds outside which the program would not keep its promises."""
    if code not in PARAMETERS:
        return Fault.UNKNOWN_PARAMETER
    _, lowest, highest, _ = PARAMETERS[code]
    return None if lowest <= value <= highest else Fault.OUT_OF_BOUNDS


def fault_of_decision(*, state: str, proposed_by: UUID | None, decided_by: UUID) -> Fault | None:
    """Four eyes: who proposed does not decide; a decision is taken once."""
    if state != State.PROPOSED:
        return Fault.ALREADY_DECIDED
    return Fault.SAME_ACCOUNT if proposed_by == decided_by else None


def fault_of_start(*, since: date, latest: date | None) -> Fault | None:
    """A new row starts after the latest approved one: the past of a code is never rewritten."""
    return Fault.BEFORE_ROW_IN_FORCE if latest is not None and since <= latest else None
