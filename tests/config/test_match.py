"""`wasl match`: two names explained, a file of pairs keyed; every bad input is one sentence."""

import csv
from pathlib import Path

import pytest

from wasl.config import command
from wasl.config.commands import match


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert command.main(["match", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_two_spellings_are_explained_letter_by_letter(capsys: pytest.CaptureFixture[str]) -> None:
    said = lines(capsys, "فاطمة", "Fatima")
    assert said[:2] == ["فاطمة\tftm", "Fatima\tftm"]
    assert "  f=f t=t m=m: the same letters in both scripts" in said
    assert said[-2:] == ["Yes: two spellings of one name.", "0 edit(s) between the two keys."]


@pytest.mark.parametrize(("language", "verdict"), [("fr", "Non : deux noms."), ("ar", "لا: اسمان مختلفان.")])
def test_two_names_are_told_apart_in_each_language(
    capsys: pytest.CaptureFixture[str], language: str, verdict: str
) -> None:
    said = lines(capsys, "--lang", language, "Rachid", "سعيد")
    assert verdict in said
    assert any("≠" in line for line in said)


def test_every_phrase_exists_in_every_language() -> None:
    assert {frozenset(phrases) for phrases in match.PHRASES.values()} == {frozenset(match.PHRASES["en"])}


def keyed(tmp_path: Path, text: str | bytes) -> list[dict[str, str]]:
    source, target = tmp_path / "pairs.csv", tmp_path / "keys.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert command.main(["match", "--file", str(source), "--out", str(target)]) == 0
    with target.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_file_of_pairs_is_keyed_line_by_line(tmp_path: Path) -> None:
    rows = keyed(tmp_path, "note,kind,left,right\na,first,حسن,Lahcen\nb,first,Hassan,Hussein\nc,last,Amrani,امراوي\n")
    assert [(row["note"], row["equal"], row["distance"]) for row in rows] == [
        ("a", "true", "0"), ("b", "false", "0"), ("c", "false", "1"),
    ]  # fmt: skip
    assert rows[0]["key_left"] == rows[0]["key_right"] == "hsn"


def test_semicolons_a_byte_order_mark_and_nothing_to_compare_are_read(tmp_path: Path) -> None:
    rows = keyed(tmp_path, "\ufeffkind;left;right\nfirst;;Ali\n".encode())
    assert [(row["key_left"], row["equal"], row["distance"]) for row in rows] == [("", "false", "1")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "is empty"),
        (b"kind,left\nfirst,Ali\n", "has no column right"),
        (b"kind,left,right\nmiddle,Ali,Ali\n", "line 2: unknown kind 'middle'"),
        (b"kind,left,right\nfirst,Ali\n", "line 2: the number of cells"),
        (b"kind,left,right\nfirst,Ali,Ali,Ali\n", "line 2: the number of cells"),
        ("kind,left,right\nfirst,Aïcha,Aicha\n".encode("latin-1"), "not in UTF-8"),
        (b"kind,left,right\nfirst,\"" + b"a" * 140_000 + b"\",b\n", "not a line of CSV"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, said: str
) -> None:
    source, target = tmp_path / "pairs.csv", tmp_path / "keys.csv"
    source.write_bytes(text)
    assert command.main(["match", "--file", str(source), "--out", str(target)]) == 1
    assert said in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Ali"], "Give two names"),
        (["--file", "a.csv"], "Give --file and --out together"),
        (["--file", "/nowhere/a.csv", "--out", "b.csv"], "Cannot read /nowhere/a.csv"),
    ],
)
def test_missing_words_are_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert command.main(["match", *words]) == 1
    assert said in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "pairs.csv"
    source.write_text("kind,left,right\nfirst,Ali,Aly\n")
    assert command.main(["match", "--file", str(source), "--out", str(tmp_path / "no" / "keys.csv")]) == 1
    assert "Cannot write" in capsys.readouterr().err
