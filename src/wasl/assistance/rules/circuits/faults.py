from enum import StrEnum


class CircuitFault(StrEnum):
    """Why a circuit does not move; the screens have one sentence for each, saying what to do."""

    UNKNOWN_CIRCUIT = "unknown_circuit"
    NOT_YOURS = "not_yours"
    LEVEL = "level"
    CASE_OVER = "case_over"
    RUNNING = "running"
    NOT_OPEN = "not_open"
    DONE_BY_ANOTHER = "done_by_another"
    ANSWERS = "answers"
    NO_SKIP = "no_skip"
    NO_REASON = "no_reason"
    LATER_DONE = "later_done"
    STILL_OPEN = "still_open"
    OVER = "over"
    SAME_AGENT = "same_agent"
    BARRED = "barred"
    NO_FORM = "no_form"
