"""The first day: two workbooks in, verdicts out, undone while nothing stands on them."""

import io
import struct
import zipfile
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook
from tests.access import factories
from xlsxwriter import Workbook

from wasl.access.commands.imports import AgentRowsRefused, hold_agents, import_agents, undo_agents
from wasl.access.importing import LAYOUT as AGENTS
from wasl.access.models import Account, Agent, Posting
from wasl.core.authority import NotAllowed
from wasl.core.sheets import Unreadable
from wasl.network.commands.imports import InUse, NotHeld, RowsRefused, hold_units, import_units, undo_units
from wasl.network.importing import LAYOUT as UNITS
from wasl.network.models import Coverage, Import, Unit, UnitState
from wasl.network.queries.imports import term_rows, unit_verdicts
from wasl.network.rules import Refusal
from wasl.network.workbooks import model, read, with_verdicts

TODAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def unit_row(code, kind, parent, **more):
    row = {"code": code, "kind": kind, "parent": parent, "opened_on": "2012-03-01"}
    return row | {"name_fr": f"Unité {code}", "name_ar": f"وحدة {code}"} | more


def agent_row(number, unit, role, **more):
    row = {"number": number, "unit": unit, "role": role, "since": "15/01/2024"}
    return row | {"family_name": "Tazart", "given_name": "Itto"} | more


GOOD = [
    unit_row("E1", "Établissement ou centre", "D81", type="دار الطالبة", capacity="60", commune_code="05.081.15.13"),
    unit_row("D81", "DELEG", "C05", territories="05.081"),
    unit_row("C05", "منسقية", "MA") | {"kind": "COORD", "territories": "05; 08.363"},
    unit_row("E2", "centre", "D81") | {"kind": "CENTRE", "type": "cas", "opened_on": "١٥/٠١/٢٠١٩"},
]


def sheet(layout, rows):
    return with_verdicts(layout, [(row, "", []) for row in rows])


def held(admin, rows):
    return hold_units(actor=admin, file_name="unites.xlsx", content=sheet(UNITS, rows))


def taken(admin, rows):
    return import_units(actor=admin, import_id=held(admin, rows).pk, now=NOW, today=TODAY)


def test_units_in_any_order_land_in_the_tree(small, admin, reference):
    taken(admin, GOOD)
    assert Unit.objects.get(code="E1").path == "MA.C05.D81.E1."
    state = UnitState.objects.get(unit__code="E1")
    assert (state.type, state.capacity, state.province_code, state.area) == ("DAR_TALIBA", 60, "05.081", "RUR")
    assert set(Coverage.objects.values_list("territory_code", flat=True)) == {"05", "08.363", "05.081"}
    assert Unit.objects.get(code="E2").opened_on == date(2019, 1, 15)
    assert not Unit.objects.filter(is_simulated=True).exists()


FAULTS = {
    "an unknown kind": ({"kind": "palais"}, Refusal.UNKNOWN_CODE),
    "an unknown type": ({"type": "casino"}, Refusal.UNKNOWN_CODE),
    "no name": ({"name_ar": ""}, Refusal.EMPTY),
    "an impossible day": ({"opened_on": "31/02/2012"}, Refusal.BAD_DAY),
    "no parent": ({"parent": "ZZ"}, Refusal.PARENT_UNKNOWN),
    "a parent that opened later": ({"parent": "D81", "opened_on": "2001-01-01"}, Refusal.PARENT_CLOSED),
    "a parent of no fitting kind": ({"parent": "E2"}, Refusal.PARENT_KIND),
    "under itself": ({"parent": "E1"}, Refusal.PARENT_KIND),
    "a code with a dot": ({"code": "A.B"}, Refusal.CODE_SHAPE),
    "a code twice": ({"code": "e2"}, Refusal.ROW_TWICE),
    "a code taken": ({"code": "MA"}, Refusal.CODE_TAKEN),
    "a renumbered commune": ({"commune_code": "01.051.05.01"}, Refusal.COMMUNE_RENUMBERED),
    "an unknown commune": ({"commune_code": "99.1"}, Refusal.COMMUNE_UNKNOWN),
    "places in words": ({"capacity": "soixante"}, Refusal.BAD_NUMBER),
    "an unknown territory": ({"territories": "77"}, Refusal.TERRITORY_UNKNOWN),
    "closed before it opened": ({"closed_on": "2011-01-01"}, Refusal.CLOSES_TOO_EARLY),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_row_is_told_and_nothing_is_written(small, admin, reference, fault):
    wrong, refusal = FAULTS[fault]
    with pytest.raises(RowsRefused) as caught:
        taken(admin, [*GOOD[1:], GOOD[0] | wrong])
    told = {problem for verdict in caught.value.verdicts for problem, _details in verdict.problems}
    assert refusal in told
    assert not Unit.objects.filter(code="C05").exists()


def test_the_dry_run_writes_nothing_and_says_what_waits_for_what(small, admin, reference):
    rows = [GOOD[0], GOOD[1] | {"name_fr": ""}, GOOD[2]]
    verdicts = unit_verdicts(actor=admin, held=held(admin, rows), today=TODAY)
    assert [verdict.is_accepted for verdict in verdicts] == [False, False, True]
    assert verdicts[0].problems[0][0] is Refusal.PARENT_REFUSED
    assert not Unit.objects.filter(code="C05").exists()


def test_confirmed_rows_alone_are_taken(small, admin, reference):
    file = held(admin, [GOOD[2], GOOD[1] | {"name_fr": ""}])
    import_units(actor=admin, import_id=file.pk, now=NOW, today=TODAY, rows={2})
    assert Unit.objects.filter(code="C05").exists() and not Unit.objects.filter(code="D81").exists()


def test_a_file_is_taken_once(small, admin, reference):
    made = taken(admin, GOOD)
    with pytest.raises(NotHeld):
        import_units(actor=admin, import_id=made.pk, now=NOW, today=TODAY)
    assert Import.objects.get(pk=made.pk).rows == []


def test_undone_while_nothing_stands_on_it(small, admin, reference):
    before = Unit.objects.count()
    made = taken(admin, GOOD)
    assert undo_units(actor=admin, import_id=made.pk, now=NOW) == 4
    assert Unit.objects.count() == before
    with pytest.raises(NotHeld):
        undo_units(actor=admin, import_id=made.pk, now=NOW)


def test_not_undone_once_somebody_is_posted_there(small, admin, reference):
    made = taken(admin, GOOD)
    factories.posting("DELEGATE", Unit.objects.get(code="D81"))
    with pytest.raises(InUse):
        undo_units(actor=admin, import_id=made.pk, now=NOW)
    assert Unit.objects.filter(code="E1").exists()


def test_only_whoever_governs_the_whole_tree_imports(small):
    with pytest.raises(NotAllowed):
        held(factories.actor("DELEGATE", small.delegation), GOOD)


def agents(small):
    return [
        agent_row("az9", small.centre.code, "SOCIAL_WORKER"),
        agent_row("AZ9", small.delegation.code, "ADJUDICATOR"),
        agent_row("AZ10", small.delegation.code, "المندوب(ة) الإقليمي(ة)", language="ar"),
    ]


def import_these(admin, rows):
    file = hold_agents(actor=admin, file_name="agents.xlsx", content=sheet(AGENTS, rows))
    return import_agents(actor=admin, import_id=file.pk, now=NOW)


def test_agents_receive_accounts_and_postings(small, admin):
    import_these(admin, agents(small))
    held_by = Posting.objects.filter(account__staff_number="AZ9").values_list("role", flat=True)
    assert set(held_by) == {"SOCIAL_WORKER", "ADJUDICATOR"}
    delegate = Account.objects.get(staff_number="AZ10")
    assert delegate.language == "ar" and not delegate.has_usable_password()


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"number": "é"}, "number_shape"),
        ({"unit": "ZZ"}, "unknown_unit"),
        ({"role": "ministre"}, "unknown_role"),
        ({"role": "DELEGATE"}, "unit_kind"),
        ({"since": "hier"}, "bad_day"),
        ({"since": "2001-01-01"}, "before_opening"),
        ({"language": "en"}, "unknown_language"),
        ({"given_name": ""}, "empty"),
        ({"number": "AZ10"}, "names_differ"),
    ],
)
def test_a_faulty_agent_is_told(small, admin, wrong, fault):
    rows = [agents(small)[2], agents(small)[0] | {"family_name": "Autre"} | wrong]
    with pytest.raises(AgentRowsRefused) as caught:
        import_these(admin, rows)
    assert fault in {problem.value for verdict in caught.value.verdicts for problem, _details in verdict.problems}
    assert not Account.objects.filter(staff_number="AZ10").exists()


def test_agents_are_undone_until_one_has_signed_in(small, admin):
    made = import_these(admin, agents(small))
    assert undo_agents(actor=admin, import_id=made.pk, now=NOW) == 2
    assert not Agent.objects.filter(number__in=["AZ9", "AZ10"]).exists()
    again = import_these(admin, agents(small))
    Account.objects.filter(staff_number="AZ9").update(last_login=NOW)
    with pytest.raises(InUse):
        undo_agents(actor=admin, import_id=again.pk, now=NOW)


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 210_000_000)
    return stream.getvalue()


def lying_bomb():
    """A bomb whose directory says it is small."""
    content = bytearray(bomb())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 1_000)
    return bytes(content)


def other_zip():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("lettre.docx", b"x")
    return stream.getvalue()


def far_corner():
    """Six kilobytes that ask a reader for ten gigabytes."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "x")
    return stream.getvalue()


HOSTILE = {
    "text": (lambda: b"code;nom\n1;2\n", "extension"),
    "nothing": (lambda: b"", "empty"),
    "an old Excel file renamed": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "extension"),
    "a zip of something else": (other_zip, "kind"),
    "a cut file": (lambda: sheet(UNITS, GOOD)[:900], "kind"),
    "one cell at the far corner": (far_corner, "bomb"),
    "too large a file": (lambda: b"PK" + b"\0" * 10_000_001, "size"),
    "a zip bomb": (bomb, "bomb"),
    "a zip bomb that lies": (lying_bomb, "kind"),
    "other columns": (lambda: sheet(AGENTS, []), "columns"),
    "no row": (lambda: sheet(UNITS, []), "empty"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(case):
    make, reason = HOSTILE[case]
    with pytest.raises(Unreadable) as caught:
        read(make(), UNITS)
    assert caught.value.reason == reason


def test_the_model_explains_its_columns_and_comes_back_as_it_was_filled():
    content = model(UNITS, lists={"area": term_rows("area")})
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    explained = book.get_sheet_by_index(1).to_python()
    assert len(explained) == len(UNITS) + 1 and all(all(line[:4]) for line in explained)
    assert read(sheet(UNITS, GOOD), UNITS) == [
        {column.key: row.get(column.key, "") for column in UNITS} for row in GOOD
    ]


def test_a_name_is_never_a_formula():
    row = unit_row("E1", "CENTRE", "D81", name_fr='=HYPERLINK("http://x")')
    assert read(sheet(UNITS, [row]), UNITS)[0]["name_fr"].startswith("=HYPERLINK")
