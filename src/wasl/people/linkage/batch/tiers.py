"""Three tiers: linked by itself, shown to a person, ignored.

A probability is a posterior: it falls as the registry grows (model.prior_of) and follows what the cards of this
registry teach. The automatic tier takes pairs from the surest down as long as the share of wrong links expected among
all it took stays under `WRONG`, and never a vetoed pair; where too few cards taught the score, each link must be sure
by itself.
"""

from enum import StrEnum

import numpy as np

from wasl.people.linkage.batch.names import NEAR
from wasl.people.linkage.batch.rescoring import Array, Pairs, heard
from wasl.people.linkage.batch.veto import Vetoes

#: Wrong links expected among automatic ones; what is promised is .005 (precision .995).
WRONG = 0.003
#: No single automatic link is less sure than this; nor than `SURE` where nothing was learned.
LEAST_SURE = 0.93
SURE = 0.995
#: Shown to a person from here on.
REVIEW = 0.1
#: Written to the file of pairs from here on.
WRITTEN = 0.01


class Tier(StrEnum):
    AUTO = "auto"
    REVIEW = "review"
    IGNORE = "ignore"


def probability(odds: Array) -> Array:
    return 1 / (1 + np.exp(-np.clip(odds, -700, 700)))


def tiers(pairs: Pairs, chance: Array, found: Vetoes, *, is_learned: bool) -> Array:
    """Tier of each pair, as text."""
    tier = np.where(chance >= REVIEW, Tier.REVIEW.value, Tier.IGNORE.value)
    tier[_automatic(pairs, chance, found, is_learned)] = Tier.AUTO
    return tier


def _automatic(pairs: Pairs, chance: Array, found: Vetoes, is_learned: bool) -> Array:
    # A given name one slip off is no agreement: what else agrees may be the household's.
    is_slip = (heard(pairs).given == NEAR) & (pairs["card_level"] != 0)
    may = ~found.any & ~is_slip & (chance >= (LEAST_SURE if is_learned else SURE))
    rows = np.nonzero(may)[0]
    rows = rows[np.lexsort((pairs["n_r"][rows], pairs["n_l"][rows], -chance[rows]))]
    wrong = np.cumsum(1 - chance[rows]) / np.arange(1, len(rows) + 1)
    return rows[: np.searchsorted(wrong, WRONG, side="right")]
