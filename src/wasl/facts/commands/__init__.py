from wasl.facts.commands.declared import (
    CannotApprove,
    CannotDeclare,
    ChangedMeanwhile,
    approve_state,
    declare_state,
    return_state,
)

__all__ = [
    "CannotApprove",
    "CannotDeclare",
    "ChangedMeanwhile",
    "approve_state",
    "declare_state",
    "return_state",
]
