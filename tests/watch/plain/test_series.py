"""`wasl watch detect` as anyone runs it: a file in, a file out, or a message that names the line."""

import csv
import datetime as dt
import time

import numpy as np
import pytest

from wasl.config.command import main
from wasl.watch.plain import BadFile
from wasl.watch.plain.series import read_series

HEADER = "series,t,count\n"


def written(tmp_path, text):
    path = tmp_path / "series.csv"
    path.write_text(text, encoding="utf-8")
    return path


def rows(weeks=320, mean=9.0, name="a"):
    counts = np.random.default_rng(5).poisson(mean, weeks)
    return [f"{name},{week},{count}\n" for week, count in enumerate(counts, start=1)]


def detected(tmp_path, lines, *words, header=HEADER):
    out = tmp_path / "alarms.csv"
    assert main(["watch", "detect", str(written(tmp_path, header + "".join(lines))), "--out", str(out), *words]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("method", ["wasl", "farrington-flexible"])
def test_one_line_per_series_time_and_channel(tmp_path, method):
    lines = [*rows(), *rows(name='"b, ""old"""')]
    found = detected(tmp_path, lines, "--method", method, "--from", "301", "--to", "310")
    assert [(row["series"], row["t"], row["channel"]) for row in found[:2]] == [
        ("a", "301", "shock"),
        ("a", "301", "process"),
    ]
    assert len(found) == 2 * 2 * 10 and found[-1]["series"] == 'b, "old"'
    assert all(float(row["p_value"]) <= 1 and row["alarm"] in "01" and float(row["expected"]) > 5 for row in found)


def test_a_rise_is_an_alarm_and_the_rest_is_told(tmp_path, capsys):
    lines = rows()
    lines[-1] = "a,320,40\n"
    found = detected(tmp_path, lines, "--from", "320")
    assert found[0]["alarm"] == "1" and 9 < float(found[0]["upper"]) < 40 and float(found[0]["p_value"]) < 1e-6
    assert "1 shock" in capsys.readouterr().err


def test_an_absent_line_is_a_line_without_a_test(tmp_path):
    lines = rows()
    del lines[309]
    found = [row for row in detected(tmp_path, lines, "--from", "310", "--to", "310") if row["channel"] == "shock"]
    assert [(row["p_value"], row["alarm"]) for row in found] == [("", "0")] and found[0]["expected"]


def test_the_order_of_the_lines_does_not_matter(tmp_path):
    lines = rows()
    assert detected(tmp_path, lines, "--from", "300") == detected(tmp_path, lines[::-1], "--from", "300")


def test_dates_go_in_and_come_out_as_dates(tmp_path):
    lines = [f"a,{dt.date(2015, 1, 5) + dt.timedelta(days=7 * week)},{4 + week % 3}\n" for week in range(320)]
    found = detected(tmp_path, lines, "--from", "2020-12-28", "--to", "2021-01-10")
    assert [row["t"] for row in found[::2]] == ["2020-12-28", "2021-01-04"]


def test_a_correction_is_taken_off_the_weeks_before_and_said(tmp_path, capsys):
    lines = rows()
    lines[299] = "a,300,-3\n"
    detected(tmp_path, lines, "--from", "310")
    assert "1 negative counts were taken off the times before, the first on line 301" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("series,t,count\na,1,3\na,1,4\n", "line 3: a at 1 stands on line 2 already"),
        ("series,t,count,cases\na,1,3,4\n", "unknown column 'cases'"),
        ("series,t,count\na,1,3\na,2,three\n", "line 3: count is 'three'"),
        ("series,t,count\na,1,2.5\n", "line 2: count is 2.5, not a whole number"),
        ("series,t,count\na,1,inf\n", "line 2: count is 'inf'"),
        ("series,t,count\na,1,2\na,2,-3\n", "line 3: count is -3, more than was counted"),
        ("series,t,count\n,1,2\n", "line 2: the series has no name"),
        ("series,t,count,exposure\na,1,2,-1\n", "line 2: exposure is -1"),
        ("series,t,count,exposure\na,1,2,0\n", "line 2: 2 were counted where nothing was exposed"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path, text, said):
    with pytest.raises(BadFile, match=said):
        read_series(written(tmp_path, text), frequency=52)


@pytest.mark.parametrize("words", [["--alpha", "2"], ["--from", "soon"], ["--from", "2020-01-01"], ["--from", "900"]])
def test_what_cannot_be_asked_is_said_and_nothing_is_written(tmp_path, capsys, words):
    path, out = written(tmp_path, HEADER + "".join(rows(60))), tmp_path / "alarms.csv"
    assert main(["watch", "detect", str(path), "--out", str(out), *words]) == 1
    assert capsys.readouterr().err.startswith("wasl: ") and not out.exists()


def test_a_blank_exposure_is_missing_and_said(tmp_path):
    read = read_series(written(tmp_path, "series,t,count,exposure\na,1,2,\na,2,2,1\n"), frequency=52)
    assert np.isnan(read.panel.counts[0, 0]) and read.notes == ("1 lines without exposure are taken as missing.",)


@pytest.mark.long
def test_a_million_lines_are_read_tested_and_written_in_bounded_time(tmp_path):
    counts = np.random.default_rng(6).poisson(7, (2000, 500))
    lines = [f"s{row},{week},{count}\n" for row, line in enumerate(counts) for week, count in enumerate(line)]
    began = time.process_time()
    assert len(detected(tmp_path, lines, "--from", "490")) == 2000 * 10 * 2
    assert time.process_time() - began < 60
