from datetime import date

from wasl.people.models import Registration
from wasl.people.rules.birth import age_on


def age_of(person: Registration, *, on: date) -> int | None:
    """Whole years, from an age that was said as well; None when nothing is known of the birth."""
    return age_on(on, year=person.birth_year, month=person.birth_month, born_on=person.birth_day)
