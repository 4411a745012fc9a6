"""A run of the watch over the whole country: collect, weigh, test, keep what stands out, write it down."""

import resource
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction

from wasl.catalogue.queries import parameter
from wasl.watch.commands.alerting import finish_run, start_run, write_alerts
from wasl.watch.indicators import watched
from wasl.watch.models import WatchRun
from wasl.watch.rules.findings import Finding
from wasl.watch.rules.indicator import Fineness, Silence, Watched
from wasl.watch.rules.ranking import threshold
from wasl.watch.running import testing
from wasl.watch.running.collect import Collected, collect
from wasl.watch.running.exposure import centres_of
from wasl.watch.running.ground import Ground, ground_on
from wasl.watch.running.panels import Rows, Setting, rows_of
from wasl.watch.running.spans import YEARS, Span, months_of, setting_of_months, setting_of_weeks, weeks_of
from wasl.watch.running.standing_out import candidates_of, findings_of, silent_centres

#: Nothing less clear than this becomes a candidate; each reader's threshold lies below it.
LOOSE = 0.02
PARAMETERS = ("least_cases", "wait_days", "completeness", "silent_weeks", "join_weeks", "false_alarms_most")

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Found:
    """What a run gathers; `tests` by the path of the unit that answers for the territory tested."""

    findings: list[Finding] = field(default_factory=list)
    tests: Counter[str] = field(default_factory=Counter)
    series: int = 0


@transaction.atomic
def run_watch(*, now: datetime, today: date, progress: Progress = lambda *_: None) -> WatchRun:
    """Tests the last complete week (and month) of everything; a second run of the same week joins the same alerts."""
    began = time.monotonic()
    given = {code: parameter(f"watch.{code}", on=today) for code in PARAMETERS}
    weeks, months = (make(today, wait_days=given["wait_days"]) for make in (weeks_of, months_of))
    asked = [one for one in watched().values() if not isinstance(one.of, Silence)]
    run = start_run(
        week=weeks.last, model=testing.MODEL, parameters=given | {"years": YEARS, "loose": LOOSE}, now=now,
        month=months.last,
    )  # fmt: skip
    found, ground = Found(), ground_on(weeks.last)
    tell = _teller(progress, len(asked))
    setting = _weeks(weeks, asked, ground, given, found, tell)
    monthly = setting_of_months(months, weeks, setting)
    _look(months, asked, ground, monthly, None, found, tell, least=given["least_cases"])
    kept = list(within_budget(found, budget=given["false_alarms_most"]))
    written = write_alerts(run=run, findings=kept, now=now, join_weeks=given["join_weeks"])
    seconds = round(time.monotonic() - began, 2)
    figures = written | {
        "series": found.series, "tests": found.tests.total(), "candidates": len(found.findings), "kept": len(kept),
        "seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    return finish_run(run=run, figures=figures, tests=dict(found.tests), at=now + timedelta(seconds=seconds))


def _teller(progress: Progress, total: int) -> Callable[[str], None]:
    done = Counter[str]()

    def tell(label: str) -> None:
        done[""] += 1
        progress(done[""], total, label)

    return tell


def _weeks(
    span: Span, asked: Sequence[Watched], ground: Ground, given: Mapping[str, int], found: Found,
    tell: Callable[[str], None],
) -> Setting:  # fmt: skip
    weekly = [one for one in asked if one.step == "week"]
    collected = collect(weekly, first=span.first, until=span.until, step="week")
    centres = centres_of(collected.active, weeks=span.steps, least=given["silent_weeks"])
    setting = setting_of_weeks(span, weekly, ground, centres, least_complete=given["completeness"] / 100)
    found.findings += silent_centres(centres, ground, span, least=given["silent_weeks"])
    _look(span, asked, ground, setting, collected, found, tell, least=given["least_cases"])
    return setting


def _look(
    span: Span, asked: Sequence[Watched], ground: Ground, setting: Setting, collected: Collected | None, found: Found,
    tell: Callable[[str], None], *, least: int,
) -> None:  # fmt: skip
    """Tests every indicator of the span's step."""
    mine = [one for one in asked if one.step == span.step]
    collected = collected or collect(mine, first=span.first, until=span.until, step=span.step)
    simulated = frozenset(code for place in collected.simulated for code in ground.chain(place, Fineness.COMMUNE))
    feast = setting.feasts[-1] or ""
    for indicator in mine:
        rows = rows_of(indicator, collected, ground, setting)
        if rows is not None:
            _test(indicator, rows, ground, span, found, feast=str(feast), simulated=simulated, least=least)
        tell(indicator.label.fr)


def _test(
    indicator: Watched, rows: Rows, ground: Ground, span: Span, found: Found, *, feast: str, simulated: frozenset[str],
    least: int,
) -> None:  # fmt: skip
    last = testing.last_step(rows, span, alpha=LOOSE)
    for row in np.flatnonzero(last.tested):
        found.tests[ground.answers_for(rows.codes[row]).path] += len(testing.CHANNELS)
    found.series += len(rows.codes)
    chosen = candidates_of(rows, last, ground, loose=LOOSE, least=least)
    found.findings += findings_of(
        indicator, rows, last, chosen, ground, span, feast=feast, simulated=simulated, alpha=LOOSE
    )  # fmt: skip


def within_budget(found: Found, *, budget: float) -> list[Finding]:
    """Those clear enough for whoever answers for the territory, at the largest budget a reader may ask for."""
    kept = []
    for one in found.findings:
        tests = sum(number for path, number in found.tests.items() if path.startswith(one.path))
        if one.channel == "silence" or one.p_value <= threshold(budget=budget, tests=tests):
            kept.append(one)
    return kept
