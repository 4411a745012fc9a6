"""What a plain file may say wrongly, and the line that the answer names."""

import math

import pytest

from wasl.watch.plain import BadFile, number, read_columns, timeline


def written(tmp_path, text):
    path = tmp_path / "series.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read(tmp_path, text):
    return read_columns(written(tmp_path, text), needed=("series", "t"), optional=("count",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("series,t\n", "no line after it"),
        ("series,count\na,1\n", "line 1: no column 't'"),
        ("series,t,cases\na,1,3\n", "line 1: unknown column 'cases'"),
        ("series,t,t\na,1,3\n", "two columns are named 't'"),
        ("series,t\na,1\n\nb\n", "line 4: 1 cells"),
        ('series,t\n"a,1\n', "not a line of CSV"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, text, said):
    with pytest.raises(BadFile, match=said):
        read(tmp_path, text)


def test_a_file_in_another_encoding_is_refused_in_words(tmp_path):
    path = tmp_path / "series.csv"
    path.write_bytes("series,t\nété,1\n".encode("latin-1"))
    with pytest.raises(BadFile, match="not in UTF-8"):
        read_columns(path, needed=("series", "t"))


def test_semicolons_spaces_blank_lines_and_a_byte_order_mark_are_read(tmp_path):
    table = read(tmp_path, "\ufeffseries ; t ;count\n\n a ; 1 ; 3 \n")
    assert table.of == {"series": ["a"], "t": ["1"], "count": ["3"]}
    assert table.line(0) == 3


def test_other_columns_are_kept_when_asked_for(tmp_path):
    path = written(tmp_path, "t,series,share_rural\n1,a,.4\n")
    assert read_columns(path, needed=("series", "t"), others=True).names == ("t", "series", "share_rural")


def test_a_number_is_a_number_a_blank_or_a_fault_on_its_line(tmp_path):
    table = read(tmp_path, "series,t,count\na,1,2.5\na,2,NA\na,3,\na,4,many\na,5,inf\na,6,1_0\n")
    assert number(table, "count", 0) == 2.5
    assert math.isnan(number(table, "count", 1)) and math.isnan(number(table, "count", 2))
    for row, line in ((3, 5), (4, 6), (5, 7)):
        with pytest.raises(BadFile, match=f"line {line}: count is"):
            number(table, "count", row)


def times(tmp_path, text, frequency=52):
    return timeline(read(tmp_path, "series,t\n" + text), frequency=frequency)


def test_epochs_out_of_order_with_a_hole_stand_on_a_whole_axis(tmp_path):
    axis = times(tmp_path, "a,5\na,2\nb,3\n")
    assert axis.times == (2, 3, 4, 5)
    assert axis.places.tolist() == [3, 0, 1]


def test_weeks_run_through_a_year_of_53(tmp_path):
    axis = times(tmp_path, "a,2020-12-21\na,2021-01-11\n")
    assert [day.isoformat() for day in axis.times] == ["2020-12-21", "2020-12-28", "2021-01-04", "2021-01-11"]


def test_months_are_as_long_as_they_are(tmp_path):
    axis = times(tmp_path, "a,2023-12-01\na,2024-03-01\n", frequency=12)
    assert [day.month for day in axis.times] == [12, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,2024-01-01\na,2024-01-09\n", "line 3: t is 2024-01-09: not a whole week"),
        ("a,2024-01-01\na,week 2\n", "line 3: t is 'week 2'"),
        ("a,1\na,2024-01-01\n", "line 3: t is '2024-01-01': epochs and dates"),
        ("a,202051\na,202052\na,202101\n", "year and week"),
        ("a,1\na,9000000\n", "more than 100000 times"),
        ("a,1024-01-01\na,9024-01-01\n", "more than 100000 days"),
    ],
)
def test_a_time_that_cannot_stand_on_the_axis_is_named(tmp_path, text, said):
    with pytest.raises(BadFile, match=said):
        times(tmp_path, text)
