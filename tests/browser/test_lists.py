"""The pages of a list of persons in Chromium, in both languages and widths: they fit, and can be read."""

import pytest
from django.db import transaction
from django.utils import timezone

from tests.access.factories import actor
from tests.browser.accessibility import complaints
from tests.browser.test_people import FATIMA, overflow
from tests.people.lists.conftest import HEADINGS, workbook
from wasl.catalogue.commands import seed
from wasl.core.scope import entered
from wasl.people import commands
from wasl.people.commands import lists
from wasl.people.queries.lists import rows

LINES = (
    [1, "AIT HAMMOU Fatima", "F", "1988", "", "06 61 23 45 67", 1],
    [2, "فاطمة الزهراء العلوي", "أنثى", "12 ماي 1990", "عمر", "", 1],
    [3, "BENALI Mohamed Amine", "H", "31/02/1990", "Brahim", "néant", 2],
    [4, "NOUR Aya", "F", "15 ans", "", "", 2],
    ["", "Total", "", "", "", "", 4],
)


@pytest.fixture
def addresses(site):
    """The pages of a list at each of its steps, with one line in review."""
    now = timezone.now()
    with transaction.atomic():
        seed()
        who = actor("CENTRE_DIRECTOR", site.institution.centre)
        with entered(who):
            commands.register_person(actor=who, particulars=FATIMA, now=now, none_of_these="UNSURE")
            content = workbook(HEADINGS, *LINES)
            options = {"actor": who, "content": content, "origin": "Association Al Amal", "now": now}
            asked = lists.send_list(file_name="liste-hiver.xlsx", **options)
            held = lists.send_list(file_name="liste-hiver-2026.xlsx", **options)
            lists.set_columns(actor=who, list_id=held.pk, columns=held.columns, now=now)
            lists.read_rows(actor=who, list_id=held.pk, now=now)
            while lists.check_rows(actor=who, list_id=held.pk, now=now):
                pass
            row = rows(actor=who, list_id=held.pk).get(line=2)
    return {
        "lists": "/people/lists/",
        "list-new": "/people/lists/new/",
        "list-columns": f"/people/lists/{asked.pk}/columns/",
        "list": f"/people/lists/{held.pk}/",
        "list-row": f"/people/lists/rows/{row.pk}/",
    }


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_pages_of_a_list_fit_and_can_be_read(site, addresses, lang, width, record_picture):
    page = site.page(role="CENTRE_DIRECTOR", lang=lang, width=width)
    for name, address in addresses.items():
        page.goto(site.address + address)
        record_picture(page, f"{name}-{lang}-{width}")
        assert overflow(page) == 0, name
        assert complaints(page) == [], name
