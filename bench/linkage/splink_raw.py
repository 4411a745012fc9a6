"""Splink 5 on the strings as written, set up with care: what one has without a key common to both scripts."""

import logging
import warnings
from pathlib import Path

import numpy as np
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as levels
from splink import comparison_library as compared

from bench.linkage.measures import Links, Truth
from bench.linkage.prepared import opened

BLOCKING = (
    ("cnie",), ("day",), ("given", "family", "year"), ("given", "family", "commune"), ("phone", "given"),
    ("phone", "year"), ("given", "year", "commune"), ("family", "year", "commune"), ("given", "father", "mother"),
    ("given", "family", "province", "sex"),
)  # fmt: skip


def links(folder: Path, truth: Truth) -> Links:
    warnings.simplefilter("ignore")
    with opened(folder) as engine:
        linker = _trained(engine)
        found = linker.inference.predict(threshold_match_probability=0.01)
        rows = engine.sql(f"SELECT rec_id_l, rec_id_r, match_weight FROM {found.physical_name}").fetchnumpy()
    logging.getLogger("splink").setLevel(logging.NOTSET)
    return Links(rows["rec_id_l"].astype(np.int64), rows["rec_id_r"].astype(np.int64), rows["match_weight"])


def _trained(engine) -> Linker:
    linker = Linker(DuckDBAPI(engine).register("r", table_name="raw"), _settings(), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("cnie"), block_on("given", "family", "day")], recall=0.5
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("given", "family"), block_on("day"), block_on("cnie")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def _settings() -> SettingsCreator:
    birth = compared.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            levels.NullLevel("birth"),
            levels.ExactMatchLevel("day"),
            levels.LevenshteinLevel("day", 1),
            levels.ExactMatchLevel("year"),
            levels.ElseLevel(),
        ],
    )
    place = compared.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            levels.NullLevel("commune"),
            levels.ExactMatchLevel("commune", term_frequency_adjustments=True),
            levels.ExactMatchLevel("province"),
            levels.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="rec_id",
        comparisons=[
            compared.NameComparison("given"),
            compared.NameComparison("family"),
            birth,
            compared.LevenshteinAtThresholds("cnie", 1),
            compared.ExactMatch("phone"),
            compared.JaroWinklerAtThresholds("father", [0.92, 0.8]),
            compared.JaroWinklerAtThresholds("mother", [0.92, 0.8]),
            place,
            compared.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in BLOCKING],
    )
