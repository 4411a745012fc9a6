"""`wasl link`: words that cannot go together, the bar, and the registry of a running installation."""

import duckdb
import pytest
from tests.config.launched import Launched

from wasl.config import command
from wasl.config.commands.link import Bar


def test_a_file_is_linked_and_what_was_done_is_said(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.csv").write_text("rec_id,given,family,birth_date\n5,Ali,Naciri,1990-02-03\n9,علي,الناصري,1990\n")
    words = [str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.parquet"), "--threads", "1"]
    assert command.main(["link", *words]) == 0
    assert "2 records" in capsys.readouterr().err
    assert duckdb.sql(f"SELECT rec_id FROM '{tmp_path}/out.parquet' ORDER BY 1").fetchall() == [(5,), (9,)]


@pytest.mark.parametrize("words", [[], ["in.csv"], ["in.csv", "--out", "o.parquet", "--threads", "0"]])
def test_what_is_missing_is_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["link", *words]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_bar_says_nothing_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    Bar()("read", 0.5)
    assert capsys.readouterr().err == ""


def test_the_registry_of_a_running_installation_is_compared(home: Launched) -> None:
    home.start()
    done = home.wasl("link", "--registry")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0 registrations compared, 0 links")
    assert home.stop() == 0
