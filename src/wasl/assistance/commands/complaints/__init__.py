from wasl.assistance.commands.complaints.clock import remind_complaints
from wasl.assistance.commands.complaints.faults import CannotComplain
from wasl.assistance.commands.complaints.handling import (
    advance_complaint,
    exclude_account,
    issue_answer,
    note_told,
    step_back,
    take_complaint,
)
from wasl.assistance.commands.complaints.questions import answer_question, ask_unit
from wasl.assistance.commands.complaints.recording import (
    Deposit,
    appeal_complaint,
    deposit_of,
    issue_receipt,
    record_complaint,
)

__all__ = [
    "CannotComplain",
    "Deposit",
    "advance_complaint",
    "answer_question",
    "appeal_complaint",
    "ask_unit",
    "deposit_of",
    "exclude_account",
    "issue_answer",
    "issue_receipt",
    "note_told",
    "record_complaint",
    "remind_complaints",
    "step_back",
    "take_complaint",
]
