"""`wasl watch site`: files in, a file out; every bad input is one sentence that names its line."""

import csv
from pathlib import Path

import pytest

from wasl.config import command

HEADER = "id,lat,lon,demand,province,rural,area,note"
LINES = [
    'a,33.0,-6.0,100,P1,1,Rural,"first, quoted"',
    "b,33.05,-6.0,50,P1,0,urban,",
    "c,34.0,-5.0,80,P2,0,urban,",
    "d,35.0,-4.0,10,P2,1,rural,",
    "e,36.0,-3.0,60,P3,0,urban,",
]


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text("\n".join([HEADER, *LINES]) + "\n", encoding="utf-8")
    return path


def chosen(places: Path, *words: str) -> list[str]:
    out = places.parent / "sites.csv"
    assert command.main(["watch", "site", str(places), "--out", str(out), *words]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def refusal(places: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    out = places.parent / "sites.csv"
    assert command.main(["watch", "site", str(places), "--out", str(out), *words]) == 1
    assert not out.exists()
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sites"),
    [
        (("--centres", "2", "--radius-km", "10"), {"a", "c"}),
        (("--centres", "3", "--radius-km", "10", "--at-least-one-per", "province"), {"a", "c", "e"}),
        (("--centres", "3", "--radius-km", "10", "--min-share", "rural=0.6"), {"a", "c", "d"}),
        (("--centres", "3", "--radius-km", "10", "--min-share", "area=rural:60%"), {"a", "c", "d"}),
        (("--centres", "3", "--radius-km", "10", "--min-share", "area:rural=0.6"), {"a", "c", "d"}),
        (("--centres", "1", "--radius-km", "10", "--refuse", "a", "--refuse", "b"), {"c"}),
        (("--centres", "1", "--objective", "p-median"), {"c"}),
        (("--budget", "2", "--radius-km", "10"), {"a", "c"}),
        (("--centres", "1", "--radius-km", "10", "--candidates", "rural"), {"a"}),
        (("--centres", "0", "--radius-km", "10"), set()),
    ],
)
def test_the_sites_are_those_one_expects(places, words, sites):
    found = chosen(places, *words)
    # b covers what a covers: either will do.
    assert {"a" if one == "b" else one for one in found} == sites


def test_existing_centres_serve_and_count_for_their_province(places):
    existing = places.parent / "existing.csv"
    existing.write_text("lat;lon\n33.0;-6.0\n", encoding="utf-8")
    words = "--centres", "2", "--radius-km", "10", "--at-least-one-per", "province", "--existing", str(existing)
    assert set(chosen(places, *words)) == {"c", "e"}


def test_existing_centres_may_be_named_by_id(places):
    existing = places.parent / "existing.csv"
    existing.write_text("id\nc\n", encoding="utf-8")
    assert chosen(places, "--centres", "1", "--radius-km", "10", "--existing", str(existing))[0] in "ab"


def test_coverage_bound_gap_and_time_are_printed(places, capsys):
    chosen(places, "--centres", "2", "--radius-km", "10")
    said = capsys.readouterr().out
    assert "coverage: 76.666667% (230 of 300 people covered)" in said
    assert "gap: 0.000000% (proven optimal)" in said
    assert "bound:" in said
    assert "time:" in said


def test_the_lines_chosen_are_written_whole(places):
    chosen(places, "--centres", "1", "--radius-km", "3")
    with (places.parent / "sites.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["note"], row["newly_covered"], row["rank"]) == ("first, quoted", "100", "1")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a,33,-6,1,P,1,x,", "line 7: the id 'a' is already that of line 2."),
        ("f,,-6,1,P,1,x,", "line 7: lat is ''"),
        ("f,93,-6,1,P,1,x,", "line 7: lat is '93'"),
        ("f,33,-6,-1,P,1,x,", "line 7: demand is -1"),
        ("f,33,-6,,P,1,x,", "line 7: demand is empty"),
        ("f,33,-6,many,P,1,x,", "line 7: demand is 'many', not a number."),
        ("f,33,-6,1,P,1", "line 7: 6 cells, the header has 8."),
        (",33,-6,1,P,1,x,", "line 7: id is empty."),
    ],
)
def test_a_bad_line_is_named(places, capsys, line, why):
    places.write_text("\n".join([HEADER, *LINES, line]), encoding="utf-8")
    assert why in refusal(places, capsys, "--centres", "1", "--radius-km", "1")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--centres", "1"), "give --radius-km"),
        (("--radius-km", "1"), "Give --centres N"),
        (("--centres", "9", "--radius-km", "1"), "9 centres are asked, and only 5 places"),
        (("--centres", "2", "--radius-km", "1", "--at-least-one-per", "province"), "2 centres cannot give one to each"),
        (("--centres", "2", "--radius-km", "1", "--at-least-one-per", "region"), "has no column 'region'"),
        (("--centres", "3", "--radius-km", "1", "--min-share", "rural=0.9"), "out of reach; the most is 0.6667"),
        (("--centres", "3", "--radius-km", "1", "--min-share", "area=0.9"), "line 2: area is 'Rural', neither yes"),
        (("--centres", "3", "--radius-km", "1", "--min-share", "rural=2"), "a number from 0 to 1"),
        (("--centres", "1", "--radius-km", "1", "--refuse", "z"), "no line of"),
        (("--centres", "1", "--radius-km", "1", "--detour", "0.5"), "--detour is a number of at least 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(places, capsys, words, why):
    assert why in refusal(places, capsys, *words)
