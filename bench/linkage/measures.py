"""Precision, recall and what stands behind them, of scored pairs and of clusters, against the truth."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

type Ints = npt.NDArray[np.int64]
type Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """`person` and `is_arabic` by rec_id (from 1; place 0 is nobody); `twins` are the pairs of records of twins."""

    person: Ints
    is_arabic: npt.NDArray[np.bool_]
    pairs: int
    cross: int
    twin_of: Ints
    twins: int
    said: str

    @classmethod
    def read(cls, folder: Path) -> "Truth":
        with duckdb.connect() as engine:
            engine.execute(
                f"CREATE VIEW t AS SELECT *, script = 'ar' AS arabic FROM '{folder}/truth.parquet' "
                f"JOIN '{folder}/records.parquet' USING (rec_id) ORDER BY rec_id"
            )
            found = engine.sql("SELECT person_id, coalesce(twin_of, 0) AS twin_of, arabic FROM t").fetchnumpy()
            ((pairs, cross),) = engine.sql(
                "SELECT sum(n * (n - 1) // 2)::BIGINT, sum(a * (n - a))::BIGINT FROM (SELECT count(*) AS n, "
                "count(*) FILTER (arabic) AS a FROM t GROUP BY person_id)"
            ).fetchall()
            ((twins,),) = engine.sql(
                "SELECT coalesce(sum(l.n * r.n), 0)::BIGINT FROM (SELECT person_id, any_value(twin_of) AS twin_of, "
                "count(*) AS n FROM t GROUP BY 1) l JOIN (SELECT person_id, count(*) AS n FROM t GROUP BY 1) r "
                "ON l.twin_of = r.person_id WHERE l.person_id < r.person_id"
            ).fetchall()
        said = f"{len(found['person_id'])} records, {pairs} true pairs ({cross / pairs:.0%} across the scripts)"
        return cls(
            np.concatenate([[0], found["person_id"]]).astype(np.int64),
            np.concatenate([[False], found["arabic"]]).astype(np.bool_),
            pairs, cross, np.concatenate([[0], found["twin_of"]]).astype(np.int64), twins,
            f"{said}, {twins} pairs of records of twins",
        )  # fmt: skip


@dataclass(frozen=True)
class Links:
    """Scored pairs of rec_ids, each once. `cluster`, by rec_id, and `auto` (of each pair), of methods that have them.

    `seconds` and `megabytes` are of a process of its own; without, the clock around the call is told.
    """

    left: Ints
    right: Ints
    score: Floats
    cluster: Ints | None = None
    auto: npt.NDArray[np.bool_] | None = None
    seconds: float = 0.0
    megabytes: float = 0.0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Curve:
    """Pairs by falling score, cut where a score ends: `precision[i]` and `recall[i]` of the first `upto[i]` pairs."""

    order: Ints
    upto: Ints
    precision: Floats
    recall: Floats
    is_true: npt.NDArray[np.bool_]

    @property
    def f1(self) -> Floats:
        return 2 * self.precision * self.recall / np.maximum(self.precision + self.recall, 1e-9)

    @property
    def best(self) -> int:
        return int(np.argmax(self.f1))

    def recall_at(self, precision: float) -> float:
        enough = self.recall[self.precision >= precision]
        return float(enough.max()) if len(enough) else 0.0


def curve(links: Links, truth: Truth) -> Curve:
    order = np.argsort(-links.score, kind="stable")
    is_true = (truth.person[links.left] == truth.person[links.right])[order]
    score = links.score[order]
    upto = np.append(np.flatnonzero(np.diff(score)), len(score) - 1) if len(score) else np.array([], dtype=np.int64)
    found = np.cumsum(is_true)[upto]
    return Curve(order, upto, found / (upto + 1), found / truth.pairs, is_true)


def twins_linked(left: Ints, right: Ints, truth: Truth) -> float:
    """Pairs linked among the pairs of records of twins."""
    return float(np.sum(truth.twin_of[left] == truth.person[right])) / max(truth.twins, 1)


def cluster_f1(cluster: Ints, truth: Truth) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of the clusters."""

    def pairs_of(labels: Ints) -> int:
        counts = np.unique(labels, return_counts=True)[1].astype(np.int64)
        return int(np.sum(counts * (counts - 1) // 2))

    both = pairs_of(cluster[1:] * (int(truth.person.max()) + 1) + truth.person[1:])
    linked = pairs_of(cluster[1:])
    precision, recall = both / max(linked, 1), both / truth.pairs
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def described(name: str, links: Links, truth: Truth, *, seconds: float) -> Iterator[str]:
    cost = f"{seconds:.0f} s" + (f", {links.megabytes / 1024:.1f} GB" if links.megabytes else "")
    if not len(links.left):
        yield f"  {name:12} found nothing; {cost}"
        return
    drawn = curve(links, truth)
    at = drawn.best
    kept = drawn.order[: drawn.upto[at] + 1]
    left, right = links.left[kept], links.right[kept]
    is_true = truth.person[left] == truth.person[right]
    is_cross = truth.is_arabic[left] != truth.is_arabic[right]
    cross = float(np.sum(is_true & is_cross)) / max(truth.cross, 1)
    same = float(np.sum(is_true & ~is_cross)) / max(truth.pairs - truth.cross, 1)
    sure, surer = drawn.recall_at(0.99), drawn.recall_at(0.995)
    yield (
        f"  {name:12} P {drawn.precision[at]:.3f} R {drawn.recall[at]:.3f} F1 {drawn.f1[at]:.4f}; across scripts "
        f"{cross:.3f}, within {same:.3f}; R at P .99 {sure:.3f}, at .995 {surer:.3f}; "
        f"twins {twins_linked(left, right, truth):.2%}; candidates hold {drawn.recall[-1]:.3f}; {cost}"
    )
    yield from _tiers(links, truth)
    for note in links.notes:
        yield f"               {note}"


def _tiers(links: Links, truth: Truth) -> Iterator[str]:
    if links.auto is not None:
        left, right = links.left[links.auto], links.right[links.auto]
        right_ones = int(np.sum(truth.person[left] == truth.person[right]))
        review = len(links.left) - len(left)
        yield (
            f"               automatic P {right_ones / max(len(left), 1):.4f} R {right_ones / truth.pairs:.3f}, twins "
            f"{twins_linked(left, right, truth):.2%}; review {1000 * review / (len(truth.person) - 1):.0f} pairs per "
            "1,000 records"
        )
    if links.cluster is not None:
        precision, recall, f1 = cluster_f1(links.cluster, truth)
        yield f"               clusters P {precision:.3f} R {recall:.3f} F1 {f1:.4f}"
