"""From test results to findings: what stands out of one indicator, since when, with the evidence people will see."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from wasl.network.models import UnitState
from wasl.network.queries import in_force
from wasl.watch.rules.findings import Candidate, Finding, clearest, start_of_rise
from wasl.watch.rules.indicator import Watched
from wasl.watch.running.exposure import Centre
from wasl.watch.running.ground import Ground
from wasl.watch.running.panels import Rows
from wasl.watch.running.spans import Span
from wasl.watch.running.testing import Band, Last, band

NEIGHBOURS = 6
#: Steps in which there must be enough cases, as in R (limit54).
LATEST = 4


def candidates_of(rows: Rows, last: Last, ground: Ground, *, loose: float, least: int) -> list[Candidate]:
    """Territories whose latest step stands out at `loose`, with at least so many cases in the latest steps: one or two
    people are looked after by whoever receives them, not by an alert."""
    found = []
    enough = np.nansum(rows.counts[:, -LATEST:], axis=1) >= least
    for row in np.flatnonzero(last.tested & enough & (last.p_value <= loose)):
        code = rows.codes[row]
        level = str(ground.places[code].level)
        path = ground.answers_for(code).path
        found.append(
            Candidate(int(row), code, level, path, last.channel[row], float(last.p_value[row]), last.rung[row])
        )
    return found


def findings_of(
    indicator: Watched, rows: Rows, last: Last, chosen: Sequence[Candidate], ground: Ground, span: Span,
    *, feast: str, simulated: frozenset[str], alpha: float,
) -> Iterator[Finding]:  # fmt: skip
    """One finding for each rise, whatever number of territories show it."""
    if not chosen:
        return
    kept = clearest(chosen, related=lambda one, other: related(ground, one, other))
    past = band(rows, [one.row for one, _others in kept], span, alpha=alpha)
    for index, (one, others) in enumerate(kept):
        observed, expected = _list(past.observed[index]), _list(past.expected[index])
        start = start_of_rise(observed, expected)
        seen, usual = _sums(observed[start:], expected[start:])
        unit = ground.answers_for(one.territory)
        first_shown = span.steps - len(observed)
        yield Finding(
            indicator=indicator.code, territory=one.territory, level=one.level, unit_id=unit.pk, path=unit.path,
            step=span.step, since=span.day(first_shown + start), week=span.last, channel=one.channel, observed=seen,
            expected=usual, upper=_list(past.upper[index])[-1], p_value=one.p_value, rung=one.rung,
            evidence=_evidence(past, index, span.day(first_shown).isoformat(), others, feast)
            | {"neighbours": _neighbours(one.territory, rows, last, ground)},
            is_simulated=one.territory in simulated,
        )  # fmt: skip


def related(ground: Ground, one: str, other: str) -> bool:
    """One of them lies in the other, or is it."""
    return one in ground.chains.get(other, ()) or other in ground.chains.get(one, ())


def _list(values: np.ndarray) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 2) for value in values]


def _sums(observed: Sequence[float | None], expected: Sequence[float | None]) -> tuple[float, float]:
    both = zip(observed, expected, strict=True)
    pairs = [(seen, usual) for seen, usual in both if seen is not None and usual is not None]
    return sum(seen for seen, _usual in pairs), sum(usual for _seen, usual in pairs)


def _evidence(past: Band, index: int, first: str, others: Sequence[str], feast: str) -> dict[str, Any]:
    return {
        "first": first,
        "observed": _list(past.observed[index]),
        "expected": _list(past.expected[index]),
        "upper": _list(past.upper[index]),
        "also": list(others),
        "feast": feast,
    }


def _neighbours(code: str, rows: Rows, last: Last, ground: Ground) -> list[dict[str, Any]]:
    """The nearest territories of the same level that have the indicator, with their latest step."""
    here = ground.places[code]
    if here.spot is None:
        return []
    near = []
    for row, other in enumerate(rows.codes):
        place = ground.places[other]
        if other != code and place.level is here.level and place.spot is not None and last.tested[row]:
            far = (place.spot[0] - here.spot[0]) ** 2 + (0.85 * (place.spot[1] - here.spot[1])) ** 2
            near.append((far, row, other))
    return [
        {"code": other, "observed": float(rows.counts[row, -1]), "expected": round(float(last.expected[row]), 1)}
        for _far, row, other in sorted(near)[:NEIGHBOURS]
    ]


def silent_centres(centres: Mapping[str, Centre], ground: Ground, span: Span, *, least: int) -> Iterator[Finding]:
    """Open centres that are silent now: what they usually write in as many weeks, and nothing."""
    quiet = {unit: centre for unit, centre in centres.items() if centre.silent[-1] and centre.counts.any()}
    states = UnitState.objects.filter(in_force(span.last), unit_id__in=quiet, unit__closed_on=None)
    for state in states.select_related("unit"):
        centre = quiet[str(state.unit_id)]
        length = int(np.argmax(~centre.silent[::-1]))
        before = centre.counts[:-length][-52:]
        yield Finding(
            indicator="silence", territory=state.commune_code or state.province_code, level="centre",
            unit_id=state.unit_id, path=state.unit.path, about_unit=state.unit_id, step="week",
            since=span.day(span.steps - length), week=span.last, channel="silence", observed=0,
            expected=round(float(before.mean()) * length, 1), upper=None,
            p_value=float(np.exp(-before.mean() * length)), rung="own",
            evidence={
                "first": span.day(max(0, span.steps - 52)).isoformat(),
                "observed": [float(count) for count in centre.counts[-52:]],
            },
        )  # fmt: skip
