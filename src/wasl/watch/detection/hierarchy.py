"""Sums of series over a hierarchy, where some of the parts may not have reported: a part that is silent is not zero."""

import numpy as np

from wasl.watch.detection.panel import CannotDetect, Panel

#: A sum stands when its reported parts usually make at least this share of it.
ENOUGH = 0.5


def summed(panel: Panel, parents: dict[str, str]) -> Panel:
    """One series per parent, in the parents' order of names. `parents` names the parent of each series.

    The exposure of a sum is the share of it that the reported parts usually make, times their own exposures where the
    panel has them; below a half the sum is missing.
    """
    if unknown := [name for name in panel.names if name not in parents]:
        raise CannotDetect(f"{unknown[0]} has no parent.")
    names = tuple(sorted({parents[name] for name in panel.names}))
    member = np.array([[parents[name] == parent for name in panel.names] for parent in names], dtype=np.float64)
    counts, exposure = panel.known()
    is_known = counts >= 0
    exposures = np.where(is_known, exposure, 0.0)
    rate = np.where(is_known, counts, 0.0).sum(axis=1) / np.maximum(exposures.sum(axis=1), 1e-9)
    usual = np.maximum(rate, rate[rate > 0].min() * 0.1 if (rate > 0).any() else 1.0)
    typical = usual * np.where(is_known, exposure, np.nan).mean(axis=1, where=is_known) if is_known.any() else usual
    typical = np.nan_to_num(typical)
    reported = member @ (exposures * usual[:, None])
    whole = np.maximum((member @ typical)[:, None], 1e-9)
    present = member @ (is_known * typical[:, None]) / whole
    total = np.where(present >= ENOUGH, member @ np.where(is_known, counts, 0.0), np.nan)
    return Panel(names, total, panel.times, np.where(present >= ENOUGH, reported / whole, 0.0))
