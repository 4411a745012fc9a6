"""One call for a panel of series: which method, which times, and the arrays that come back."""

from collections.abc import Callable
from datetime import date

import numpy as np

from wasl.watch.detection import farrington
from wasl.watch.detection.following import follow
from wasl.watch.detection.ladder import Ladder, grid
from wasl.watch.detection.panel import Alarms, CannotDetect, Channel, Panel, Rung
from wasl.watch.detection.reference import Asked, design

METHODS = ("wasl", "farrington-flexible")
#: Called with the share of the work that is done.
Progress = Callable[[float], None]


def detect(
    panel: Panel, *, alpha: float = 0.01, frequency: int = 52, method: str = "wasl", first: int | date | None = None,
    last: int | date | None = None, b: int = 5, w: int = 3, periods: int = 10, past_not_included: int = 26,
    weights_threshold: float = 2.58, progress: Progress | None = None,
) -> Alarms:  # fmt: skip
    """Tests each series from `first` to `last`, both included, with all the history before.

    `alpha` is the share of quiet times each channel may alarm at. `frequency` is times a year. b, w, periods and
    weights_threshold are Farrington Flexible's; `past_not_included` keeps the latest times out of either baseline.
    Missing counts are neither tested nor taken for zero; `rung` says how much history stood behind a test.
    """
    _check(alpha, frequency, method, past_not_included)
    tested = panel.positions(first, last)
    watch = progress or (lambda share: None)
    if method == "wasl":
        channels, rung, spreads = _wasl(panel, tested, alpha, frequency, past_not_included, watch)
    else:
        asked = Asked(b, w, periods, past_not_included, frequency)
        channels, rung, spreads = _flexible(panel, tested, alpha, asked, weights_threshold, watch)
    times = tuple(panel.times[place] for place in tested)
    return Alarms(panel.names, times, *channels, rung, *spreads)  # type: ignore[arg-type]


def _check(alpha: float, frequency: int, method: str, past_not_included: int) -> None:
    if not 0 < alpha < 0.5:
        raise CannotDetect(f"alpha is {alpha}: give a share between 0 and .5.")
    if frequency < 1:
        raise CannotDetect(f"frequency is {frequency}: times a year, at least 1.")
    if past_not_included < 0:
        raise CannotDetect(f"{past_not_included} times cannot be left out.")
    if method not in METHODS:
        raise CannotDetect(f"There is no method {method}: known are {', '.join(METHODS)}.")


def _wasl(
    panel: Panel, tested: np.ndarray, alpha: float, frequency: int, guard: int, watch: Progress
) -> tuple[tuple[Channel, Channel], np.ndarray, np.ndarray]:
    counts, exposure = panel.known()
    ladder = Ladder(
        counts, exposure, grid(counts.shape[1], panel.days, frequency), guard=max(guard, 1),
        has_exposure=panel.exposure is not None,
    )  # fmt: skip
    out = np.full((7, len(counts), len(tested)), np.nan)
    rungs = np.zeros((len(counts), len(tested)), dtype=np.int8)
    anchor, rung = -1, rungs[:, 0]
    for place, now in enumerate(tested):
        # Anchors stand at fixed places of the axis, so that a time's answer does not depend on which others are asked.
        if now - now % ladder.grid.stride != anchor:
            anchor = int(now - now % ladder.grid.stride)
            rung = ladder.fit(anchor)
        out[:, :, place] = ladder.test(int(now), anchor, rung, alpha)
        rungs[:, place] = np.where(np.isnan(out[0, :, place]), Rung.NONE, rung)
        watch((place + 1) / len(tested))
    shock = Channel(out[0], out[1], out[2], out[2] <= alpha)
    return (shock, Channel(out[0], out[3], out[4], out[4] <= alpha)), rungs, out[5:]


def _flexible(
    panel: Panel, tested: np.ndarray, alpha: float, asked: Asked, limit: float, watch: Progress
) -> tuple[tuple[Channel, Channel], np.ndarray, np.ndarray]:
    counts, exposure = panel.known()
    # The process channel needs the residuals of the times before the first one tested.
    before = np.arange(max(tested[0] - asked.past_not_included, 0), tested[0])
    whole = np.concatenate([before, tested])
    behind = design(whole, panel.days, asked)
    x = _elapsed(panel, asked.frequency) - counts.shape[1] / 2
    out = np.empty((5, len(counts), len(whole)))
    step = max(len(counts) // 50, 1)
    for start in range(0, len(counts), step):
        rows = slice(start, start + step)
        out[:, rows] = farrington.flexible(
            counts[rows], exposure[rows], x, whole, behind.start, behind.stop, behind.block, behind.count,
            asked.periods, asked.b, limit, alpha, panel.exposure is not None,
        )  # fmt: skip
        watch(min(start + step, len(counts)) / len(counts))
    upper, p = follow(counts[:, whole], out[0], out[1], alpha)
    expected, highest, p_value, alarm = out[0], out[2], out[3], out[4] > 0
    kept = slice(len(before), None)
    shock = Channel(expected[:, kept], highest[:, kept], p_value[:, kept], alarm[:, kept])
    process = Channel(expected[:, kept], upper[:, kept], p[:, kept], p[:, kept] <= alpha)
    rung = np.where(np.isnan(shock.expected), Rung.NONE, Rung.OWN).astype(np.int8)
    return (shock, process), rung, np.stack([out[1][:, kept], np.zeros(rung.shape)])


def _elapsed(panel: Panel, frequency: int) -> np.ndarray:
    """Time as R measures it: places on the axis, or days over the first step's days (months are not of one length)."""
    if not panel.days or frequency != 12 or len(panel.days) < 2:
        return np.arange(len(panel.times), dtype=np.float64)
    days = np.array([day.toordinal() for day in panel.days], dtype=np.float64)
    return (days - days[0]) / (days[1] - days[0])
