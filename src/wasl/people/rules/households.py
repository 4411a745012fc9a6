from datetime import date

#: Code of the head of a household in the vocabulary.
HEAD = "CHEF"


def dates_problem(since: date | None, until: date | None, *, today: date) -> str:
    """Code of what is wrong with the days of a membership, or an empty string."""
    if since and since > today:
        return "FUTURE"
    if until and until > today:
        return "FUTURE"
    return "ENDS_BEFORE_START" if since and until and until <= since else ""
