"""Alerts as one reader sees them: those of the week within the reader's budget, and those that somebody has in hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from uuid import UUID

from django.db.models import QuerySet

from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.bilingual import Bilingual
from wasl.core.permissions import Permission
from wasl.network.names import names_of
from wasl.watch.indicators import watched
from wasl.watch.models import Alert, AlertStep, Budget, WatchRun
from wasl.watch.queries.territories import Named, places_named
from wasl.watch.rules.alerts import AlertState
from wasl.watch.rules.ranking import Sure, false_shares, how_sure, threshold
from wasl.watch.rules.sentences import Told

UNKNOWN = Bilingual("?", "؟")
#: What has left the desk.
GONE = frozenset({AlertState.DISMISSED, AlertState.CLOSED})
RARE = 0.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """An alert with what its sentence is made of."""

    alert: Alert
    told: Told

    @property
    def sure(self) -> Sure:
        return self.told.sure


@dataclass(frozen=True, slots=True)
class Desk:
    """`run` is None until the watch first ran; `now` are alerts of the week, `going` older ones still open, `gone` the
    latest that were closed or dismissed."""

    run: WatchRun | None
    budget: int
    now: tuple[Ranked, ...]
    going: tuple[Ranked, ...]
    silent: tuple[Ranked, ...]
    gone: tuple[Ranked, ...] = ()


def latest_run() -> WatchRun | None:
    return WatchRun.objects.filter(finished_at__isnull=False).order_by("-week", "-started_at", "-id").first()


def budget_of(*, actor: Actor, today: date) -> int:
    """False alarms a week the account accepts."""
    own = Budget.objects.filter(account_id=actor.account_id).values_list("false_alarms", flat=True).first()
    return own or parameter("watch.false_alarms", on=today)


def alerts(*, actor: Actor) -> "QuerySet[Alert]":
    rows: QuerySet[Alert] = Alert.objects.visible_to(actor, Permission.WATCH_READ)
    return rows.select_related("run", "explained_by")


def desk_of(*, actor: Actor, today: date) -> Desk:
    """Ranked: what nobody has in hand yet first, the clearest first; what a campaign or an opening explains last."""
    require(actor, Permission.WATCH_READ)
    run, budget = latest_run(), budget_of(actor=actor, today=today)
    if run is None:
        return Desk(None, budget, (), (), ())
    tests = tests_of(actor, run)
    limit = threshold(budget=budget, tests=tests)
    rows = alerts(actor=actor)
    current = [one for one in rows.filter(run=run).exclude(state__in=sorted(GONE)) if _is_shown(one, limit)]
    older = list(rows.exclude(run=run).exclude(state__in=sorted(GONE)).order_by("-week")[:100])
    gone = list(rows.filter(state__in=sorted(GONE)).order_by("-week", "-id")[:20])
    ranked = ranked_of(current, tests=tests)
    return Desk(
        run,
        budget,
        tuple(one for one in ranked if one.alert.channel != "silence"),
        tuple(one for one in ranked_of(older, tests=tests) if one.alert.state != AlertState.DETECTED),
        tuple(one for one in ranked if one.alert.channel == "silence"),
        tuple(ranked_of(gone, tests=tests)),
    )


def tests_of(actor: Actor, run: WatchRun) -> int:
    """How many tests the run made in the actor's part of the tree."""
    return sum(number for path, number in run.tests.items() if actor.reaches(path))


def _is_shown(alert: Alert, limit: float) -> bool:
    """What somebody has in hand stays in sight, however strict the reader."""
    return alert.channel == "silence" or alert.p_value <= limit or alert.state != AlertState.DETECTED


def ranked_of(rows: Iterable[Alert], *, tests: int) -> list[Ranked]:
    rows = list(rows)
    shares = dict(zip((one.pk for one in rows), false_shares([one.p_value for one in rows], tests=tests), strict=True))
    named = places_named(one.territory for one in rows)
    units = _units_named(rows)
    order = sorted(rows, key=_place)
    return [Ranked(one, told(one, shares[one.pk], named, units)) for one in order]


def _place(alert: Alert) -> tuple[bool, bool, float, str]:
    """What a campaign explains last; before it what somebody has in hand; the clearest first."""
    return alert.explained_by_id is not None, alert.state != AlertState.DETECTED, alert.p_value, str(alert.pk)


def _units_named(rows: Sequence[Alert]) -> dict[UUID, Bilingual]:
    ids = {one.about_unit for one in rows if one.about_unit}
    if not ids:
        return {}
    names = names_of(ids, on=max(one.week for one in rows))
    return {unit: Bilingual(name.fr, name.ar) for unit, name in names.items()}


def told(alert: Alert, share: float, named: dict[str, Named], units: dict[UUID, Bilingual]) -> Told:
    place = named.get(alert.territory)
    name = units.get(alert.about_unit, UNKNOWN) if alert.about_unit else place.name if place else UNKNOWN
    return Told(
        indicator=watched()[alert.indicator],
        place=name,
        level="" if alert.about_unit or place is None else place.level,
        since=alert.since,
        ratio=ratio_of(alert.observed, alert.expected),
        sure=how_sure(share, rung=alert.rung),
        feast=alert.evidence.get("feast", ""),
    )


def ratio_of(observed: float, expected: float) -> float:
    """Infinite where less than half a case is usual."""
    if expected < RARE:
        return inf if observed else 0.0
    return observed / expected


def alert_of(*, actor: Actor, alert_id: UUID) -> Ranked:
    """Raises Alert.DoesNotExist out of the reader's scope."""
    alert: Alert = alerts(actor=actor).get(pk=alert_id)
    tests = tests_of(actor, alert.run)
    others = alerts(actor=actor).filter(run=alert.run).exclude(pk=alert.pk)
    return next(one for one in ranked_of([alert, *others], tests=tests) if one.alert.pk == alert.pk)


def steps_of(*, actor: Actor, alert: Alert) -> list[AlertStep]:
    rows = AlertStep.objects.visible_to(actor, Permission.WATCH_READ).filter(alert=alert)
    return list(rows.select_related("by__agent").order_by("at"))
