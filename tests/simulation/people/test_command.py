import pytest

from wasl.config.command import main
from wasl.simulation.people.seeds import REPORTING, TUNING, UnknownSeed, kind_of, one_kind


def test_seeds_to_tune_and_to_report_are_apart():
    assert not set(TUNING) & set(REPORTING)
    assert (kind_of(7), kind_of(900)) == ("tuning", "reporting")


@pytest.mark.parametrize("seeds", [[7, 900], [100], [0], [1000], [7, -1]])
def test_they_are_never_mixed_nor_made_up(seeds):
    with pytest.raises(UnknownSeed):
        one_kind(seeds)


def test_the_command_says_what_it_made(tmp_path, capsys):
    assert main(["simulate", "registry", "--records", "50", "--seed", "901", "--out", str(tmp_path / "made")]) == 0
    assert "50 records of" in (said := capsys.readouterr().out) and "to report on" in said
    assert {each.name for each in (tmp_path / "made").iterdir()} == {
        "records.parquet", "truth.parquet", "registry.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(["--seed", "500"], "1 to 99 to tune on"), (["--seed", "7", "--records", "0"], "one record at least")],
)
def test_it_refuses_in_one_sentence(tmp_path, capsys, wrong, said):
    assert main(["simulate", "registry", "--out", str(tmp_path), *wrong]) == 1
    refused = capsys.readouterr().err
    assert said in refused and refused.count("\n") == 1


def test_it_says_where_it_could_not_write(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["simulate", "registry", "--seed", "7", "--records", "5", "--out", str(tmp_path / "file")]) == 1
    assert "Nothing could be written" in capsys.readouterr().err
