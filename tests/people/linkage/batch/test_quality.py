"""The batch on a small synthetic registry that was not tuned on: bounds far enough from what is usual to be steady."""

import duckdb
import pytest

from wasl.people.linkage.batch.run import Asked, link
from wasl.simulation.people import registry

COUNTED = """
WITH said AS (SELECT a.rec_id AS one, b.rec_id AS other FROM '{0}/clusters.parquet' a
              JOIN '{0}/clusters.parquet' b USING (cluster_id) WHERE a.rec_id < b.rec_id),
real AS (SELECT a.rec_id AS one, b.rec_id AS other FROM '{0}/truth.parquet' a
         JOIN '{0}/truth.parquet' b USING (person_id) WHERE a.rec_id < b.rec_id)
SELECT (SELECT count(*) FROM said SEMI JOIN real USING (one, other)), (SELECT count(*) FROM said),
       (SELECT count(*) FROM real)
"""
AUTOMATIC = """
SELECT avg((a.person_id = b.person_id)::INT), count(*) FROM '{0}/pairs.parquet' p
JOIN '{0}/truth.parquet' a ON a.rec_id = p.rec_id_l JOIN '{0}/truth.parquet' b ON b.rec_id = p.rec_id_r
WHERE tier = 'auto'
"""


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("linked")
    registry.write(records=5_000, seed=900, noise="normal", out=folder)
    asked = Asked(
        source=folder / "records.parquet", out=folder / "clusters.parquet", pairs=folder / "pairs.parquet", threads=2
    )
    return folder, link(asked)


def test_clusters_of_five_thousand_records(linked):
    right, said, true = duckdb.sql(COUNTED.format(linked[0])).fetchall()[0]
    assert 2 * right / (said + true) > 0.95


def test_automatic_links_are_right(linked):
    share, count = duckdb.sql(AUTOMATIC.format(linked[0])).fetchall()[0]
    assert share > 0.99 and count > 500


def test_the_wrong_links_expected_are_near_the_wrong_links_made(linked):
    share, count = duckdb.sql(AUTOMATIC.format(linked[0])).fetchall()[0]
    assert abs((1 - share) * count - linked[1].wrong) < 25


def test_every_record_stands_once_in_the_clusters(linked):
    rows = duckdb.sql(f"SELECT count(*), count(DISTINCT rec_id) FROM '{linked[0]}/clusters.parquet'").fetchall()
    assert rows == [(5_000, 5_000)]


def test_the_same_file_gives_the_same_answer(linked):
    folder, _ = linked
    link(Asked(source=folder / "records.parquet", out=folder / "again.parquet", threads=1))
    first, again = (duckdb.sql(f"FROM '{folder}/{name}.parquet' ORDER BY rec_id") for name in ("clusters", "again"))
    assert first.fetchall() == again.fetchall()
