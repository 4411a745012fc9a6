"""Reading a registry as people keep it: Parquet or CSV, either script, Arabic digits, dates half known."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from wasl.people.linkage.batch.engine import Connection

#: Column of the contract → whether a file without it is refused.
COLUMNS = {
    "rec_id": True, "given": True, "family": True, "father": False, "mother": False, "sex": False,
    "birth_date": False, "cnie": False, "phone": False, "province": False, "commune": False, "centre": False,
    "script": False,
}  # fmt: skip
_CSV = (".csv", ".tsv", ".txt", ".csv.gz")
_DIGITS = "translate({0}, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789')"


Array = np.ndarray


class CannotLink(Exception):
    """One sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose columns were checked; `rows` records."""

    path: Path
    rows: int


def _scan(path: Path) -> str:
    quoted = str(path).replace("'", "''")
    if path.name.lower().endswith(_CSV):
        return f"read_csv('{quoted}', all_varchar = true)"
    return f"read_parquet('{quoted}')"


def read(connection: Connection, path: Path) -> Source:
    """Makes table `record`: one row a record, folded; raises CannotLink."""
    if not path.exists():
        raise CannotLink(f"There is no file {path}.")
    try:
        found = [row[0].lower() for row in connection.execute(f"DESCRIBE SELECT * FROM {_scan(path)}").fetchall()]
    except duckdb.Error:
        raise CannotLink(f"{path} is neither Parquet nor CSV.") from None
    missing = [name for name, is_needed in COLUMNS.items() if is_needed and name not in found]
    if missing:
        raise CannotLink(f"{path} has no column {', '.join(missing)}.")
    said = ", ".join(f"{name}::VARCHAR AS {name}" if name in found else f"NULL AS {name}" for name in COLUMNS)
    connection.execute(f"CREATE TEMP VIEW said AS SELECT {said} FROM {_scan(path)}")
    _check_ids(connection, path)
    connection.execute(_RECORD, [secrets.token_hex(16)])
    connection.execute("DROP VIEW said")
    ((rows,),) = connection.execute("SELECT count(*) FROM record").fetchall()
    return Source(path, rows)


def _check_ids(connection: Connection, path: Path) -> None:
    ((rows, ids, distinct),) = connection.execute(
        "SELECT count(*), count(try_cast(rec_id AS BIGINT)), count(DISTINCT try_cast(rec_id AS BIGINT)) FROM said"
    ).fetchall()
    if not rows:
        raise CannotLink(f"{path} has no records.")
    if ids < rows:
        raise CannotLink(f"{path} has {rows - ids} records whose rec_id is not a whole number.")
    if distinct < rows:
        raise CannotLink(f"{path} has {rows - distinct} records whose rec_id another record has too.")


def not_same(connection: Connection, path: Path | None, left: Array, right: Array) -> Array:
    """Which of the pairs (numbers of records) a file of pairs `rec_id_l`, `rec_id_r` declares to be two people."""
    if path is None:
        return np.zeros(len(left), bool)
    if not path.exists():
        raise CannotLink(f"There is no file {path}.")
    try:
        said = connection.execute(
            "SELECT least(a.n, b.n)::BIGINT << 32 | greatest(a.n, b.n) AS pair FROM "
            f"{_scan(path)} said JOIN record a ON a.rec_id = said.rec_id_l::BIGINT "
            "JOIN record b ON b.rec_id = said.rec_id_r::BIGINT"
        ).fetchnumpy()["pair"]
    except duckdb.Error:
        raise CannotLink(f"{path} is no list of pairs: it needs the columns rec_id_l and rec_id_r.") from None
    return np.isin((left.astype(np.int64) << 32) | right, said)


# `n` numbers the records from 0 in the order of their ids. Card numbers leave this query only as hashes under a key
# drawn for the run: `card` of the number, `card_near` of itself and its one-deletion variants.
_RECORD = f"""
CREATE TABLE record AS
WITH key AS (SELECT ?::VARCHAR AS secret), folded AS (
    SELECT rec_id::BIGINT AS rec_id, trim(given) AS given, trim(family) AS family, trim(father) AS father,
        trim(mother) AS mother,
        CASE WHEN lower(trim(sex)) IN ('m', 'h', 'male', 'masculin', 'ذكر', '1') THEN 'M'
             WHEN lower(trim(sex)) IN ('f', 'female', 'féminin', 'feminin', 'أنثى', 'انثى', '2') THEN 'F' END AS sex,
        regexp_extract({_DIGITS.format("birth_date")},
            '^\\s*(\\d{{4}})(?:[-/.](\\d{{1,2}})[-/.](\\d{{1,2}}))?(?:[T ].*)?$', ['y', 'm', 'd']) AS born,
        regexp_extract({_DIGITS.format("birth_date")},
            '^\\s*(\\d{{1,2}})[-/.](\\d{{1,2}})[-/.](\\d{{4}})\\s*$', ['d', 'm', 'y']) AS born_too,
        nullif(regexp_replace(upper(strip_accents({_DIGITS.format("cnie")})), '[^A-Z0-9]', '', 'g'), '') AS number,
        right(regexp_replace({_DIGITS.format("phone")}, '[^0-9]', '', 'g'), 9) AS digits,
        nullif(trim(province), '') AS province, nullif(trim(commune), '') AS commune
    FROM said
), parts AS (
    SELECT *, try_cast(coalesce(nullif(born.y, ''), born_too.y) AS SMALLINT) AS y,
        try_cast(coalesce(nullif(born.m, ''), born_too.m) AS TINYINT) AS m,
        try_cast(coalesce(nullif(born.d, ''), born_too.d) AS TINYINT) AS d
    FROM folded
)
SELECT (row_number() OVER (ORDER BY rec_id) - 1)::INTEGER AS n, rec_id, given, family, father, mother, sex,
    CASE WHEN y BETWEEN 1880 AND 2100 THEN y END AS year,
    CASE WHEN y BETWEEN 1880 AND 2100 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 AND (m, d) <> (1, 1)
         THEN m END AS month,
    CASE WHEN y BETWEEN 1880 AND 2100 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 AND (m, d) <> (1, 1)
         THEN d END AS day,
    CASE WHEN length(number) BETWEEN 4 AND 15 THEN md5_number_lower(secret || number) >> 1 END::BIGINT AS card,
    CASE WHEN length(number) BETWEEN 4 AND 15 THEN
        list_transform(list_distinct(list_prepend(number, list_transform(range(1, length(number) + 1), lambda i:
            left(number, i - 1) || substr(number, i + 1)))), lambda cut:
            (md5_number_lower(secret || cut) >> 1)::BIGINT) END AS card_near,
    CASE WHEN length(digits) = 9 AND length(replace(digits, left(digits, 1), '')) > 0
         THEN digits::BIGINT END AS phone,
    province, commune, true AS is_fresh
FROM parts, key ORDER BY n
"""
