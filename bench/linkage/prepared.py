"""The records of a folder in DuckDB: as written but for case and accents, and with the skeletons of their names."""

from pathlib import Path

import duckdb
import pyarrow

from wasl.people.linkage.names import words

#: As any analyst would clean: lower case, no accents, no spaces at the ends, hyphens as spaces.
_CLEAN = "trim(replace(strip_accents(lower({0})), '-', ' '))"


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect(config={"threads": 2, "memory_limit": "3GB", "temp_directory": str(folder / "spill")})
    cleaned = ", ".join(f"{_CLEAN.format(name)} AS {name}" for name in ("given", "family", "father", "mother"))
    engine.execute(
        f"CREATE TABLE r AS SELECT rec_id, {cleaned}, sex, birth_date AS birth, birth_date[:4]::INT AS year, "
        "CASE WHEN length(birth_date) = 10 AND birth_date NOT LIKE '%-01-01' THEN birth_date END AS day, "
        f"cnie, phone, province, commune, script FROM '{folder}/records.parquet' ORDER BY rec_id"
    )
    return engine


def add_skeletons(engine: duckdb.DuckDBPyConnection) -> None:
    """Columns given_key, family_key, father_key, mother_key (words joined by spaces) and name_key (in any order)."""
    asked = "SELECT DISTINCT unnest([given, family, father, mother]) AS text FROM r ORDER BY 1"
    texts = [text for (text,) in engine.sql(asked).fetchall() if text]
    keys = [" ".join(word.skeleton for word in words(text) if word.skeleton) for text in texts]
    engine.register("made", pyarrow.table({"text": texts, "key": keys}))
    engine.execute("CREATE TABLE word AS SELECT text, nullif(key, '') AS key FROM made")
    engine.unregister("made")
    joins = " ".join(
        f"LEFT JOIN word AS {name}_word ON {name}_word.text = r.{name}"
        for name in ("given", "family", "father", "mother")
    )
    engine.execute(
        "CREATE TABLE keyed AS SELECT r.*, given_word.key AS given_key, family_word.key AS family_key, "
        "father_word.key AS father_key, mother_word.key AS mother_key, array_to_string(list_sort(string_split("
        f"concat_ws(' ', given_word.key, family_word.key), ' ')), ' ') AS name_key FROM r {joins} ORDER BY rec_id"
    )
