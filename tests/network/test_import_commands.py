"""`wasl init` with the workbooks of the first day."""

from argparse import ArgumentParser

import pytest
from tests.access import factories
from tests.network.test_imports import AGENTS, GOOD, UNITS, agent_row, sheet

from wasl.access.models import Account
from wasl.config import first_day
from wasl.config.launcher.errors import CannotStart
from wasl.network.models import Import, Unit

pytestmark = pytest.mark.django_db


def told(*argv):
    parser = ArgumentParser()
    first_day.arguments(parser)
    return parser.parse_args([str(part) for part in argv])


@pytest.fixture
def number(small, reference):
    return factories.posting("SYSTEM_ADMIN", small.hq, holder=factories.account(small.hq, number="AD1")).account


@pytest.fixture
def units(tmp_path):
    path = tmp_path / "unites.xlsx"
    path.write_bytes(sheet(UNITS, GOOD))
    return path


def test_units_then_agents_then_undone(number, units, tmp_path, small):
    agents = tmp_path / "agents.xlsx"
    agents.write_bytes(sheet(AGENTS, [agent_row("AZ1", "E1", "CENTRE_DIRECTOR")]))
    assert first_day.work(told("--as", "ad1", "--units", units, "--agents", agents)) == 0
    assert Account.objects.get(staff_number="AZ1").postings.get().unit.code == "E1"
    for made in Import.objects.order_by("kind"):
        assert first_day.work(told("--as", "AD1", "--undo", made.pk)) == 0
    assert not Unit.objects.filter(code="E1").exists()


def test_a_trial_writes_the_verdicts_and_nothing_else(number, units):
    assert first_day.work(told("--as", "AD1", "--units", units, "--check")) == 0
    assert units.with_name("unites-verdicts.xlsx").exists()
    assert not Unit.objects.filter(code="E1").exists()


def test_both_files_are_tried_together(number, units, tmp_path, capsys):
    agents = tmp_path / "agents.xlsx"
    agents.write_bytes(sheet(AGENTS, [agent_row("AZ1", "E1", "CENTRE_DIRECTOR"), agent_row("AZ2", "E9", "EDUCATOR")]))
    assert first_day.work(told("--as", "AD1", "--units", units, "--agents", agents, "--check")) == 0
    said = capsys.readouterr().out
    assert "unites.xlsx: 4 rows accepted, 0 refused" in said
    assert "agents.xlsx: 1 rows accepted, 1 refused" in said


def test_refused_rows_stop_it_unless_told_otherwise(number, units):
    units.write_bytes(sheet(UNITS, [GOOD[2], GOOD[1] | {"kind": "palais"}]))
    assert first_day.work(told("--as", "AD1", "--units", units)) == 1
    assert not Unit.objects.filter(code="C05").exists()
    assert first_day.work(told("--as", "AD1", "--units", units, "--accepted-only")) == 0
    assert Unit.objects.filter(code="C05").exists()


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["--as", "NOBODY", "--units", "x.xlsx"], "not a system administrator"),
        (["--as", "AD1", "--units", "/no/such.xlsx"], "cannot be read"),
        (["--as", "AD1", "--undo", "x"], "names no import"),
        (["--as", "AD1", "--undo", "01a20062-7861-7c87-a473-652d28aee963"], "no such import"),
    ],
)
def test_one_sentence_says_what_is_wrong(number, argv, sentence):
    with pytest.raises(CannotStart, match=sentence):
        first_day.work(told(*argv))


def test_models_are_written_where_asked(tmp_path):
    assert first_day.work(told("--templates", tmp_path / "models")) == 0
    assert {path.name for path in (tmp_path / "models").iterdir()} == {"wasl-units.xlsx", "wasl-agents.xlsx"}
