from wasl.rights.commands.access import CannotAnswerAccess, answer_access, note_mention
from wasl.rights.commands.corrections import (
    CannotCorrect,
    apply_correction,
    ask_correction,
    issue_receipt,
    refuse_correction,
)

__all__ = [
    "CannotAnswerAccess",
    "CannotCorrect",
    "answer_access",
    "apply_correction",
    "ask_correction",
    "issue_receipt",
    "note_mention",
    "refuse_correction",
]
