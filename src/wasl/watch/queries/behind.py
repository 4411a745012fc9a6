"""The records behind an alert, as far as the reader may open them."""

from datetime import date, timedelta

from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.period import Period
from wasl.facts.engine import sql
from wasl.facts.engine.shapes import Place, Relation, Rows, Wanted
from wasl.facts.feeds import assistance, casework, needs
from wasl.facts.rules.indicator import Acts, Casework, Needs
from wasl.watch.feeds import weekly
from wasl.watch.indicators import watched
from wasl.watch.models import Alert
from wasl.watch.rules.indicator import Silence, Weekly
from wasl.watch.rules.weeks import month_after

SIZE = 50


def period_of(alert: Alert) -> Period:
    """From the first day of the rise to the last of its latest step."""
    until = month_after(alert.week) if alert.step == "month" else alert.week + timedelta(days=7)
    return Period(f"{alert.since:%Y-%m}", alert.since, until)


def rows_behind(*, actor: Actor, alert: Alert, after: str = "") -> Rows | None:
    """None for what has no rows: a centre that wrote nothing. How many there are beyond the reader's reach is said."""
    found = _relation(alert)
    if found is None:
        return None
    relation, wanted = found
    if alert.step == "week":
        # By week nominative rows are not even counted: see facts.engine.series.
        relation = Relation(f"SELECT n.* FROM ({relation.sql}) n WHERE n.level < {NOMINATIVE}", relation.parameters)
    place = Place(alert.territory)
    (count,) = sql.counts(relation=relation, wanted=[wanted], place=place)
    rows, opened = sql.listed(relation=relation, wanted=wanted, place=place, actor=actor, after=after, limit=SIZE + 1)
    shown = rows[:SIZE]
    last = shown[-1] if len(rows) > SIZE else None
    next_after = f"{last.on:%Y-%m-%d} {last.unit_id} {last.row_id}" if last else None
    return Rows(tuple(shown), count.rows, max(count.rows - opened, 0), next_after)


def _relation(alert: Alert) -> tuple[Relation, Wanted] | None:
    period, of = period_of(alert), watched()[alert.indicator].of
    match of:
        case Acts():
            return assistance.relation(period=period), assistance.wanted(of)
        case Casework():
            return casework.read(of, period=period)
        case Needs():
            return needs.relation(period=period), needs.wanted(of)
        case Weekly():
            return weekly.relation(since=period.since, until=period.until), weekly.wanted(of)
        case Silence():
            return None


def last_day(alert: Alert) -> date:
    return period_of(alert).last_day
