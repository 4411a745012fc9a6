from wasl.rights.commands.access import CannotAnswerAccess, answer_access, note_mention
from wasl.rights.commands.certifying import issue_certificate
from wasl.rights.commands.corrections import (
    CannotCorrect,
    apply_correction,
    ask_correction,
    issue_receipt,
    refuse_correction,
)
from wasl.rights.commands.erasing import erase_next, find_past_files, replay_erasure
from wasl.rights.commands.retention import CannotErase, decide_erasure, hold_file, propose_erasure, release_file

__all__ = [
    "CannotAnswerAccess",
    "CannotCorrect",
    "CannotErase",
    "answer_access",
    "apply_correction",
    "ask_correction",
    "decide_erasure",
    "erase_next",
    "find_past_files",
    "hold_file",
    "issue_certificate",
    "issue_receipt",
    "note_mention",
    "propose_erasure",
    "refuse_correction",
    "release_file",
    "replay_erasure",
]
