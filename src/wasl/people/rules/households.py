from datetime import date
from enum import StrEnum

from wasl.people.rules.birth import Birth
from wasl.people.rules.states import Apart

#: Code of the head of a household in the vocabulary.
HEAD = "CHEF"
#: What two members of a household may be declared to each other.
KIN = (Apart.TWINS, Apart.SIBLINGS)
#: Twins may be born before and after midnight.
TWIN_DAYS = 1
#: Between the first and the last child of one mother, or of one father.
SIBLING_YEARS = 35


class NoKin(StrEnum):
    """Why two registrations cannot be declared twins or siblings."""

    SELF = "SELF"
    OTHER_HOME = "OTHER_HOME"
    ONE_PERSON = "ONE_PERSON"
    DECLARED = "DECLARED"
    TWIN_BIRTHS = "TWIN_BIRTHS"
    SIBLING_BIRTHS = "SIBLING_BIRTHS"


def dates_problem(since: date | None, until: date | None, *, today: date) -> str:
    """Code of what is wrong with the days of a membership, or an empty string."""
    if since and since > today:
        return "FUTURE"
    if until and until > today:
        return "FUTURE"
    return "ENDS_BEFORE_START" if since and until and until <= since else ""


def are_born_together(one: Birth, other: Birth) -> bool:
    """Whether nothing that is known of the two births forbids one birth; ages that were told forbid nothing."""
    if one.year is None or other.year is None:
        return True
    if None in (one.month, one.day, other.month, other.day):
        return one.year == other.year and (None in (one.month, other.month) or one.month == other.month)
    days = [date(birth.year, birth.month, birth.day) for birth in (one, other)]  # type: ignore[arg-type]
    return abs((days[0] - days[1]).days) <= TWIN_DAYS


def may_be_siblings(one: Birth, other: Birth) -> bool:
    return one.year is None or other.year is None or abs(one.year - other.year) <= SIBLING_YEARS
