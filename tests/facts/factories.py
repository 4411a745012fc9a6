"""Declared states, approved or not, in any small institution."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.access import factories as access
from tests.network.factories import unit
from wasl.core.actor import Actor
from wasl.core.period import Period
from wasl.core.scope import entered
from wasl.facts.commands import approve_state, declare_state
from wasl.facts.queries import state_of
from wasl.facts.rules.declaring import Entry
from wasl.network.models import Unit

NOW = datetime(2019, 1, 20, 9, 0, tzinfo=UTC)
TODAY = date(2019, 1, 20)
YEAR = Period.parse("2018")


class Delegation:
    """One province (05.081) with a delegate, an agent who declares and another delegate to approve for him."""

    def __init__(self, province: str = "05.081", hq: Unit | None = None) -> None:
        self.province = province
        self.hq = hq or unit("HQ")
        self.coordination = unit("COORD", parent=self.hq)
        self.unit = unit("DELEG", parent=self.coordination, province_code=province)
        self.declarant = access.actor("PARTNERSHIP_OFFICER", self.unit)
        self.delegate = access.actor("DELEGATE", self.unit)

    def centre(self, type: str, *, opened_on: date = date(2010, 1, 1), **state: object) -> Unit:
        given = {"province_code": self.province, "commune_code": f"{self.province}.01.03", "area": "RUR"} | state
        return unit("CENTRE", parent=self.unit, type=type, opened_on=opened_on, **given)


def declare(
    who: Actor, where: Unit, *entries: Entry, period: Period = YEAR, is_submitted: bool = True, source: str = "état"
) -> int:
    with entered(who):
        seen = {(fact.measure, fact.line): fact.id for fact in state_of(actor=who, unit=where, period=period)}
        return declare_state(
            actor=who, unit=where, period=period, entries=entries, source=source, seen=seen,
            is_submitted=is_submitted, now=NOW, today=TODAY,
        )  # fmt: skip


def approve(who: Actor, where: Unit, *, period: Period = YEAR) -> int:
    with entered(who):
        return approve_state(actor=who, unit=where, period=period, now=NOW)


def approved(place: Delegation, where: Unit, *entries: Entry, period: Period = YEAR) -> None:
    declare(place.declarant, where, *entries, period=period)
    approve(place.delegate, where, period=period)


def entry(measure: str, value: int | str, line: str = "") -> Entry:
    return Entry(measure, Decimal(value), line)
