"""`wasl watch forecast` on files: dates, ends, hierarchies, and the line that a fault names."""

import csv
from decimal import Decimal

import pytest

from wasl.config.command import main
from wasl.watch.plain import BadFile
from wasl.watch.plain.foretold import made


def written(folder, name, header, rows):
    path = folder / name
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n", encoding="utf-8")
    return path


def months(name, counts, year=2020):
    return [(name, f"{year + t // 12}-{t % 12 + 1:02d}-01", count) for t, count in enumerate(counts)]


def ask(folder, rows, *, tree=None, header="series,t,count", **options):
    path = written(folder, "s.csv", header, rows)
    if tree is not None:
        tree = written(folder, "tree.csv", "node,parent", tree)
    return made(path, **{"horizon": 3, "season": 12, "level": 0.9, "tree": tree, **options})


def told(folder, rows, *options):
    path, out = written(folder, "s.csv", "series,t,count", rows), folder / "f.csv"
    assert main(["watch", "forecast", str(path), "--horizon", "3", "--out", str(out), *map(str, options)]) == 0
    with out.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_months_go_on_month_by_month(tmp_path):
    rows = told(tmp_path, months("a", range(10, 34)))
    assert [row["t"] for row in rows] == ["2022-01-01", "2022-02-01", "2022-03-01"]
    assert all(float(row["lower"]) <= float(row["mean"]) <= float(row["upper"]) for row in rows)


@pytest.mark.parametrize(
    ("times", "then"),
    [
        (["2024-01-31", "2024-02-29", "2024-03-31"], "2024-04-30"),
        (["2024-01-01", "2024-04-01", "2024-07-01"], "2024-10-01"),
        (["2024-01-01", "2024-01-08", "2024-01-15"], "2024-01-22"),
        (["3", "4", "5"], "6"),
        (["2020-01-01", "2021-01-01", "2022-01-01"], "2023-01-01"),
    ],
)
def test_the_step_is_that_of_the_file(tmp_path, times, then):
    found = ask(tmp_path, [("a", time, 5) for time in times], season=1)
    assert str(found.steps.later(found.last[0], 1)) == then


def test_each_series_goes_on_from_its_own_end(tmp_path):
    found = ask(tmp_path, [*(("a", t, 5) for t in range(40)), *(("b", t, 6) for t in range(30))])
    assert found.last == (39, 29) and found.shortened == 1


def test_lines_may_come_in_any_order(tmp_path):
    rows = months("a", range(10, 40))
    assert (ask(tmp_path, rows).forecast.mean == ask(tmp_path, rows[::-1]).forecast.mean).all()


def test_an_exposure_brings_counts_to_what_it_is_now(tmp_path):
    rows = [("a", t, 10 * (1 + t // 20), 1 + t // 20) for t in range(40)]
    found = ask(tmp_path, rows, header="series,t,count,exposure")
    assert found.forecast.mean == pytest.approx(20.0, rel=0.01)


def test_parents_are_the_sums_of_what_is_printed(tmp_path):
    rows = [*months("x", [7, 9, 4, 8] * 9), *months("y", [1, 0, 3] * 12), *months("z", [50, 60] * 18)]
    tree = written(tmp_path, "tree.csv", "node,parent", [("x", "p"), ("y", "p"), ("p", "n"), ("z", "n")])
    found = {(row["series"], row["t"]): Decimal(row["mean"]) for row in told(tmp_path, rows, "--hierarchy", tree)}
    for time in ("2023-01-01", "2023-02-01", "2023-03-01"):
        assert found["p", time] == found["x", time] + found["y", time]
        assert found["n", time] == found["p", time] + found["z", time]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", "2024-01-01", 3), ("a", "2024-01-01", 4)], "line 3: series 'a' has t 2024-01-01 twice"),
        ([("a", "1", 3), ("a", "2", "many")], "line 3: count is 'many'"),
        ([("a", "yesterday", 3)], "line 2: t is 'yesterday'"),
        ([("a", "1", 3), ("a", "2024-01-01", 4)], "line 3: t is '2024-01-01': epochs and dates"),
        ([("a", "202311", 3), ("a", "202401", 4)], "looks like year and month"),
        ([("a", "1", 3), ("b", "1", "")], "line 3: series 'b' has no known count"),
        ([("a", "1", 3), ("", "1", 2)], "line 3: the series has no name"),
        ([("a", "1", 3), ("a", "900000000", 2), ("a", "2", 2)], "t runs over"),
    ],
)
def test_a_fault_names_its_line(tmp_path, rows, said):
    with pytest.raises(BadFile, match=said):
        ask(tmp_path, rows)


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ([("a", "n"), ("b", "n"), ("a", "m")], "line 4: node 'a' is there twice, first on line 2"),
        ([("a", "n"), ("b", "n"), ("c", "n")], "line 4: node 'c' has no child and no line"),
        ([("a", "n")], "no line for the series 'b'"),
        ([("a", "n"), ("b", "n"), ("n", "m"), ("m", "n")], "is above itself"),
    ],
)
def test_a_fault_of_a_tree_names_its_line(tmp_path, tree, said):
    with pytest.raises(BadFile, match=said):
        ask(tmp_path, [("a", 1, 3), ("a", 2, 4), ("b", 2, 5)], tree=tree)


def test_a_fault_is_said_on_the_command_line(tmp_path, capsys):
    path = written(tmp_path, "s.csv", "series,t,count", [("a", 1, "x")])
    assert main(["watch", "forecast", str(path), "--horizon", "3", "--out", str(tmp_path / "f.csv")]) == 1
    assert "line 2" in capsys.readouterr().err and not (tmp_path / "f.csv").exists()


def test_an_exposure_of_nothing_is_refused(tmp_path):
    with pytest.raises(BadFile, match="line 2: exposure is '0'"):
        ask(tmp_path, [("a", 1, 3, 0)], header="series,t,count,exposure")
