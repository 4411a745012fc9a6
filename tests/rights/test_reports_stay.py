"""Anonymisation keeps acts and counts: the provincial report, and every count of acts, before and after."""

import pytest
from django.db import connection
from django.utils import timezone

from tests.access import factories as access
from tests.assistance import factories
from tests.assistance.factories import person, reception
from tests.facts.factories import Delegation
from tests.rights.old import JOB, LONG_AGO, make_old, old_file
from wasl.catalogue.commands import seed
from wasl.core.identifiers import new_id
from wasl.core.period import Period
from wasl.core.scope import system
from wasl.reports.queries import sheet_of
from wasl.rights.commands import decide_erasure, erase_next, find_past_files, propose_erasure

pytestmark = pytest.mark.usefixtures("db", "reference")
YEAR = Period.parse(str(LONG_AGO.year))
TABLES = ("reception", "act", "actperson", "orientation", "orientationstep", "case", "casesituation", "unmetrequest")


@pytest.fixture
def azilal(monkeypatch):
    monkeypatch.setattr(factories, "NOW", timezone.now())
    seed()
    factories.found_institution()
    place = Delegation()
    place.director = access.actor("CENTRE_DIRECTOR", place.centre("CAS"))
    return place


def figures():
    given = {"code": "provincial", "territory": "05.081", "period": YEAR, "today": factories.NOW.date()}
    sheet = sheet_of(actor=None, **given)
    return {cell.key: cell.figure.value for cell in sheet.cells if cell.figure}


def counts():
    acts = [f"SELECT '{name}', count(*) FROM assistance_{name}" for name in TABLES]
    others = [
        "SELECT concat(sex, birth_year, unit_id), count(*) FROM people_registration GROUP BY 1",
        "SELECT 'persons', count(DISTINCT person_id) FROM people_personlink",
        "SELECT need || sex || age_band || state, count(*) FROM assistance_reception GROUP BY 1",
        "SELECT service || state || urgency, count(*) FROM assistance_orientation GROUP BY 1",
    ]
    with system(JOB), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(acts + others))
        return sorted(cursor.fetchall())


def test_every_report_says_what_it_said(azilal):
    for _ in range(2):
        her = old_file(azilal.director)
    another = person(azilal.director)
    reception(azilal.director, registration_id=another.pk)
    make_old(another)
    before = figures(), counts()
    assert before[0][(14, "beneficiaries")] == 3 if (14, "beneficiaries") in before[0] else 3 in before[0].values()
    find_past_files(after=None, now=factories.NOW)
    with factories.working(azilal.director) as who:
        ids = [her.pk, another.pk]
        (row,) = propose_erasure(actor=who, erasure_id=new_id(), registration_ids=ids, now=factories.NOW)
    with factories.working(azilal.delegate) as who:
        decide_erasure(actor=who, erasure_id=row.pk, is_approved=True, now=factories.NOW)
    while erase_next(now=factories.NOW, note=lambda *line: None):
        pass
    assert (figures(), counts()) == before
