"""What the forms of the watch let one choose: places one answers for, months that are over."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from wasl.watch.queries.territories import own_territories, places_named, provinces_of
from wasl.watch.rules.weeks import first_of_month, month_after
from wasl.web.printed import language, month
from wasl.web.requests import Request

MONTHS = 24


def places(request: Request) -> list[tuple[str, str]]:
    """What the reader's unit answers for, and the provinces in it."""
    own = own_territories(actor=request.actor, on=timezone.localdate())
    wide = [code for code in own if code.count(".") == 0]
    named = places_named(wide)
    first = [(code, _("The whole country") if code == "MA" else named[code].name.in_(language())) for code in wide]
    return first + [(code, one.name.in_(language())) for code, one in provinces_of(own).items()]


def months() -> list[tuple[str, str]]:
    """Months that are over, the latest first."""
    this = first_of_month(timezone.localdate())
    days = [month_after(this, -back) for back in range(1, MONTHS + 1)]
    return [(one.isoformat(), month(one)) for one in days]


def month_chosen(text: str) -> date:
    return date.fromisoformat(text)
