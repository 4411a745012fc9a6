"""The published score against opaque models, on SIMULATED households: the figures say nothing of the country.

Two worlds: in the first what weighs happened within the score's six months, in the second older events weigh as much,
which the score forgets on purpose. A household has an unseen strain; events happen the more the greater it is, and are
recorded for most. Need follows from what happened and from the strain. How grave each event is differs from the
published points by up to 30 %, drawn anew for each seed, with two pairs of events that are graver together. The opaque
models learn from 10,000 households with the same recorded events, and see their days as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from wasl.watch.rules.fairness import GAP_ALLOWED, Judged, auc, deciles, gaps, recalls
from wasl.watch.rules.scores import CANDIDATES, RETURNS, SHIPPED, Fact, Feature, proposes, score, version_of

TODAY = date(2026, 11, 24)
VERSION = version_of(SHIPPED)
POINTS = {item.code: item.points for item in VERSION.items}
CODES = list(CANDIDATES)
HOUSEHOLDS = 10_000
#: Never looked at while the simulation was written, and those that were.
REPORTED, TUNED = range(101, 104), range(1, 3)
#: World -> the oldest event in it, in days.
WORLDS = {"the last six months": 180, "older events too": 240}
LOSS_ALLOWED = 0.015
TOGETHER = (("SANS_EMPLOI", "SURENDET"), ("DECES_SOUT", "DECROCH"))


@dataclass(frozen=True)
class World:
    """`ages` (households, items) days since the recorded event, NaN without; `need` as it truly is."""

    ages: Any
    need: Any
    groups: list[dict[str, str]]


def simulated(seed: int, weights: Any, *, stream: int, oldest: int) -> World:
    random = np.random.default_rng([seed, stream])
    strain = random.normal(size=HOUSEHOLDS)
    base = np.linspace(0.03, 0.09, len(CODES))
    odds = np.log(base / (1 - base)) + 0.8 * strain[:, None]
    happened = random.random((HOUSEHOLDS, len(CODES))) < 1 / (1 + np.exp(-odds))
    recorded = happened & (random.random(happened.shape) < 0.9)
    ages = np.where(recorded, random.integers(0, oldest, happened.shape), np.nan)
    lately = happened @ (0.45 * weights)
    for one, other in TOGETHER:
        lately = lately + 0.4 * (happened[:, CODES.index(one)] & happened[:, CODES.index(other)])
    need = random.random(HOUSEHOLDS) < 1 / (1 + np.exp(-(lately + 0.4 * strain - 2.6)))
    return World(ages, need, _groups(random))


def _groups(random: Any) -> list[dict[str, str]]:
    """Drawn apart from everything: a gap here comes from the score or from chance."""
    rural, women, disabled = (random.random(HOUSEHOLDS) < share for share in (0.4, 0.3, 0.1))
    return [
        {"area": "RUR" if r else "URB", "sex": "F" if w else "M", "disability": "yes" if d else "no"}
        for r, w, d in zip(rural, women, disabled, strict=True)
    ]


def facts_of(ages: Any) -> list[Fact]:
    found = []
    for number, code in enumerate(CODES):
        if np.isnan(ages[number]):
            continue
        one, on = CANDIDATES[code], TODAY - timedelta(days=int(ages[number]))
        times = RETURNS if one.feature == Feature.RETURNED else 1
        found += [Fact(one.feature, on, "case", UUID(int=times), of=one.of)] * times
    return found


def opaque(train: World, test: World) -> dict[str, float]:
    """Area under the curve of each opaque model."""
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier

    models = {
        "gradient boosting": HistGradientBoostingClassifier(max_iter=150, learning_rate=0.06, random_state=0),
        "random forest": RandomForestClassifier(n_estimators=80, min_samples_leaf=20, random_state=0, n_jobs=1),
    }
    seen = [np.nan_to_num(world.ages, nan=999.0) for world in (train, test)]
    found = {}
    for name, model in models.items():
        model.fit(seen[0], train.need)
        found[name] = auc(model.predict_proba(seen[1])[:, 1].tolist(), test.need.tolist()) or 0.0
    return found


def judged(world: World) -> tuple[list[Judged], int]:
    """Each household by the published rule, and how many of the shown points add up to their total."""
    rows, exact = [], 0
    for ages, need, groups in zip(world.ages, world.need, world.groups, strict=True):
        found = score(VERSION, facts_of(ages), today=TODAY)
        exact += found.total == sum(POINTS[line.code] for line in found.lines)
        rows.append(Judged(found.total, bool(need), proposes(VERSION, found, today=TODAY), groups))
    return rows, exact


def lines(*_options: str) -> Iterator[str]:
    yield "watch score: SIMULATED households; nothing here is about the country"
    for world, oldest in WORLDS.items():
        for seed in REPORTED:
            yield f"{world}, {line_of(seed, oldest)}"


def line_of(seed: int, oldest: int) -> str:
    draw = np.random.default_rng([seed, 0]).uniform(0.7, 1.3, len(CODES))
    weights = np.array([POINTS[code] for code in CODES]) * draw
    train, test = (simulated(seed, weights, stream=stream, oldest=oldest) for stream in (1, 2))
    rows, exact = judged(test)
    return _line(seed, rows, exact, opaque(train, test))


def _line(seed: int, rows: list[Judged], exact: int, others: dict[str, float]) -> str:
    mine = auc([row.points for row in rows], [row.is_found for row in rows]) or 0.0
    best = max(others, key=lambda name: others[name])
    loss = others[best] - mine
    shares = [part.share for part in deciles(rows)]
    wide = {gap.group: gap.points or 0.0 for gap in gaps(recalls(rows, least=11))}
    worst = max(wide.values())
    return (
        f"seed {seed}: AUC {mine:.4f}, {best} {others[best]:.4f}, loss {loss:+.4f} (goal <= {LOSS_ALLOWED}:"
        f" {'met' if loss <= LOSS_ALLOWED else 'MISSED'}); points add up {exact}/{len(rows)};"
        f" shares by decile {' '.join(f'{share:.2f}' for share in shares)}"
        f" ({'rising' if shares == sorted(shares) else 'NOT RISING'}); widest recall gap {worst:.1f} points"
        f" (goal <= {GAP_ALLOWED}: {'met' if worst <= GAP_ALLOWED else 'MISSED'})"
    )
