from wasl.facts.queries.declared import (
    Waiting,
    progress_of,
    state_of,
    unit_and_state,
    units_to_declare,
    versions_of,
    waiting_for_approval,
)
from wasl.facts.queries.indicators import (
    PROPOSALS,
    Reach,
    indicator_of,
    indicators_on,
    proposals,
    reach_of,
    simple_indicators_on,
    targets_on,
)

__all__ = [
    "PROPOSALS",
    "Reach",
    "Waiting",
    "indicator_of",
    "indicators_on",
    "progress_of",
    "proposals",
    "reach_of",
    "simple_indicators_on",
    "state_of",
    "targets_on",
    "unit_and_state",
    "units_to_declare",
    "versions_of",
    "waiting_for_approval",
]
