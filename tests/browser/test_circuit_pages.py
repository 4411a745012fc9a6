"""Dossiers that follow circuits, as the demo tells them: nothing is cut at either width, in either language."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page

from tests.assistance import factories
from wasl.access.queries import actor_of, postings_in_force
from wasl.assistance.models import CircuitRun
from wasl.catalogue.commands import seed
from wasl.core.scope import system
from wasl.simulation import circuits


def actor(account):
    return actor_of(posting=postings_in_force(account=account, today=timezone.localdate())[0])


@pytest.fixture
def told(site, monkeypatch):
    """Every story of the demo, and the account that reads each run."""
    seed()
    factories.found_institution()
    roles = {
        circuits.WORKER: "SOCIAL_WORKER", circuits.SECOND: "SOCIAL_WORKER", circuits.COAPH: "DISABILITY_OFFICER",
        circuits.WOMEN: "WOMEN_OFFICER",
    }  # fmt: skip
    accounts = {number: site.account_of(role) for number, role in roles.items()}
    monkeypatch.setattr(circuits, "actor_numbered", lambda number: actor(accounts[number]))
    monkeypatch.setattr(circuits, "new_person", lambda who, *_, **__: factories.person(who, given_ar="فاطمة").pk)
    found = []
    for story in circuits.STORIES:
        known = {row for _, row in found}
        with transaction.atomic():
            circuits._tell(story, timezone.now() - timedelta(days=story.began), Random(1))
        with transaction.atomic(), system("load demo"):
            rows = CircuitRun.objects.for_system("load demo").exclude(pk__in=[row.pk for row in known])
            found.append((accounts[story.who], rows.get()))
    return found


def test_the_pages_of_the_demos_circuits_fit_the_screen(site, told, record_picture):
    for lang, width in (("ar", 320), ("fr", 1280)):
        page: Page = site.page(lang=lang, width=width)
        for number, (account, run) in enumerate(told):
            site.sign_in(page.context, account)
            page.goto(f"{site.address}/cases/{run.case_id}/circuits/{run.pk}/")
            record_picture(page, f"{number}-{run.circuit}-{lang}-{width}")
            assert page.locator("h1").count() == 1
            fits = "document.documentElement.scrollWidth <= window.innerWidth"
            assert page.evaluate(fits), (run.circuit, lang, width)
