"""All demand a year ahead: by service, in each centre, province, region and the nation, adding up.

Imported by the job that runs it and by nothing that serves pages: the engine's compiler is heavy.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from wasl.catalogue.queries import parameter
from wasl.facts.engine.shapes import COUNTRY
from wasl.watch.forecasting import Forecast, Tree, forecast_tree
from wasl.watch.models import Need, NeedsRun
from wasl.watch.rules.needs import MARGIN, YEAR, Kind, best_month, capacity_of
from wasl.watch.rules.weeks import last_complete_month, month_after
from wasl.watch.running.demand import Centres, Series, centres_on, read

Array = NDArray[np.float64]
Progress = Callable[[int, int, str], None]

MODEL = "averaged exponential smoothing, summed along the tree; 1"
HORIZON, LEVEL, YEARS = 12, 0.9, 10


def forecast_needs(
    *, now: datetime, today: date, again: bool = False, progress: Progress = lambda *_: None
) -> NeedsRun | None:
    """From complete months alone; None while nothing was recorded. One run a month: asked twice, it is made once; cut,
    it goes on with the services that were left. `again` makes the month's anew."""
    began = time.perf_counter()
    end = month_after(last_complete_month(today, wait_days=parameter("watch.wait_days", on=today)))
    done = NeedsRun.objects.filter(month=end).exclude(finished_at=None).first()
    if done is not None and not again:
        return done
    first = date(end.year - YEARS, end.month, 1)
    centres = centres_on(end)
    series, is_simulated = read(first, end, centres)
    if not series:
        return None
    services: dict[tuple[Kind, str], list[Series]] = defaultdict(list)
    for one in series:
        services[one.kind, one.service].append(one)
    run = _begun(month=end, total=len(services), is_simulated=is_simulated, now=now, again=again)
    for number, ((kind, service), leaves) in enumerate(sorted(services.items()), 1):
        if not run.needs.filter(kind=kind, service=service).exists():
            _write(run=run, rows=_rows(run, leaves, centres))
        progress(number, len(services), service or kind)
    return _finished(run=run, series=len(series), at=now + timedelta(seconds=time.perf_counter() - began))


@transaction.atomic
def _begun(*, month: date, total: int, is_simulated: bool, now: datetime, again: bool) -> NeedsRun:
    if again:
        NeedsRun.objects.filter(month=month).delete()
    parameters = {"season": YEAR, "horizon": HORIZON, "level": LEVEL, "years": YEARS}
    given = {
        "model": MODEL, "parameters": parameters, "total": total, "started_at": now, "is_simulated": is_simulated,
    }  # fmt: skip
    run, _is_new = NeedsRun.objects.get_or_create(month=month, defaults=given)
    return run


@transaction.atomic
def _write(*, run: NeedsRun, rows: Sequence[Need]) -> None:
    """Whole or not at all, once, however many are at it."""
    NeedsRun.objects.select_for_update().get(pk=run.pk)
    if not run.needs.filter(kind=rows[0].kind, service=rows[0].service).exists():
        Need.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def _finished(*, run: NeedsRun, series: int, at: datetime) -> NeedsRun:
    held = NeedsRun.objects.select_for_update().get(pk=run.pk)
    if held.finished_at is None:
        held.finished_at = at
        held.figures = {"series": series, "rows": held.needs.count(), "services": held.total}
        held.save(update_fields=["finished_at", "figures"])
    return held


def _rows(run: NeedsRun, leaves: Sequence[Series], centres: Centres) -> list[Need]:
    nodes, parents = _tree(leaves)
    tree = Tree.of(parents)
    inner = len(nodes) - len(leaves)
    values = np.full((len(nodes), len(leaves[0].values)), np.nan)
    values[inner:] = [one.values for one in leaves]
    begun = np.maximum.accumulate(tree.summed(np.nan_to_num(np.isfinite(values).astype(float))), axis=1) > 0
    summed = tree.summed(_filled(values))
    # A centre that fell silent for a month does not make its province fall: its gap is bridged in the sums.
    values[:inner] = np.where(begun[:inner], summed[:inner], np.nan)
    told = forecast_tree(values, tree, season=YEAR, horizon=HORIZON, level=LEVEL)
    against = _against(run, leaves, centres, told, inner, tree)
    units = [*(None for _ in range(inner)), *(one.unit for one in leaves)]
    shown = [row for row in range(len(nodes)) if row < inner or units[row]]
    return [
        Need(
            run=run, kind=leaves[0].kind, service=leaves[0].service, territory=nodes[row], unit_id=units[row],
            **_told(values[row], told, row), **{name: side[row] for name, side in against.items()},
        )
        for row in shown
    ]  # fmt: skip


def _tree(leaves: Sequence[Series]) -> tuple[list[str], list[int]]:
    """Territories above the centres, the nation first; then a node for each leaf, named by its province. What stands
    in no province hangs on the nation."""
    provinces = sorted({one.province for one in leaves if "." in one.province})
    regions = sorted({code.partition(".")[0] for code in provinces})
    nodes = [COUNTRY, *regions, *provinces]
    places = {code: place for place, code in enumerate(nodes)}
    parents = [-1] + [0] * len(regions) + [places[code.partition(".")[0]] for code in provinces]
    parents += [places.get(one.province, 0) for one in leaves]
    return nodes + [one.province or COUNTRY for one in leaves], parents


def _filled(values: Array) -> Array:
    """Gaps between two known months, on a straight line; nothing before the first nor after the last."""
    steps = np.arange(values.shape[1])
    filled = np.zeros_like(values)
    for row, line in enumerate(values):
        known = np.isfinite(line)
        if known.any():
            filled[row] = np.interp(steps, steps[known], line[known], left=0.0)
    return filled


def _against(
    run: NeedsRun, leaves: Sequence[Series], centres: Centres, told: Forecast, inner: int, tree: Tree
) -> dict[str, list[object]]:
    """What each node can do and what its centres lack: `rules.needs.lacking`, for all nodes at once."""
    capacity = np.array([_capacity(run.month, one, centres) for one in leaves], dtype=np.float64)
    is_unit = np.array([one.unit is not None for one in leaves])
    # What no centre stands for lacks nothing that one could open.
    limit = np.where(is_unit, capacity, np.nan)[:, None]
    mean, lower, upper = (side[inner:] for side in (told.mean, told.lower, told.upper))
    with np.errstate(invalid="ignore"):
        over, sure, perhaps = ((side - limit >= MARGIN).any(axis=1) for side in (mean, lower, upper))
        missing = np.where(mean - limit >= MARGIN, mean - limit, 0.0)
        room = np.nan_to_num(np.maximum(limit - mean, 0.0))
    agents = [centres[one.unit].agents_on(run.month) if one.unit else 0 for one in leaves]

    def up(below: Array) -> Array:
        values = np.zeros((len(tree.parent), below.shape[1]))
        values[inner:] = below
        return tree.summed(values)

    def counted(below: object) -> list[object]:
        return [int(value) for value in up(np.asarray(below, dtype=np.float64)[:, None])[:, 0]]

    known = up(np.isfinite(capacity).astype(float)[:, None])[:, 0] > 0
    whole = up(np.nan_to_num(capacity)[:, None])[:, 0]
    return {
        "capacity": [round(float(one), 1) if said else None for one, said in zip(whole, known, strict=True)],
        "agents": counted(agents), "centres": counted(is_unit), "sure": counted(sure),
        "likely": counted(over & ~sure), "perhaps": counted(perhaps & ~over),
        "missing": [_rounded(row) for row in up(missing)], "room": [_rounded(row) for row in up(room)],
    }  # fmt: skip


def _capacity(month: date, one: Series, centres: Centres) -> float:
    past = [None if np.isnan(value) else float(value) for value in one.values]
    centre = centres[one.unit] if one.unit else None
    if centre is None:
        found = capacity_of(past)
    elif one.kind == Kind.PLACES:
        # Where nobody said how many places there are, who is there today does not say it either.
        found = float(centre.places) if centre.places else None
    else:
        best = best_month(past)
        then = centre.agents_on(month_after(month, -best[0])) if best else 0
        found = capacity_of(past, then=then, today=centre.agents_on(month))
    return np.nan if found is None else found


def _told(values: Array, told: Forecast, row: int) -> dict[str, object]:
    begun = int(np.flatnonzero(np.isfinite(values))[0])
    return {
        "past": [None if np.isnan(value) else round(float(value), 1) for value in values[begun:]],
        "mean": _rounded(told.mean[row]), "lower": _rounded(told.lower[row]), "upper": _rounded(told.upper[row]),
        "error": _share(told.error[row]), "naive_error": _share(told.naive_error[row]),
        "tested": int(told.tested[row]), "known": int(told.known[row]),
    }  # fmt: skip


def _rounded(values: Array) -> list[float]:
    return [round(float(value), 3) for value in values]


def _share(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)
