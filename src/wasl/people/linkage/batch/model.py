"""What agrees and how much it says: Splink's comparisons, with weights learned on the registry itself.

One joint comparison of the names, for given and family names are not independent (a household shares one, a marriage
changes the other). Levels read from the strongest down; conditions are SQL that DuckDB and Spark both understand.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from splink import Linker, SettingsCreator, block_on
from splink.internals.exceptions import EMTrainingException
from splink.internals.splink_dataframe import SplinkDataFrame

from wasl.people.linkage.batch.features import Progress, no_progress

SEED = 20
#: Pairs drawn at random to learn how often strangers agree.
RANDOM_PAIRS = 2e6
#: Pairs each training rule learns from at most.
MOST_TRAINED = 1e6
#: With fewer pairs a rule teaches less than what is known of other registries (`Level.m`, `Level.u`).
FEWEST_TRAINED = 300

logging.getLogger("splink").setLevel(logging.ERROR)


class Level(NamedTuple):
    """`m`, `u`: how often the same person and strangers agree so, before anything is learned here."""

    name: str
    sql: str
    m: float
    u: float


class Comparison(NamedTuple):
    """`null` says that a side is unknown; `last` is what is left. `frequent`: the column whose rarer values weigh more
    on the first level."""

    name: str
    null: str
    levels: tuple[Level, ...]
    last: tuple[float, float]
    frequent: str = ""

    def level_sql(self) -> str:
        """The number of the level, 0 the strongest, -1 unknown; over columns `…_l` and `…_r`."""
        cases = " ".join(f"WHEN {level.sql} THEN {place}" for place, level in enumerate(self.levels))
        return f"CASE WHEN {self.null} THEN -1 {cases} ELSE {len(self.levels)} END"

    @property
    def last_name(self) -> str:
        return f"{self.name}_differs"


def shares(one: str, other: str) -> str:
    return f"({one}1_l = {other}1_r OR {one}1_l = {other}2_r OR {one}2_l = {other}1_r)"


def _near(one: str, other: str) -> str:
    """Skeletons under three letters are never matched loosely."""
    return f"(length({one}1_l) >= 3 AND length({other}1_r) >= 3 AND levenshtein({one}1_l, {other}1_r) <= 1)"


def _unknown(*columns: str) -> str:
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in "lr")


_NAMES = (
    Level("name_same", "name_l = name_r", 0.79, 4e-5),
    Level("name_part", f"{shares('g', 'g')} AND {shares('f', 'f')}", 0.03, 2e-5),
    Level("names_swapped", f"{shares('g', 'f')} AND {shares('f', 'g')}", 0.005, 2e-6),
    Level("family_near", f"{shares('g', 'g')} AND {_near('f', 'f')}", 0.05, 1e-4),
    Level("given_near", f"{_near('g', 'g')} AND {shares('f', 'f')}", 0.03, 3e-5),
    Level(
        "swapped_near",
        f"({shares('g', 'f')} AND {_near('f', 'g')}) OR ({_near('g', 'f')} AND {shares('f', 'g')})", 0.005, 2e-5,
    ),
    Level("both_near", f"{_near('g', 'g')} AND {_near('f', 'f')}", 0.003, 3e-5),
    Level("family_differs", shares("g", "g"), 0.05, 0.014),
    Level("given_differs", shares("f", "f"), 0.03, 0.004),
)  # fmt: skip
_DAYS = "day_l IS NOT NULL AND day_r IS NOT NULL"
_BIRTH = (
    Level("date_same", "year_l = year_r AND month_l = month_r AND day_l = day_r", 0.7, 4e-5),
    Level("date_swapped", "year_l = year_r AND month_l = day_r AND day_l = month_r", 0.01, 1e-5),
    Level(
        "date_part",
        f"{_DAYS} AND (year_l = year_r AND (month_l = month_r OR day_l = day_r)"
        " OR (month_l = month_r AND day_l = day_r))", 0.05, 0.003,
    ),
    Level("year_only", "year_l = year_r AND (day_l IS NULL OR day_r IS NULL)", 0.2, 0.003),
    Level("year_same", "year_l = year_r", 0.005, 0.008),
    Level("year_near", "abs(year_l - year_r) <= 2", 0.01, 0.05),
)  # fmt: skip


def _parent(role: str) -> Comparison:
    levels = (
        Level(f"{role}_same", shares(role, role), 0.92, 0.02),
        Level(f"{role}_near", _near(role, role), 0.03, 0.006),
    )
    return Comparison(role, _unknown(f"{role}1"), levels, (0.05, 0.974))


def comparisons(dialect: str = "duckdb") -> tuple[Comparison, ...]:
    overlap = {"duckdb": "list_has_any", "spark": "arrays_overlap"}[dialect]
    card = (
        Level("card_same", "card_l = card_r", 0.96, 1e-6),
        Level("card_near", f"{overlap}(card_near_l, card_near_r)", 0.03, 1e-5),
    )
    place = (
        Level("commune_same", "commune_l = commune_r", 0.8, 0.003),
        Level("province_same", "province_l = province_r", 0.05, 0.03),
    )
    return (
        Comparison("names", _unknown("name"), _NAMES, (0.012, 0.98), frequent="name"),
        Comparison("birth", _unknown("year"), _BIRTH, (0.01, 0.93)),
        Comparison("card", _unknown("card"), card, (0.01, 0.999)),
        Comparison("phone", _unknown("phone"), (Level("phone_same", "phone_l = phone_r", 0.5, 5e-6),), (0.5, 0.999)),
        _parent("father"),
        _parent("mother"),
        Comparison(
            "place", f"({_unknown('commune')}) AND ({_unknown('province')})", place, (0.15, 0.967),
        ),
        Comparison("sex", _unknown("sex"), (Level("sex_same", "sex_l = sex_r", 0.99, 0.5),), (0.01, 0.5)),
    )  # fmt: skip


#: In a smaller registry how often a name occurs says nothing of how frequent it is.
FEWEST_FOR_FREQUENCY = 1_000


Learned = dict[str, tuple[float, float]]


def _as_splink(comparison: Comparison, *, records: int, learned: Learned) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.null, "label_for_charts": "unknown", "is_null_level": True}
    ]
    for level in (*comparison.levels, Level(comparison.last_name, "ELSE", *comparison.last)):
        m, u = learned.get(level.name, (level.m, level.u))
        levels.append(
            {"sql_condition": level.sql, "label_for_charts": level.name, "m_probability": m, "u_probability": u}
        )
    if comparison.frequent and records >= FEWEST_FOR_FREQUENCY:
        levels[1] |= {"tf_adjustment_column": comparison.frequent, "tf_adjustment_weight": 1.0}
    return {"output_column_name": comparison.name, "comparison_levels": levels}


#: Rules that leave every comparison free at least once: what a rule holds equal cannot be learned from its pairs.
TRAINING = (("name",), ("year", "month", "day"), ("card",))

#: Columns of `feature` that the comparisons read.
COLUMNS = (
    "n", "name", "g1", "g2", "f1", "f2", "year", "month", "day", "card", "card_near", "phone", "father1", "father2",
    "mother1", "mother2", "commune", "province", "sex",
)  # fmt: skip


def prior_of(records: int) -> float:
    """The chance that two records at random are one person, before any is compared: half a true pair a record. It
    falls as the registry grows, and every probability with it."""
    return min(0.05, 1 / max(2, records - 1))


def settings(dialect: str, *, records: int, learned: Learned) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="n",
        probability_two_random_records_match=prior_of(records),
        comparisons=[_as_splink(each, records=records, learned=learned) for each in comparisons(dialect)],
        blocking_rules_to_generate_predictions=[block_on("name", "year")],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
        max_iterations=20,
        em_convergence=0.001,
    )


@contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Model:
    """Splink with its weights: the same code scores pairs on DuckDB and on Spark."""

    def __init__(self, features: SplinkDataFrame, *, dialect: str, records: int, learned: Learned | None = None):
        with _quietly():
            asked = settings(dialect, records=records, learned=learned or {})
            self.linker = Linker(features, asked, log_level=None)
        self.records = records

    def on(self, features: SplinkDataFrame, *, dialect: str) -> "Model":
        """The same model with what it learned, over another engine's features."""
        return Model(features, dialect=dialect, records=self.records, learned=self.learned())

    def learned(self) -> Learned:
        """m and u of each level by its name."""
        return {
            level.label_for_charts: (m, u)
            for comparison in self.linker._settings_obj.comparisons
            for level in comparison.comparison_levels
            if not level.is_null_level and (m := level.m_probability) is not None
            if (u := level.u_probability) is not None
        }

    def train(self, *, pairs: dict[str, int], progress: Progress = no_progress) -> None:
        """`pairs`: how many pairs each rule of TRAINING has."""
        training = self.linker.training
        with _quietly():
            if self.records >= FEWEST_FOR_FREQUENCY:
                training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
            for place, columns in enumerate(TRAINING):
                progress((place + 1) / (len(TRAINING) + 1))
                if pairs[columns[0]] < FEWEST_TRAINED:
                    continue
                try:
                    training.estimate_parameters_using_expectation_maximisation(
                        block_on(*columns), max_pairs=MOST_TRAINED, estimate_without_term_frequencies=True
                    )
                except EMTrainingException:
                    continue
        progress(1.0)

    def weights(self) -> dict[str, float]:
        """Base-2 weight of each level by its name."""
        return {
            level.label_for_charts: level._log2_bayes_factor
            for comparison in self.linker._settings_obj.comparisons
            for level in comparison.comparison_levels
            if not level.is_null_level
        }

    def score(self, pairs: SplinkDataFrame) -> SplinkDataFrame:
        """`pairs` has join_key_l, join_key_r, match_key; the answer n_l, n_r, match_weight and mw_… a comparison."""
        with _quietly():
            self.linker.table_management.register_blocked_pairs_for_predict(pairs)
            return self.linker.inference.predict(warning_mode="never")
