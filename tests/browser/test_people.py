"""The people's pages in Chromium: both languages and widths, and the search while typing."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from tests.access.factories import actor
from tests.browser.accessibility import complaints
from wasl.core.scope import entered
from wasl.people import commands
from wasl.people.commands.details import NewAddress, NewDocument, NewPhone
from wasl.people.rules import Birth, Particulars

FATIMA = Particulars(
    given_ar="فاطمة", family_ar="أيت حمو", given_latin="Fatima", family_latin="Ait Hammou", sex="F",
    birth=Birth(year=1988), languages=("shi", "ar"), idcs_status="DECLARED",
)  # fmt: skip
SON = Particulars(given_latin="Yassine", family_latin="Ait Hammou", sex="M", birth=Birth(year=2017, month=3, day=15))
SISTER = Particulars(given_latin="Fatima", family_latin="Ait Hammou", sex="F", birth=Birth(year=1988))


@pytest.fixture
def family(site):
    """Fatima and her son at the centre; another registration like hers at the sister centre."""
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        who, other = actor("SOCIAL_WORKER", site.institution.centre), actor("EDUCATOR", site.institution.sister)
        with entered(other):
            commands.register_person(actor=other, particulars=SISTER, now=now, none_of_these="UNSURE")
        with entered(who):
            phones, papers = (NewPhone("0612345678", "VISIT"),), (NewDocument("CNIE", "JB44551"),)
            mother = commands.register_person(
                actor=who, particulars=FATIMA, now=now, phones=phones, documents=papers, none_of_these="UNSURE"
            )
            son = commands.register_person(actor=who, particulars=SON, now=now, none_of_these="RELATIVE")
            home = commands.create_household(actor=who, registration_id=mother.pk)
            commands.join_household(
                actor=who, household_id=home.pk, registration_id=son.pk, role="ENF", today=today,
                since=date(2017, 3, 15),
            )  # fmt: skip
            commands.add_address(
                actor=who, registration_id=mother.pk, address=NewAddress(landmark="derrière le moulin"), today=today
            )
    return mother


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_pages_fit_and_can_be_read(site, family, lang, width, record_picture):
    page = site.page(role="SOCIAL_WORKER", lang=lang, width=width)
    for name, address in {
        "search": "/people/?q=fatima+ait+hammou+1988",
        "person": f"/people/{family.pk}/",
        "new": "/people/new/?q=Fatima Ait Hammou",
        "correct": f"/people/{family.pk}/correct/",
        "phone": f"/people/{family.pk}/phones/add/",
        "requests": "/people/access/",
        "rights": "/people/rights/",
        "household": f"/people/{family.pk}/household/add/?q=Yassine",
    }.items():
        page.goto(site.address + address)
        record_picture(page, f"people-{name}-{lang}-{width}")
        assert overflow(page) == 0, name
        assert complaints(page) == [], name


def test_candidates_come_while_typing(site, family):
    page = site.page(role="SOCIAL_WORKER", lang="ar")
    page.goto(site.address + "/people/")
    page.locator("#q").press_sequentially("fat ait ham", delay=20)
    page.wait_for_selector("#found .row-title >> text=أيت حمو", timeout=5000)


def test_a_likely_person_is_proposed_before_saving_and_chosen(site, family, record_picture):
    page = site.page(role="SOCIAL_WORKER", lang="ar")
    page.goto(site.address + "/people/new/")
    page.fill("#id_given", "فاطمة")
    page.fill("#id_family", "أيت حمو")
    page.wait_for_selector("#candidates button[name=same_as]", timeout=5000)
    page.fill("#id_birth_year", "1988")
    record_picture(page, "people-proposed-ar-1280")
    page.locator("button.btn-primary").click()
    page.wait_for_selector("#id_none_of_these")
    record_picture(page, "people-question-ar-1280")
    page.locator("button[name=same_as]").first.click()
    page.wait_for_url("**/people/*-*/")
