"""`wasl link` on small files: what comes out, and one sentence for each kind of bad input."""

import stat
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pytest

from wasl.people.linkage.batch import engine
from wasl.people.linkage.batch.records import CannotLink
from wasl.people.linkage.batch.run import Asked, link

COLUMNS = ("rec_id", "given", "family", "father", "mother", "sex", "birth_date", "cnie", "phone", "province", "commune")
SAME = [
    (7, "Fatima Zahra", "El Idrissi", "Ahmed", "Aicha", "F", "1990-03-12", "BK123456", "0661223344", "05", "05.1"),
    (3, "فاطمة الزهراء", "الإدريسي", "أحمد", "عائشة", "F", "١٩٩٠-٠٣-١٢", "bk 123456", "+212661223344", "05", "05.1"),
]
TWIN = (9, "Salma", "El Idrissi", "Ahmed", "Aicha", "F", "1990-03-12", "BK123457", "0661223344", "05", "05.1")
OTHER = (11, "Youssef", "Benali", None, None, "M", "1971", None, None, "07", "07.2")


def parquet(path: Path, rows: list, columns=COLUMNS) -> Path:
    table = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    pyarrow.parquet.write_table(pyarrow.table(table), path)
    return path


def clusters(tmp_path: Path, rows: list, **more) -> dict[int, int]:
    source = parquet(tmp_path / "in.parquet", rows)
    link(Asked(source=source, out=tmp_path / "out.parquet", pairs=tmp_path / "pairs.parquet", **more))
    return dict(duckdb.sql(f"FROM '{tmp_path}/out.parquet'").fetchall())


def pairs(tmp_path: Path) -> list:
    return duckdb.sql(f"SELECT rec_id_l, rec_id_r, tier, veto FROM '{tmp_path}/pairs.parquet' ORDER BY ALL").fetchall()


def test_one_person_in_two_scripts_is_one_cluster_named_after_its_smallest_id(tmp_path):
    assert clusters(tmp_path, [*SAME, TWIN, OTHER]) == {3: 3, 7: 3, 9: 9, 11: 11}


def test_a_twin_is_vetoed_and_never_automatic(tmp_path):
    clusters(tmp_path, [*SAME, TWIN, OTHER])
    assert all(veto and tier != "auto" for left, right, tier, veto in pairs(tmp_path) if 9 in (left, right))


def test_what_a_person_declared_to_be_two_is_never_joined(tmp_path):
    said = parquet(tmp_path / "said.parquet", [(7, 3)], ("rec_id_l", "rec_id_r"))
    assert clusters(tmp_path, SAME, not_same=said) == {3: 3, 7: 7}


def test_a_csv_with_the_same_columns_is_read_too(tmp_path):
    (tmp_path / "in.csv").write_text("rec_id,given,family\n1,Ali,Naciri\n2,علي,الناصري\n")
    link(Asked(source=tmp_path / "in.csv", out=tmp_path / "out.parquet"))
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/out.parquet'").fetchall() == [(2,)]


@pytest.mark.parametrize(
    ("rows", "columns", "says"),
    [
        ([], COLUMNS, "has no records"),
        ([(1, "Ali")], ("rec_id", "given"), "has no column family"),
        ([(1, "Ali", "Naciri"), (1, "Omar", "Naciri")], COLUMNS[:3], "another record has too"),
        ([("x", "Ali", "Naciri")], COLUMNS[:3], "not a whole number"),
    ],
)
def test_bad_input_is_answered_in_one_sentence(tmp_path, rows, columns, says):
    source = parquet(tmp_path / "in.parquet", rows, columns)
    with pytest.raises(CannotLink, match=says):
        link(Asked(source=source, out=tmp_path / "out.parquet"))


def test_a_file_that_is_no_table(tmp_path):
    (tmp_path / "in.parquet").write_text("hello")
    with pytest.raises(CannotLink, match="neither Parquet nor CSV"):
        link(Asked(source=tmp_path / "in.parquet", out=tmp_path / "out.parquet"))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"out": "nowhere/out.parquet"}, "no folder"),
        ({"source": "missing.parquet"}, "no file"),
        ({"not_same": "missing.parquet"}, "no file"),
        ({"memory": "plenty"}, "no amount of memory"),
    ],
)
def test_what_was_asked_is_checked(tmp_path, changed, says):
    parquet(tmp_path / "in.parquet", SAME)
    asked = {"source": "in.parquet", "out": "out.parquet"} | changed
    with pytest.raises(CannotLink, match=says):
        link(Asked(**{name: value if name == "memory" else tmp_path / value for name, value in asked.items()}))


def test_the_temporary_directory_is_private_and_wiped():
    with engine.private_directory() as place:
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert not place.exists()


def test_no_card_number_enters_the_engine(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr("wasl.people.linkage.batch.blocking.block", lambda connection, **more: seen.append(connection))
    source = parquet(tmp_path / "in.parquet", SAME)
    from wasl.people.linkage.batch import records

    with engine.private_directory() as place, engine.opened(place) as connection:
        records.read(connection, source)
        stored = connection.execute("SELECT record::VARCHAR FROM record").fetchall()
    assert not any("123456" in row for (row,) in stored)
