from wasl.rights.commands.corrections import (
    CannotCorrect,
    apply_correction,
    ask_correction,
    issue_receipt,
    refuse_correction,
)

__all__ = ["CannotCorrect", "apply_correction", "ask_correction", "issue_receipt", "refuse_correction"]
