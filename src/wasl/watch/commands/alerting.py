"""What a run writes: itself, and an alert for each rise, new or going on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from wasl.core.scope import system
from wasl.watch.models import Alert, AlertStep, Intervention, WatchRun
from wasl.watch.rules.alerts import OVER, AlertState
from wasl.watch.rules.findings import Finding

JOB = "watch alerts"
#: Before and after an intervention, so many days may still be its doing.
AROUND = timedelta(days=7)


@transaction.atomic
def start_run(*, week: date, month: date, model: str, parameters: Mapping[str, Any], now: datetime) -> WatchRun:
    given = dict(parameters) | {"month": month.isoformat()}
    return WatchRun.objects.create(week=week, model=model, parameters=given, cut_off=now, started_at=now)


@transaction.atomic
def finish_run(*, run: WatchRun, figures: Mapping[str, Any], tests: Mapping[str, int], at: datetime) -> WatchRun:
    run.figures, run.tests, run.finished_at = dict(figures), dict(tests), at
    run.save(update_fields=["figures", "tests", "finished_at"])
    return run


@transaction.atomic
def write_alerts(*, run: WatchRun, findings: Iterable[Finding], now: datetime, join_weeks: int) -> dict[str, int]:
    """Counts of alerts made new and of those that go on."""
    done = Counter({"new": 0, "going_on": 0})
    calendar = list(Intervention.objects.filter(ended_at=None))
    with system(JOB):
        for finding in findings:
            before = _before(finding, join_weeks)
            explained = next((one for one in calendar if _explains(one, finding)), None)
            if before is None:
                _write(run, finding, explained, now)
            else:
                _go_on(before, run, finding, explained)
            done["new" if before is None else "going_on"] += 1
    return dict(done)


def _before(finding: Finding, join_weeks: int) -> Alert | None:
    """The alert this rise belongs to: one that is still open, or the latest when it is recent enough."""
    same = Alert.objects.for_system(JOB).filter(
        indicator=finding.indicator, territory=finding.territory, about_unit=finding.about_unit
    )
    going: Alert | None = same.exclude(state__in=sorted(OVER)).order_by("-week").first()
    if going is not None:
        return going
    latest: Alert | None = same.order_by("-week", "-made_at").first()
    steps = join_weeks * (1 if finding.step == "week" else 5)
    if latest is not None and latest.week >= finding.week - timedelta(weeks=steps):
        return latest
    return None


def _columns(run: WatchRun, finding: Finding, explained: Intervention | None) -> dict[str, Any]:
    names = ("since", "week", "channel", "observed", "expected", "upper", "p_value", "rung", "evidence")
    return {name: getattr(finding, name) for name in names} | {"run": run, "explained_by": explained}


def _write(run: WatchRun, finding: Finding, explained: Intervention | None, now: datetime) -> None:
    alert = Alert(
        unit_id=finding.unit_id, path=finding.path, level=0, indicator=finding.indicator, step=finding.step,
        territory=finding.territory, about_unit=finding.about_unit, first_run=run, made_at=now,
        is_simulated=finding.is_simulated, **_columns(run, finding, explained),
    )  # fmt: skip
    alert.save(force_insert=True)
    AlertStep(
        alert=alert, unit_id=alert.unit_id, path=alert.path, level=0, before="", after=AlertState.DETECTED, at=now
    ).save(force_insert=True)


def _go_on(alert: Alert, run: WatchRun, finding: Finding, explained: Intervention | None) -> None:
    """The alert keeps its first day and its state: what people decided is not undone by another week."""
    columns = _columns(run, finding, explained or alert.explained_by)
    columns["since"] = min(alert.since, finding.since)
    for name, value in columns.items():
        setattr(alert, name, value)
    alert.save(update_fields=list(columns))


def _explains(one: Intervention, finding: Finding) -> bool:
    near = one.territory in {"MA", finding.territory} or finding.territory.startswith(f"{one.territory}.")
    named = not one.indicators or finding.indicator in one.indicators
    return near and named and one.since - AROUND <= finding.week and one.last_on + AROUND >= finding.since
