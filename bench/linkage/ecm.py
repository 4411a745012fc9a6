"""The package recordlinkage: pairs indexed, compared and classified by its ECM, on strings or on skeletons.

An absent value counts as a difference there, so that more fields are not always better: of three sets, the best.
"""

import warnings
from pathlib import Path

import numpy as np
import recordlinkage

from bench.linkage.measures import Links, Truth, curve
from bench.linkage.prepared import add_skeletons, opened

#: (how many of given, family, father, mother; other fields).
FIELDS = (
    (2, ("day", "year", "cnie")),
    (2, ("day", "year", "cnie", "commune", "phone", "sex")),
    (4, ("day", "year", "cnie", "commune", "sex")),
)


def raw(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        return _best(engine.sql("FROM r").df(), ("given", "family", "father", "mother"), truth)


def skeleton(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        add_skeletons(engine)
        return _best(engine.sql("FROM keyed").df(), ("given_key", "family_key", "father_key", "mother_key"), truth)


def _best(records, names: tuple[str, ...], truth: Truth) -> Links:
    warnings.simplefilter("ignore")
    records = records.set_index("rec_id")
    index = recordlinkage.Index()
    given, family = names[:2]
    for columns in (["cnie"], ["day"], [given, family], ["phone", given], [given, "year"], [family, "year"]):
        index.block(columns)
    pairs = index.index(records)
    tried = [_linked(records, pairs, names[:number], others) for number, others in FIELDS]
    return max(tried, key=lambda links: float(np.max(curve(links, truth).f1)))


def _linked(records, pairs, names: tuple[str, ...], others: tuple[str, ...]) -> Links:
    comparison = recordlinkage.Compare()
    for name in names:
        comparison.string(name, name, method="jarowinkler", threshold=0.88)
    for name in others:
        comparison.exact(name, name)
    features = comparison.compute(pairs, records)
    model = recordlinkage.ECMClassifier()
    model.fit(features)
    left, right = (features.index.get_level_values(level).to_numpy(np.int64) for level in (0, 1))
    return Links(left, right, model.prob(features).to_numpy(np.float64), notes=[", ".join((*names, *others))])
