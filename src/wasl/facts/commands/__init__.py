from wasl.facts.commands.declared import (
    CannotApprove,
    CannotDeclare,
    ChangedMeanwhile,
    approve_state,
    declare_state,
    return_state,
)
from wasl.facts.commands.proposals import (
    Wording,
    approve_proposal,
    propose_indicator,
    propose_target,
    refuse_proposal,
)

__all__ = [
    "CannotApprove",
    "CannotDeclare",
    "ChangedMeanwhile",
    "Wording",
    "approve_proposal",
    "approve_state",
    "declare_state",
    "propose_indicator",
    "propose_target",
    "refuse_proposal",
    "return_state",
]
