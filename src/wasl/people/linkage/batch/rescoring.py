"""The second opinion: what Splink's independent weights cannot say, learned from the cards of this very registry.

Two records that both have a card are labelled by it: the same number is one person, a number more than one edit away
is another (one edit away is a slip, or twins whose cards were made one after the other: the given name tells). On those
pairs a logistic regression learns, from everything but the card, how the levels work together: a family name, a
telephone and a date that a household shares say little once the given name differs. It starts from Splink's own weight
and moves away from it only as far as labels show (ridge), so that a registry with few cards keeps to Splink. The card's
own evidence, learned where given names agree and where they do not, is then added to every pair that has it.
"""

from dataclasses import dataclass

import numpy as np

from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.batch.names import ALIKE, CLASH, DIFFERS
from wasl.people.linkage.batch.scoring import FLOOR

Array = np.ndarray

#: Fewer pairs labelled either way teach nothing that can be trusted.
FEWEST_LABELS = 200
MOST_LABELS = 40_000
_SEED = 20
#: From this level of the comparison of births on, the years differ.
YEAR_NEAR = 5
_RIDGE = 2.0
_ROUNDS = 8
_LN2 = float(np.log(2))
#: Bits that a card may say at most, so that one number mistyped or lent never decides alone.
CARD_BOUNDS = (-7.0, 14.0)


@dataclass(slots=True)
class Pairs:
    """Columns of table `pair` as arrays, in the order of (n_l, n_r)."""

    columns: dict[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.columns["n_l"])


def read(connection: Connection) -> Pairs:
    columns = connection.execute("SELECT * FROM pair ORDER BY n_l, n_r").fetchnumpy()
    return Pairs({name: _filled(values) for name, values in columns.items()})


def _filled(values: Array) -> Array:
    if isinstance(values, np.ma.MaskedArray):
        return values.filled("" if values.dtype == object else 0)
    return values


@dataclass(slots=True)
class Heard:
    """Levels of `names` for given and family names, read straight or, where that fits better, changed over."""

    given: Array
    family: Array
    is_swapped: Array


_COST = np.array([0, 3, 4, 8, 5])


def heard(pairs: Pairs) -> Heard:
    straight = _COST[pairs["heard_given_given"]] + _COST[pairs["heard_family_family"]]
    crossed = _COST[pairs["heard_given_family"]] + _COST[pairs["heard_family_given"]] + 1
    swapped = crossed < straight
    one, other = pairs["heard_given_family"], pairs["heard_family_given"]
    # Changed over, the one name in common is the household's: what differs is the given name.
    return Heard(
        np.where(swapped, np.maximum(one, other), pairs["heard_given_given"]),
        np.where(swapped, np.minimum(one, other), pairs["heard_family_family"]),
        swapped,
    )


@dataclass(slots=True)
class Design:
    """Groups of exclusive levels (-1: none) with their sizes, and groups whose level is weighed by a number."""

    levels: dict[str, tuple[Array, int]]
    numbers: dict[str, tuple[Array, Array, int]]

    @property
    def width(self) -> int:
        return 1 + sum(size for _, size in self.levels.values()) + sum(size for *_, size in self.numbers.values())

    def matrix(self, rows: Array) -> Array:
        """Dense, for a few ten thousand rows."""
        blocks = [np.ones((len(rows), 1))]
        for codes, size in self.levels.values():
            blocks.append(_one_hot(codes[rows], size))
        for codes, values, size in self.numbers.values():
            blocks.append(_one_hot(codes[rows], size) * values[rows][:, None])
        return np.hstack(blocks)

    def apply(self, weights: Array) -> Array:
        total = np.full(len(next(iter(self.levels.values()))[0]), weights[0])
        at = 1
        for codes, size in self.levels.values():
            total += np.append(weights[at : at + size], 0.0)[codes]
            at += size
        for codes, values, size in self.numbers.values():
            total += np.append(weights[at : at + size], 0.0)[codes] * values
            at += size
        return total


def _one_hot(codes: Array, size: int) -> Array:
    block = np.zeros((len(codes), size))
    known = codes >= 0
    block[np.nonzero(known)[0], codes[known]] = 1
    return block


def design(pairs: Pairs, records: int) -> Design:
    """What may matter besides Splink's weight: levels one by one, and those that work together."""
    said = heard(pairs)
    birth = np.where(pairs["birth_level"] < 0, 7, pairs["birth_level"]).astype(np.int16)
    given, family = said.given.astype(np.int16), said.family.astype(np.int16)
    phone, place = pairs["phone_level"].astype(np.int16), pairs["place_level"].astype(np.int16)
    father, mother = pairs["father_level"], pairs["mother_level"]
    parents = np.where((father == 0) & (mother == 0), 2, np.where((father == 2) | (mother == 2), 0, 1)).astype(np.int16)
    is_one_given = (given < CLASH).astype(np.int16)
    is_woman = (pairs["sex_l"] == "F") & (pairs["sex_r"] == "F")
    given_rare = np.log2(records / pairs["given_times"]) / 10 * (given < DIFFERS)
    family_rare = np.log2(records / pairs["family_times"]) / 10 * (family < DIFFERS)
    frequency = np.clip(pairs["frequency"], -8, 8) / 5
    zero = np.zeros(len(pairs), np.int16)
    # A slip makes a spelling nobody else has; two names that many have (Manal, Manar) are two names.
    common = np.digitize(pairs["given_times"], (3, 10)) + (pairs["given_times"] > max(30, records / 5_000))
    is_day_same = (birth == 0).astype(np.int16)
    sex = pairs["sex_level"].astype(np.int16)
    return Design(
        levels={
            "names": (pairs["names_level"].astype(np.int16), 10),
            "birth": (birth, 8),
            "phone": (phone, 2),
            "father": (father.astype(np.int16), 3),
            "mother": (mother.astype(np.int16), 3),
            "place": (place, 3),
            "sex": (pairs["sex_level"].astype(np.int16), 2),
            "swapped": (said.is_swapped.astype(np.int16) - 1, 1),
            "given, family": (given * 5 + family, 25),
            "given, family, birth": ((given * 5 + family) * 8 + birth, 200),
            "given, common, date": (np.where(given == ALIKE, -1, (given * 4 + common) * 2 + is_day_same), 40),
            "given, sex": (np.where(sex < 0, -1, given * 2 + sex), 10),
            "given, parents": (given * 3 + parents, 15),
            "given, phone": (np.where(phone < 0, -1, given * 2 + phone), 10),
            "given, place": (np.where(place < 0, -1, given * 3 + place), 15),
            "given, birth, parents": ((is_one_given * 8 + birth) * 3 + parents, 48),
            "birth, place": (np.where(place < 0, -1, birth * 3 + place), 24),
            "married": (np.where(is_woman & (family == DIFFERS), birth, -1), 8),
        },
        numbers={
            "weight": (zero, pairs["weight"].astype(float), 1),
            "given rare": (zero, given_rare, 1),
            "family rare": (zero, family_rare, 1),
            "name rare": (zero, frequency * (pairs["names_level"] == 0), 1),
            "birth, rare": (birth, given_rare + family_rare, 8),
        },
    )


def labels(pairs: Pairs) -> tuple[Array, Array]:
    """Rows whose cards say whether they are one person, and what they say."""
    card, given = pairs["card_level"], heard(pairs).given
    # One edit away: a slip where given names agree, neighbours in the drawer where they differ, else no label.
    near = np.where(given == ALIKE, 0, np.where((given == CLASH) | (given == DIFFERS), 2, -1))
    says = np.where(card == 1, near, card)
    # A card lent: a mother's shown for her child.
    is_lent = (given >= CLASH) & ((pairs["sex_level"] == 1) | (pairs["birth_level"] >= YEAR_NEAR))
    says = np.where((card == 0) & is_lent, -1, says)
    rows = np.nonzero((says >= 0) & (pairs["weight"] > FLOOR))[0]
    if len(rows) > MOST_LABELS:
        rows = np.sort(np.random.default_rng(_SEED).choice(rows, MOST_LABELS, replace=False))
    return rows, (says[rows] == 0).astype(float)


def rescored(pairs: Pairs, *, records: int) -> tuple[Array, int]:
    """Natural log-odds that each pair is one person, and how many labelled pairs taught them (0: only Splink)."""
    made = design(pairs, records)
    start = np.zeros(made.width)
    start[1 + sum(size for _, size in made.levels.values())] = _LN2
    rows, same = labels(pairs)
    if min(same.sum(), (1 - same).sum()) < FEWEST_LABELS:
        return made.apply(start) + np.clip(pairs["scored_card"], *CARD_BOUNDS) * _LN2, 0
    ridge = np.full(made.width, _RIDGE)
    ridge[0] = 0.01
    ridge[start > 0] = 20.0
    odds = made.apply(_learned(made.matrix(rows), same, ridge, start))
    return odds + card_evidence(pairs, odds), len(rows)


def card_evidence(pairs: Pairs, odds: Array) -> Array:
    """What each card level adds to `odds`: how much more often one person shows it than two do, the two counted apart
    where given names agree (strangers, namesakes) and where they differ (relatives, whose numbers may be neighbours).
    """
    level = pairs["card_level"]
    apart = (heard(pairs).given >= CLASH).astype(int)
    added = np.zeros(len(pairs))
    known = (level >= 0) & (pairs["weight"] > FLOOR)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(odds + added, -40, 40)))
        same = np.array([chance[known & (level == each)].sum() + 0.5 for each in range(3)])
        for group in (0, 1):
            those = known & (apart == group)
            other = np.array([(1 - chance)[those & (level == each)].sum() + 0.5 for each in range(3)])
            says = np.log(same / same.sum()) - np.log(other / other.sum())
            says = np.clip(says, CARD_BOUNDS[0] * _LN2, CARD_BOUNDS[1] * _LN2)
            mine = (level >= 0) & (apart == group)
            added[mine] = says[level[mine]]
    return added


def _learned(matrix: Array, same: Array, ridge: Array, start: Array) -> Array:
    """Weights of all columns; those that no label shows keep what they start from."""
    shown = np.abs(matrix).sum(axis=0) > 0
    weights = start.copy()
    weights[shown] = _logistic(matrix[:, shown], same, ridge[shown], start[shown])
    return weights


def _logistic(matrix: Array, same: Array, ridge: Array, start: Array) -> Array:
    """Newton's method with halved steps; the optimum is unique, so the answer does not depend on the way."""

    def loss(weights: Array) -> float:
        odds = matrix @ weights
        return float((np.logaddexp(0, odds) - same * odds).sum() + 0.5 * (ridge * (weights - start) ** 2).sum())

    weights, last = start.copy(), loss(start)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -40, 40)))
        slope = matrix.T @ (chance - same) + ridge * (weights - start)
        rooted = matrix * np.sqrt(chance * (1 - chance))[:, None]
        bend = rooted.T @ rooted + np.diag(ridge)
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > 1e-3 and loss(weights - size * step) > last:
            size /= 2
        weights = weights - size * step
        now = loss(weights)
        if last - now < 1e-4:
            break
        last = now
    return weights
