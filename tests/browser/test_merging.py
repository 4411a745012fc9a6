"""Scenario 3 up to the merge, in both scripts, and the pages of whoever is in charge of doubles."""

import pytest
from django.db import transaction
from django.utils import timezone

from tests.access.factories import actor
from tests.browser.accessibility import complaints
from wasl.core.scope import entered
from wasl.people import commands
from wasl.people.commands.details import NewDocument, NewPhone
from wasl.people.rules import Birth, Particulars, Tier
from wasl.people.rules.review import Counts

OUAOULA = Particulars(given_latin="Fatima", family_latin="Ait Hammou", sex="F", birth=Birth(year=1988), douar="Ouaoula")
DEMNATE = Particulars(given_ar="فاطمة", family_ar="أيت حمو", sex="F", birth=Birth(year=1988))
HERS = {"sex": "F", "birth": Birth(year=1988), "douar": "Ouaoula"}
NEAR = Particulars(given_latin="Fatna", family_latin="Ait Hamou", sex="F", birth=Birth(year=1990))


def register(who, particulars, **options):
    with entered(who):
        return commands.register_person(
            actor=who, particulars=particulars, now=timezone.now(), none_of_these="UNSURE", **options
        )


def waiting(rows):
    """All pairs between these registrations wait to be reviewed."""
    reasons = ("given_other_script", "family_other_script", "year_same", "phone_same")
    pairs = [(one.pk, other.pk) for at, one in enumerate(rows) for other in rows[at + 1 :]]
    commands.store_pairs(
        pairs=[commands.ProposedPair(one, other, 0.93, 11.0, Tier.REVIEW, reasons) for one, other in pairs]
    )


@pytest.fixture
def pages(site):
    """A pair with two cards, a cluster of three, and a run that stopped by itself."""
    institution = site.institution
    with transaction.atomic():
        worker, trainer = actor("SOCIAL_WORKER", institution.centre), actor("EDUCATOR", institution.sister)
        phones = (NewPhone("0612345678"),)
        one = register(trainer, OUAOULA, documents=(NewDocument("CNIE", "JB44551"),))
        other = register(worker, DEMNATE, documents=(NewDocument("CNIE", "K991234"),), phones=phones)
        waiting([one, other])
        waiting([register(worker, NEAR), register(worker, OUAOULA), register(trainer, NEAR)])
        with entered(worker):
            commands.create_household(actor=worker, registration_id=other.pk)
            twins = [register(worker, DEMNATE), register(worker, DEMNATE)]
            commands.confirm_same(actor=worker, registration_id=twins[0].pk, as_registration_id=twins[1].pk)
    return twins[0]


def addresses_of(page, site):
    """Each kind of page once: the queue, each item in it, the trust page."""
    page.goto(f"{site.address}/people/doubles/")
    items = page.eval_on_selector_all("a[href*='/people/doubles/']", "links => links.map(link => link.href)")
    unique = [item for item in dict.fromkeys(items) if item.rstrip("/").rsplit("/", 1)[1].count("-") == 4]
    return {"queue": f"{site.address}/people/doubles/", "quality": f"{site.address}/people/doubles/quality/"} | {
        f"item-{place}": address for place, address in enumerate(unique[:2])
    }


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_pages_fit_and_can_be_read(site, pages, lang, width, record_picture):
    page = site.page(role="ADJUDICATOR", lang=lang, width=width)
    found = addresses_of(page, site)
    assert "item-1" in found
    for name, address in found.items():
        page.goto(address)
        record_picture(page, f"review-{name}-{lang}-{width}")
        assert overflow(page) == 0, name
        assert complaints(page) == [], name


def test_a_halted_comparison_and_what_holds_a_person_fit(site, pages, record_picture):
    run = commands.begin_run(is_full=True, now=timezone.now())
    with pytest.raises(commands.RunHalted):
        commands.watch_run(run_id=run.pk, counts=Counts(1_000, automatic=900), now=timezone.now())
    chief = site.page(role="ADJUDICATOR_PROTECTED", lang="ar", width=320)
    worker = site.page(role="SOCIAL_WORKER", lang="fr", width=320)
    for page, name, address in (
        (chief, "halted", "/people/doubles/quality/"),
        (chief, "halted-queue", "/people/doubles/"),
        (worker, "held", f"/people/{pages.pk}/"),
    ):
        page.goto(site.address + address)
        record_picture(page, f"review-{name}-320")
        assert overflow(page) == 0, name
        assert complaints(page) == [], name
    chief.goto(f"{site.address}/people/doubles/quality/")
    chief.locator("form[action*='/clear/'] button").click()
    chief.wait_for_selector(".messages")
    assert not chief.locator("form[action*='/clear/']").count()


@pytest.mark.parametrize(
    ("known", "given", "family", "lang"),
    [
        (Particulars(given_latin="Malika", family_latin="Ouchen", **HERS), "مليكة", "أوشن", "ar"),
        (Particulars(given_ar="رشيدة", family_ar="بنعلي", **HERS), "Rachida", "Benali", "fr"),
    ],
)
def test_she_is_proposed_before_saving_confirmed_checked_and_taken_apart_again(
    site, known, given, family, lang, record_picture
):
    """Known at Ouaoula without a card, in one script; she comes to Demnate, where she is written in the other."""
    with transaction.atomic():
        register(actor("EDUCATOR", site.institution.sister), known)
    worker = site.page(role="SOCIAL_WORKER", lang=lang)
    worker.goto(f"{site.address}/people/new/")
    worker.fill("#id_given", given)
    worker.fill("#id_family", family)
    worker.fill("#id_birth_year", "1988")
    worker.locator("button.btn-primary").click()
    worker.locator("button[name=same_as][value^='token:']").first.click()
    worker.wait_for_url("**/people/*-*/")
    assert "Ouaoula" not in worker.content()
    person = worker.url
    assert worker.locator("form[action*='/apart/']").count() == 1

    judge = site.page(role="ADJUDICATOR", lang=lang)
    judge.goto(f"{site.address}/people/doubles/?kind=SAID")
    judge.locator(".row-title a", has_text=given).first.click()
    judge.wait_for_selector("button[name=answer]")
    assert given in judge.content() and (known.given_ar or known.given_latin) in judge.content()
    record_picture(judge, f"review-scenario-{lang}-1280")
    judge.select_option("#reason", "ASKED")
    judge.locator("button[name=answer][value=SAME]").click()
    judge.wait_for_url("**/people/doubles/")
    assert judge.locator("form[action*='/undo/']").count() == 1

    worker.goto(person)
    worker.locator("form[action*='/apart/'] button").click()
    worker.wait_for_selector(".messages")
    assert worker.locator("form[action*='/apart/']").count() == 0
