"""Eight messy lists, each with the verdict file that goes back for it."""

import csv
import io

import pytest
from django.utils.translation import override
from tests.people.lists.conftest import applied, checked, undone
from tests.people.lists.messy import HERE, MESSY, REVIEW
from tests.people.lists.test_taking import BORN, known

from wasl.core.scope import entered
from wasl.core.sheets import harmless, open_book
from wasl.people.lists.written import with_verdicts
from wasl.people.models import Membership, PersonList
from wasl.people.queries.lists import book_of, progress_of, rows
from wasl.web.people import list_words


@pytest.fixture
def taken(director, request):
    """The list after its dry run, where Said Zitouni is known already."""
    known(director, **BORN)
    content, name, _expected = MESSY[request.param]
    return director, checked(director, content, name), request.param


def going_back(who, held):
    """(book as it came, book as it goes back)."""
    with entered(who), override("fr"):
        book = book_of(actor=who, held=held)
        told = list_words.told(rows(actor=who, list_id=held.pk))
        headed = dict(PersonList.objects.visible_to(who, "person:import").get(pk=held.pk).tables)
        content, extension = with_verdicts(book, told, headings=list_words.headings(), headed=headed)
    return book, open_book(content, name=f"a.{extension}"), headed


@pytest.mark.parametrize("taken", MESSY, indirect=True)
def test_every_line_has_its_verdict_in_the_file_that_goes_back(taken):
    who, held, name = taken
    came, goes, headed = going_back(who, held)
    expected = MESSY[name][2]
    found = {}
    for number, sheet in enumerate(came.sheets):
        width = max(map(len, sheet.lines))
        for line, cells in enumerate(goes.sheets[number].lines):
            beside = [*cells, "", "", ""][width : width + 2]
            if any(beside) and headed.get(number) != line:
                found[number, line + 1] = tuple(str(words).replace("\u00a0", " ") for words in beside)
    assert found.keys() == expected.keys()
    for place, (verdict, reason) in expected.items():
        assert found[place][0] == verdict, (place, found[place])
        assert found[place][1].startswith(reason or "") and bool(found[place][1]) == (reason != ""), (
            place,
            found[place],
        )


@pytest.mark.parametrize("taken", MESSY, indirect=True)
def test_the_file_goes_back_in_its_own_layout(taken):
    who, held, _name = taken
    came, goes, _headed = going_back(who, held)
    assert [sheet.name for sheet in goes.sheets] == [sheet.name for sheet in came.sheets]
    is_plain = came.kind == "csv"
    for before, after in zip(came.sheets, goes.sheets, strict=True):
        assert len(before.lines) == len(after.lines)
        for cells, kept in zip(before.lines, after.lines, strict=True):
            assert [harmless(str(cell)) if is_plain else cell for cell in cells] == kept[: len(cells)]


@pytest.mark.parametrize("taken", MESSY, indirect=True)
def test_it_is_taken_and_undone(taken):
    who, held, name = taken
    applied(who, held)
    with entered(who):
        progress = progress_of(actor=who, list_id=held.pk)
        homes = Membership.objects.visible_to(who, "person:read").values("household").distinct().count()
    assert progress.total == len(MESSY[name][2])
    assert homes == (2 if "households" in name or "run" in name else 0)
    undone(who, held)
    with entered(who):
        assert progress_of(actor=who, list_id=held.pk).kept == 0
        assert not Membership.objects.visible_to(who, "person:read").exists()


def test_no_cell_of_what_goes_back_would_run(director):
    held = checked(director, *MESSY["tabs, UTF-16, cells that would run"][:2])
    with entered(director):
        book = book_of(actor=director, held=held)
        content, _extension = with_verdicts(book, {}, headings=("=1", "b"), headed={0: 0})
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter="\t"))
    assert [line[4] for line in lines[1:]] == ['\'=HYPERLINK("x")', "'@somme", "'-1+2", "'+cmd"]
    assert lines[0][5] == "'=1"


def test_the_eight_lists_between_them_meet_every_verdict_of_a_stranger():
    verdicts = {verdict for _content, _name, expected in MESSY.values() for verdict, _reason in expected.values()}
    assert len(MESSY) == 8 and {HERE, REVIEW} < verdicts and len(verdicts) == 6
