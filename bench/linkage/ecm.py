"""The package recordlinkage: pairs indexed, compared and classified by its ECM, on strings or on skeletons."""

import warnings
from pathlib import Path

import numpy as np
import recordlinkage

from bench.linkage.measures import Links, Truth
from bench.linkage.prepared import add_skeletons, opened


def raw(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        return _linked(engine.sql("FROM r").df(), ("given", "family", "father", "mother"))


def skeleton(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        add_skeletons(engine)
        return _linked(engine.sql("FROM keyed").df(), ("given_key", "family_key", "father_key", "mother_key"))


def _linked(records, names: tuple[str, ...]) -> Links:
    warnings.simplefilter("ignore")
    records = records.set_index("rec_id")
    given, family, *parents = names
    index = recordlinkage.Index()
    for columns in (["cnie"], ["day"], [given, family], ["phone"], [given, "year"], [family, "year"]):
        index.block(columns)
    comparison = recordlinkage.Compare()
    for name in (given, family, *parents):
        comparison.string(name, name, method="jarowinkler", threshold=0.88)
    for name in ("day", "year", "cnie", "phone", "commune", "sex"):
        comparison.exact(name, name)
    pairs = index.index(records)
    features = comparison.compute(pairs, records)
    model = recordlinkage.ECMClassifier()
    model.fit(features)
    left, right = (features.index.get_level_values(level).to_numpy(np.int64) for level in (0, 1))
    return Links(left, right, model.prob(features).to_numpy(np.float64))
