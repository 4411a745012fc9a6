"""What a model that is told the whole truth reaches: gradient boosting on generous pairs and features, cross-fitted.

Folds are of families, so that no record of a person, nor of her brothers and sisters, is on both sides.
"""

from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.linkage.measures import Links, Truth
from bench.linkage.prepared import add_skeletons, opened

FOLDS = 3
#: Records a block may hold; a larger one says too little.
MOST = 150
BLOCKS = (
    "cnie", "name_key || year", "name_key || commune", "name_key || day[6:]", "name_key || province || sex",
    "given_key || day", "family_key || day", "phone || given_key", "phone || year",
    "given_key || father_key || mother_key",
    "given_key || year || commune || sex", "given_key || year || father_key", "given_key || year || mother_key",
    "family_key || year || commune || sex", "day || commune", "day || province || sex", "day || given_key[:2]",
    "day || family_key[:2]", "phone || sex", "given_key[:2] || family_key[:2] || year || commune",
    "least(given_key, family_key)[:2] || greatest(given_key, family_key)[:2] || day",
    "given_key[:2] || family_key[:2] || day[6:] || commune",
)  # fmt: skip
_ALIKE = "CASE WHEN l.{0} IS NULL OR r.{0} IS NULL THEN NULL ELSE {1} END"


def _feature(column: str, test: str) -> str:
    return _ALIKE.format(column, test.format(column))


def _features() -> dict[str, str]:
    made = {}
    for name in ("given", "family", "father", "mother"):
        made[f"{name} same"] = _feature(f"{name}_key", "(l.{0} = r.{0})::INT")
        made[f"{name} edit"] = _feature(f"{name}_key", "levenshtein(l.{0}, r.{0})")
        made[f"{name} sounds"] = _feature(f"{name}_key", "jaro_winkler_similarity(l.{0}, r.{0})")
        made[f"{name} words"] = _feature(
            f"{name}_key", "len(list_intersect(string_split(l.{0}, ' '), string_split(r.{0}, ' ')))"
        )
        made[f"{name} length"] = _feature(f"{name}_key", "least(length(l.{0}), length(r.{0}))")
        made[f"{name} written"] = f"CASE WHEN l.script = r.script THEN jaro_winkler_similarity(l.{name}, r.{name}) END"
    made |= {
        "turned": "greatest(jaro_winkler_similarity(l.given_key, r.family_key), "
        "jaro_winkler_similarity(l.family_key, r.given_key))",
        "turned both": "least(jaro_winkler_similarity(l.given_key, r.family_key), "
        "jaro_winkler_similarity(l.family_key, r.given_key))",
        "name": "jaro_winkler_similarity(l.name_key, r.name_key)",
        "given rare": "ln(greatest(gl.n, gr.n))", "family rare": "ln(greatest(fl.n, fr.n))",
        "name rare": "ln(greatest(nl.n, nr.n))",
        "year": "abs(l.year - r.year)", "years digits": "levenshtein(l.year::VARCHAR, r.year::VARCHAR)",
        "day": _feature("day", "levenshtein(l.{0}, r.{0})"), "day same": _feature("day", "(l.{0} = r.{0})::INT"),
        "turned date": _feature("day", "(l.{0}[6:7] = r.{0}[9:10] AND l.{0}[9:10] = r.{0}[6:7])::INT"),
        "dates": "(l.day IS NOT NULL)::INT + (r.day IS NOT NULL)::INT", "born": "l.year",
        "card": _feature("cnie", "levenshtein(l.{0}, r.{0})"),
        "cards": "(l.cnie IS NOT NULL)::INT + (r.cnie IS NOT NULL)::INT",
        "phone": _feature("phone", "(l.{0} = r.{0})::INT"), "commune": "(l.commune = r.commune)::INT",
        "province": "(l.province = r.province)::INT", "sex": "(l.sex = r.sex)::INT",
        "scripts": "(l.script = 'ar')::INT + (r.script = 'ar')::INT",
    }  # fmt: skip
    return made


def links(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        add_skeletons(engine)
        for block in BLOCKS:
            engine.execute(
                f"CREATE OR REPLACE TABLE b AS SELECT rec_id, {block} AS key FROM keyed WHERE ({block}) IS NOT NULL"
            )
            engine.execute(f"DELETE FROM b WHERE key IN (SELECT key FROM b GROUP BY 1 HAVING count(*) > {MOST})")
            engine.execute(
                ("CREATE TABLE p AS " if block == BLOCKS[0] else "INSERT INTO p ")
                + "SELECT l.rec_id AS a, r.rec_id AS b FROM b l JOIN b r USING (key) WHERE l.rec_id < r.rec_id"
            )
        for name in ("given", "family", "name"):
            engine.execute(f"CREATE TABLE {name}_n AS SELECT {name}_key AS key, count(*) AS n FROM keyed GROUP BY 1")
        columns = ", ".join(f'({sql})::FLOAT AS "{name}"' for name, sql in _features().items())
        engine.execute(
            f"CREATE TABLE x AS SELECT a, b, clan_id % {FOLDS} AS fold, {columns} FROM (SELECT DISTINCT a, b FROM p) "
            f"JOIN '{folder}/truth.parquet' ON rec_id = a "
            "JOIN keyed l ON l.rec_id = a JOIN keyed r ON r.rec_id = b "
            "LEFT JOIN given_n gl ON gl.key = l.given_key LEFT JOIN given_n gr ON gr.key = r.given_key "
            "LEFT JOIN family_n fl ON fl.key = l.family_key LEFT JOIN family_n fr ON fr.key = r.family_key "
            "LEFT JOIN name_n nl ON nl.key = l.name_key LEFT JOIN name_n nr ON nr.key = r.name_key ORDER BY a, b"
        )
        found = engine.sql("FROM x").fetchnumpy()
    left, right = found.pop("a").astype(np.int64), found.pop("b").astype(np.int64)
    fold = found.pop("fold")
    features = np.column_stack([np.ma.filled(column.astype(np.float32), np.nan) for column in found.values()])
    return Links(left, right, _cross_fitted(features, truth.person[left] == truth.person[right], fold))


def _cross_fitted(features, is_true, fold):
    score = np.zeros(len(is_true))
    for one in range(FOLDS):
        model = HistGradientBoostingClassifier(max_iter=200, max_leaf_nodes=31, learning_rate=0.1, random_state=1)
        model.fit(features[fold != one], is_true[fold != one])
        score[fold == one] = model.decision_function(features[fold == one])
    return score
