"""Candidate pairs through the model, a part at a time so that memory stays bounded; what is hopeless is dropped."""

from splink import DuckDBAPI
from splink.internals.splink_dataframe import SplinkDataFrame

from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.batch.features import Progress, no_progress
from wasl.people.linkage.batch.model import COLUMNS, TRAINING, Model, comparisons

#: Candidate pairs scored at once.
PART = 3_000_000
#: Weight without the card below which a pair is dropped: 1 in 500 would be one person, 1 in 3,000 is.
FLOOR = -9.0


def training_pairs(connection: Connection) -> dict[str, int]:
    """How many pairs each training rule has, by its first column."""
    found = {}
    for columns in TRAINING:
        names = ", ".join(columns)
        ((pairs,),) = connection.execute(
            f"SELECT coalesce(sum(k * (k - 1) // 2), 0)::BIGINT FROM (SELECT count(*) AS k FROM feature "
            f"WHERE ({' AND '.join(f'{name} IS NOT NULL' for name in columns)}) GROUP BY {names})"
        ).fetchall()
        found[columns[0]] = pairs
    return found


def model_on(connection: Connection, *, records: int) -> tuple[DuckDBAPI, Model]:
    connection.execute(f"CREATE VIEW compared_feature AS SELECT {', '.join(COLUMNS)} FROM feature")
    api = DuckDBAPI(connection=connection)
    return api, Model(api.register("compared_feature"), dialect="duckdb", records=records)


def score(connection: Connection, api: DuckDBAPI, model: Model, *, progress: Progress = no_progress) -> int:
    """Table `scored` (n_l, n_r, weight without the card, card, frequency); answers how many pairs were compared."""
    connection.execute("CREATE TABLE scored (n_l INTEGER, n_r INTEGER, weight FLOAT, card FLOAT, frequency FLOAT)")
    ((candidates,),) = connection.execute("SELECT count(*) FROM candidate").fetchall()
    parts = -(-candidates // PART)
    compared = 0
    for part in range(parts):
        connection.execute(
            "CREATE TABLE part AS SELECT '0' AS match_key, (pair >> 32)::INTEGER AS join_key_l, "
            "(pair & 4294967295)::INTEGER AS join_key_r FROM (SELECT DISTINCT pair FROM candidate "
            f"WHERE hash(pair >> 32) % {parts} = {part})"
        )
        found = model.score(api.register("part"))
        connection.execute(f"INSERT INTO scored {kept_sql(found)}")
        compared += connection.execute("SELECT count(*) FROM part").fetchall()[0][0]
        found.drop_table_from_database_and_remove_from_cache()
        connection.execute("DROP TABLE part")
        progress((part + 1) / parts)
    connection.execute("DROP TABLE candidate")
    return compared


def kept_sql(found: SplinkDataFrame) -> str:
    """The pairs worth going on with. A small registry has no weight of a rare or frequent name."""
    names = {column.unquote().name for column in found.columns}
    frequency = "mw_tf_adj_names" if "mw_tf_adj_names" in names else "0"
    return (
        "SELECT n_l, n_r, CAST(match_weight - mw_card AS FLOAT) AS weight, CAST(mw_card AS FLOAT) AS card, "
        f"CAST({frequency} AS FLOAT) AS frequency FROM {found.physical_name} "
        f"WHERE match_weight - mw_card > {FLOOR} OR mw_card > 4"
    )


def compared_levels(connection: Connection) -> None:
    """Table `pair`: `scored` with the level of each comparison and of the names as heard."""
    columns = ", ".join(f"l.{name} AS {name}_l, r.{name} AS {name}_r" for name in COLUMNS if name != "n")
    levels = ", ".join(f"({each.level_sql()})::TINYINT AS {each.name}_level" for each in comparisons())
    heard = ", ".join(
        f"CASE WHEN rl.{one} = rr.{other} THEN 0 ELSE coalesce(h{one}{other}.level, 4) END::TINYINT "
        f"AS heard_{one}_{other}"
        for one, other in _READINGS
    )
    joins = " ".join(
        f"LEFT JOIN likeness h{one}{other} ON h{one}{other}.one = rl.{one} AND h{one}{other}.other = rr.{other}"
        for one, other in _READINGS
    )
    connection.execute(
        f"CREATE TABLE pair AS SELECT levelled.*, {heard} FROM (SELECT n_l, n_r, weight, scored_card, frequency, "
        "sex_l, sex_r, least(coalesce(gl.times, 1), coalesce(gr.times, 1)) AS given_times, "
        f"least(coalesce(fl.times, 1), coalesce(fr.times, 1)) AS family_times, {levels} "
        f"FROM (SELECT n_l, n_r, weight, scored.card AS scored_card, frequency, {columns} FROM scored "
        "JOIN feature l ON l.n = n_l JOIN feature r ON r.n = n_r) "
        "LEFT JOIN given_frequency gl ON gl.skeleton = g1_l LEFT JOIN given_frequency gr ON gr.skeleton = g1_r "
        "LEFT JOIN family_frequency fl ON fl.skeleton = f1_l LEFT JOIN family_frequency fr ON fr.skeleton = f1_r"
        f") levelled JOIN record rl ON rl.n = n_l JOIN record rr ON rr.n = n_r {joins} ORDER BY n_l, n_r"
    )
    connection.execute("DROP TABLE scored; DROP TABLE likeness")


_READINGS = (("given", "given"), ("family", "family"), ("given", "family"), ("family", "given"))
