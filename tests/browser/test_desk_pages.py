"""The pages of the desk, with something in each of them: nothing is cut at either width, in either language.

A file of its own, since the site is shared by the tests of a file and what is received here fills the day's queue.
"""

import pytest
from django.db import transaction
from django.utils import timezone

from tests.assistance import factories
from wasl.access.queries import actor_of, postings_in_force
from wasl.catalogue.commands import seed


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_the_desk_fit_the_screen(site, record_picture, lang, width):
    seed()
    account = site.account_of("SOCIAL_WORKER")
    with transaction.atomic():
        actor = actor_of(posting=postings_in_force(account=account, today=timezone.localdate())[0])
        factories.NOW, before = timezone.now(), factories.NOW
        her = factories.person(actor, given_ar="فاطمة", family_ar="أيت حمو")
        row = factories.reception(actor, registration_id=her.pk, urgency="urgent")
        factories.reception(actor)
        sent = factories.orientation(actor, registration_id=her.pk, destination="CSU", shared={"given_name": "Fatima"})
        file = factories.case(actor, her)
        factories.NOW = before
    page = site.page(lang=lang, width=width)
    site.sign_in(page.context, account)
    for name, address in {
        "day": "/day/", "receive": "/receptions/new/?q=Fatima", "register": "/receptions/",
        "reception": f"/receptions/{row.pk}/", "orient": f"/receptions/{row.pk}/orient/",
        "orientations": "/orientations/", "orientation": f"/orientations/{sent.pk}/", "cases": "/cases/",
        "case": f"/cases/{file.pk}/", "blanks": "/receptions/blanks/", "paper": "/receptions/paper/",
        "open_case": f"/receptions/{row.pk}/case/", "coupon": "/orientations/coupon/", "catalogue": "/catalogue/",
        "deadlines": "/catalogue/parameters/",
    }.items():  # fmt: skip
        page.goto(site.address + address)
        record_picture(page, f"{name}-{lang}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
