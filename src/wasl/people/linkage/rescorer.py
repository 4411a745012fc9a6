"""What adjudicators' answers teach: a plain logistic regression over the levels that a comparison stored.

About two thousand labels are few, so each level is shrunk towards nothing and what was never seen counts for nothing.
No library: a few dozen columns and a few thousand rows are solved by Newton's method in a second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log

#: How strongly each level is held towards no effect.
SHRINK = 1.0
ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Label:
    """One answered pair: the codes `field_level` that were stored, the weight behind it, whether it was one person."""

    reasons: tuple[str, ...]
    weight: float
    is_same: bool


@dataclass(frozen=True, slots=True)
class Rescorer:
    """`probability` of a pair from its levels and weight, as learnt from `labels` answers."""

    levels: tuple[str, ...]
    effects: tuple[float, ...]
    labels: int

    def probability(self, reasons: Iterable[str], weight: float) -> float:
        row = _row(self.levels, frozenset(reasons), weight)
        return _logistic(sum(effect * value for effect, value in zip(self.effects, row, strict=True)))


def fit(labels: Sequence[Label]) -> Rescorer:
    """Raises ValueError unless both answers are among the labels."""
    if len({label.is_same for label in labels}) < 2:
        raise ValueError("both answers are needed to learn the difference")
    levels = tuple(sorted({code for label in labels for code in label.reasons}))
    rows = [_row(levels, frozenset(label.reasons), label.weight) for label in labels]
    effects = [0.0] * (len(levels) + 2)
    for _round in range(ROUNDS):
        step = _step(rows, [label.is_same for label in labels], effects)
        effects = [effect + change for effect, change in zip(effects, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return Rescorer(levels, tuple(effects), len(labels))


def loss(probabilities: Iterable[float], answers: Iterable[bool]) -> float:
    """Mean log-loss (nats): lower is better, ln 2 is guessing."""
    losses = [
        -log(max(probability if is_same else 1 - probability, 1e-9))
        for probability, is_same in zip(probabilities, answers, strict=True)
    ]
    return sum(losses) / len(losses)


def learns(labels: Sequence[Label], before: Sequence[float], *, parts: int = 5) -> bool:
    """Whether, on answers kept out of learning, the re-scorer is nearer the truth than the probabilities `before`."""
    kept: list[float] = []
    answers: list[bool] = []
    former: list[float] = []
    for part in range(parts):
        learnt = [label for place, label in enumerate(labels) if place % parts != part]
        scorer = fit(learnt)
        for place in range(part, len(labels), parts):
            kept.append(scorer.probability(labels[place].reasons, labels[place].weight))
            former.append(before[place])
            answers.append(labels[place].is_same)
    return loss(kept, answers) < loss(former, answers)


def _row(levels: Sequence[str], reasons: frozenset[str], weight: float) -> list[float]:
    return [1.0, max(-40.0, min(40.0, weight)) / 10, *(float(level in reasons) for level in levels)]


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-max(-35.0, min(35.0, value))))


def _step(rows: Sequence[Sequence[float]], answers: Sequence[bool], effects: Sequence[float]) -> list[float]:
    """Newton's step of the penalised likelihood; the constant is not shrunk."""
    width = len(effects)
    slope = [0.0 if place == 0 else -SHRINK * effect for place, effect in enumerate(effects)]
    bend = [[(SHRINK if place else 1e-9) * (place == other) for other in range(width)] for place in range(width)]
    for row, is_same in zip(rows, answers, strict=True):
        chance = _logistic(sum(effect * value for effect, value in zip(effects, row, strict=True)))
        sureness = max(chance * (1 - chance), 1e-9)
        filled = [place for place, value in enumerate(row) if value]
        for place in filled:
            slope[place] += (is_same - chance) * row[place]
            for other in filled:
                bend[place][other] += sureness * row[place] * row[other]
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with the largest pivot; the matrix is symmetric and positive."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda place: abs(rows[place][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for place in range(column + 1, size):
            if factor := rows[place][column] / rows[column][column]:
                rows[place] = [a - factor * b for a, b in zip(rows[place], rows[column], strict=True)]
    found = [0.0] * size
    for place in range(size - 1, -1, -1):
        known = sum(rows[place][other] * found[other] for other in range(place + 1, size))
        found[place] = (rows[place][size] - known) / rows[place][place]
    return found
