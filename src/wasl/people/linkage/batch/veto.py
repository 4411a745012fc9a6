"""Pairs that no score may link by itself: another given name, another card, another sex, or somebody said so.

Inside a household family name, telephone, commune, parents and, for twins, the date are shared: independence fails and
a sum of weights is wrong. There only the given name, the sex, the day and month, the card and the birth order tell
two people apart; the first two and the card are looked at here, the date is in the model, and what remains (twins whose
names are one slip apart) is kept from the automatic tier by how common both names are.
"""

from dataclasses import dataclass

import numpy as np

from wasl.people.linkage.batch.names import CLASH, DIFFERS, NEAR
from wasl.people.linkage.batch.rescoring import Array, Heard, Pairs, heard

#: Natural log-odds taken from a pair whose given names are two names that many bear: the labels behind the score are
#: adults with cards; brothers and sisters under sixteen live together and agree in more.
TWO_NAMES = 4.0
#: The same where too few cards taught the score: what a household shares was counted as if it were independent.
TWO_NAMES_UNLEARNED = 8.0
#: Log-odds that a vetoed pair may reach at most; a person decides those.
MOST = 3.0
MOST_UNLEARNED = -0.5
NOT_SAME = -12.0


@dataclass(frozen=True, slots=True)
class Vetoes:
    """One row a pair. `of_given`, `of_card`, `of_sex`, `said`: why; `two_names`: no slip parts the given names."""

    of_given: Array
    of_card: Array
    of_sex: Array
    said: Array
    two_names: Array
    is_learned: bool

    @property
    def any(self) -> Array:
        return self.of_given | self.of_card | self.of_sex | self.said

    def words(self, rows: Array) -> list[str]:
        """Reasons of each of these pairs, separated by spaces."""
        parts = [
            np.where(mask[rows], word, "")
            for mask, word in (
                (self.of_given, "given "), (self.of_card, "card "), (self.of_sex, "sex "), (self.said, "said "),
            )
        ]  # fmt: skip
        return [("".join(row)).strip() for row in zip(*parts, strict=True)]


def common_names(pairs: Pairs, records: int) -> Array:
    """Whether both given names are borne by many: a slip makes a spelling that nobody else has."""
    return pairs["given_times"] > max(12, records / 8_000)


def vetoes(pairs: Pairs, *, records: int, is_learned: bool = True, said: Array | None = None) -> Vetoes:
    """`said`: pairs that a person declared to be two; `is_learned`: whether cards taught the score."""
    names: Heard = heard(pairs)
    differs = (names.given == DIFFERS) | (names.given == CLASH)
    two_names = (differs | (names.given == NEAR)) & common_names(pairs, records) & (pairs["card_level"] != 0)
    if not is_learned:
        two_names |= differs & (pairs["card_level"] != 0)
    return Vetoes(
        of_given=differs | two_names,
        of_card=pairs["card_level"] == 2,
        of_sex=pairs["sex_level"] == 1,
        said=np.zeros(len(pairs), bool) if said is None else said,
        two_names=two_names,
        is_learned=is_learned,
    )


def lowered(odds: Array, found: Vetoes) -> Array:
    """Log-odds that reflect the veto, so that a ranking by probability alone is right."""
    less, most = (TWO_NAMES, MOST) if found.is_learned else (TWO_NAMES_UNLEARNED, MOST_UNLEARNED)
    odds = np.where(found.two_names, odds - less, odds)
    odds = np.where(found.any, np.minimum(odds, most), odds)
    return np.where(found.said, NOT_SAME, odds)
