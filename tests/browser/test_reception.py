"""A reception counted at the desk: keys pressed, requests made, bytes received, on a line of 35 kB a second."""

import pytest
from django.db import transaction
from django.utils import timezone

from wasl.access.models import Account
from wasl.access.queries import actor_of, postings_in_force
from wasl.assistance.queries import my_day
from wasl.catalogue.commands import seed
from wasl.core.scope import entered
from wasl.people.commands import register_person
from wasl.people.rules import Birth, Particulars

NAME = "Fatima Ait Hammou"
SLOW = {"offline": False, "latency": 250, "downloadThroughput": 35_000, "uploadThroughput": 35_000}


@pytest.fixture
def desk(site):
    """A worker's page at the desk, and her account."""
    seed()
    account = site.account_of("SOCIAL_WORKER")
    with transaction.atomic():
        actor = actor_of(posting=postings_in_force(account=account, today=timezone.localdate())[0])
        with entered(actor):
            names = Particulars(given_latin="Fatima", family_latin="Ait Hammou", birth=Birth(year=1988), sex="F")
            register_person(actor=actor, particulars=names, now=timezone.now())
    page = site.page(role=None)
    site.sign_in(page.context, account)
    return page, account, site.address


class Counted:
    """Requests that reach the server once the page's style and script are at home, and what they weigh."""

    def __init__(self, page):
        self.addresses, self.keys, self.page = [], 0, page
        page.on("request", lambda request: self.addresses.append(request.url))

    def press(self, key):
        self.keys += 1
        self.page.keyboard.press(key)


def slow_down(page):
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)


def queue_of(account):
    posting = postings_in_force(account=Account.objects.get(pk=account.pk), today=timezone.localdate())[0]
    actor = actor_of(posting=posting)
    with transaction.atomic(), entered(actor):
        return [row.person.name_latin for row in my_day(actor=actor, now=timezone.now()).queue]


def test_a_known_person_is_received_in_three_requests_and_twelve_keys(desk):
    page, account, address = desk
    page.goto(f"{address}/day/")
    slow_down(page)
    count = Counted(page)
    page.goto(f"{address}/receptions/new/")
    page.keyboard.type(NAME)
    count.press("Enter")
    page.wait_for_selector("#who-1", timeout=8_000)
    page.wait_for_function("document.activeElement.id === 'who-1'", timeout=4_000)
    count.press("Space")
    for _ in range(2):
        count.press("Tab")
    for key in ("a", "i", "d"):
        count.press(key)
    count.press("Tab")
    count.press("Space")
    count.press("Enter")
    page.wait_for_selector("h1:has-text('Ma journée')", timeout=8_000)
    pages = [one for one in count.addresses if "/vendor/" not in one and "mark.svg" not in one]
    assert (len(pages), count.keys) <= (3, 12), (pages, count.keys)
    assert queue_of(account) == [NAME]
