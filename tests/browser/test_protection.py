"""Scenario 10 in Arabic: from the call about a child to the prosecutor's letter, the placement that is ordered, its
review, and the figures of the year, as the agents of the cell and the delegate see them."""

import os
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from tests.access.factories import account, posting
from tests.assistance.factories import found_institution, working
from tests.network.factories import unit
from wasl.access.queries import actor_of
from wasl.assistance.commands.signals import record_signal
from wasl.assistance.rules.signals import Child
from wasl.catalogue.commands import seed
from wasl.core.identifiers import new_id
from wasl.territory.commands import load_reference
from wasl.territory.models import Territory

SUCCESS = ".message-success"


@pytest.fixture
def azilal(site):
    """A delegation with its cell."""
    seed()
    found_institution()
    load_reference()
    with transaction.atomic():
        names = {"name_fr": "Azilal", "name_ar": "أزيلال", "province_code": "05.081"}
        delegation = unit("DELEG", parent=site.institution.coordination, **names)
        upe = unit("CELL", parent=delegation, type="UPE")
        officer = posting("CHILD_OFFICER", upe, holder=account(upe))
        delegate = posting("DELEGATE", delegation, holder=account(delegation))
    return site, communes().first().code, officer, delegate


def communes():
    found = Territory.objects.filter(code__startswith="05.081.", level="commune", latitude__isnull=False)
    return found.order_by("code")


@pytest.fixture
def homes(azilal):
    """Two homes for children, one near, one far: one test alone asks for them, for they are seen from everywhere."""
    delegation = azilal[3].unit
    near, far = communes().first(), communes().last()
    with transaction.atomic():
        for name, where, capacity in (("دار الأطفال القريبة", near, 40), ("دار الأطفال البعيدة", far, 60)):
            unit(
                "CENTRE", parent=delegation, type="DAR_ATFAL", name_ar=name, name_fr=name, eps_category="EPS-ENF",
                commune_code=where.code, capacity=capacity,
            )  # fmt: skip


@pytest.fixture
def open_as(azilal):
    """A tab of one of them."""
    site = azilal[0]

    def opened(who, lang="ar", width=1280):
        page = site.page(lang=lang, width=width)
        site.sign_in(page.context, who.account)
        return page

    return opened


def write_down(page, address, commune):
    page.goto(f"{address}/signals/new/")
    page.locator("label:has(input[name=way][value=phone])").click()
    page.select_option("select[name=situation]", "MALTRAIT")
    page.fill("textarea[name=words]", "توجد آثار ضرب على الذراعين ولا ترغب في العودة إلى البيت")
    page.locator("label:has(input[name=child1-sex][value=F])").click()
    page.fill("input[name=child1-age]", "11")
    page.select_option("select[name=commune_code]", commune)
    page.locator("main form.form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/signals/[0-9a-f-]{36}/$"))


def do(page, code, **answers):
    """Does a step of the circuit as its form asks."""
    form = page.locator(f"form:has([name^='{code}-'])").first
    box = form.locator("xpath=ancestor::details[1]")
    if box.get_attribute("open") is None:
        box.locator("> summary").click()
    for name, value in answers.items():
        fill(form, name if name == "no_form" else f"{code}-{name}", value)
    press(page, form.locator("button[value=do]"))


def press(page, button):
    """What was said of the act before is not what is waited for: the page that follows says it."""
    with page.expect_navigation(wait_until="commit"):
        button.click()
    page.wait_for_selector(SUCCESS)


def fill(form, name, value):
    if hasattr(value, "year"):
        form.locator(f"[name='{name}_day']").fill(str(value.day))
        form.locator(f"[name='{name}_month']").select_option(str(value.month))
        form.locator(f"[name='{name}_year']").fill(str(value.year))
    elif form.locator(f"input[type=radio][name='{name}']").count():
        form.locator(f"label:has(input[name='{name}'][value='{value}'])").click()
    elif form.locator(f"select[name='{name}']").count():
        form.locator(f"select[name='{name}']").select_option(value)
    else:
        form.locator(f"[name='{name}']").fill(value)


def letter_to_the_prosecutor(page, address):
    action = page.locator("form[action$='/report/']").first.get_attribute("action")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    form = {"csrfmiddlewaretoken": token, "recipient": "prosecutor", "asks": "placement"}
    answer = page.context.request.post(f"{address}{action}", form=form, headers={"Referer": page.url})
    assert answer.ok and answer.headers["content-type"].startswith(("application/pdf", "text/html"))


def shown(day):
    return f"{day:%d/%m/%Y}"


@pytest.mark.usefixtures("homes")
def test_from_the_call_to_a_placement_and_its_review(azilal, open_as, record_picture):
    """Nobody knows her name; only an order places her, in a home from the nearest on."""
    site, commune, officer, _delegate = azilal
    page, today = open_as(officer), timezone.localdate()
    write_down(page, site.address, commune)
    record_picture(page, "signal-ar")
    page.locator("a[href*='/children/']").click()
    page.locator("main form.form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/circuits/[0-9a-f-]{36}/$"))
    run = page.url
    assert "حماية الطفولة" not in page.title()
    do(page, "reperage", danger="immediate", child_seen="yes", first_action="تم الاتصال بالدرك الملكي")
    record_picture(page, "run-ar")
    letter_to_the_prosecutor(page, site.address)
    do(page, "signalement", sent_on=today, way="hand")
    do(page, "reponse", answer="judge", answered_on=today)
    do(page, "evaluation", family="جدة ترعاها", siblings="no", conclusion="danger", no_form="unsafe")
    do(page, "transmission", sent_on=today, judge="JUGE_MIN")
    do(page, "jugement", answer="placement", answered_on=today)
    homes = page.locator("section", has_text="دار الأطفال").last.locator(".row-title")
    assert [home.inner_text() for home in homes.all()] == ["دار الأطفال القريبة", "دار الأطفال البعيدة"]
    record_picture(page, "run-places-ar")
    home = {"establishment": "دار الأطفال القريبة", "placed_on": today}
    do(page, "placement", ordered_by="judge", order_number="77/2026", order_on=today, **home)
    now = page.locator("section[aria-labelledby=now]")
    expect(now).to_contain_text(shown(today + timedelta(days=30)))
    expect(now).to_contain_text(shown(today + timedelta(days=90)))
    look(open_as, officer, run, record_picture, site.address)


def heard(officer, count, situation, commune):
    with transaction.atomic(), working(actor_of(posting=officer)) as who:
        for number in range(count):
            record_signal(
                actor=who, now=timezone.now(), signal_id=new_id(), way="phone", urgency="urgent", situation=situation,
                words=f"حالة {number}", children=[Child(sex="M", age=9)], commune_code=commune,
            )  # fmt: skip


def test_a_second_call_counts_no_child_twice_and_the_committee_reads_no_small_figure(azilal, open_as, record_picture):
    site, commune, officer, delegate = azilal
    for situation, count in (("MALTRAIT", 24), ("EXPLOIT", 17), ("MARIAGE_MIN", 3)):
        heard(officer, count, situation, commune)
    page, committee = open_as(officer), open_as(delegate)
    write_down(page, site.address, commune)
    assert counted(committee, site.address) == "45"
    write_down(page, site.address, commune)
    press(page, page.locator("button[name=do][value=join]").first)
    assert counted(committee, site.address) == "45"
    record_picture(committee, "committee-ar")
    married = committee.locator("tr", has_text="زواج").locator("td").last
    assert married.inner_text() == "*"


def counted(page, address):
    page.goto(f"{address}/signals/committee/")
    return page.locator("tbody tr").last.locator("td").last.inner_text()


def look(open_as, officer, run, record_picture, address):
    """Narrow and wide, in both languages; a default run looks at the narrow Arabic page alone."""
    every = os.environ.get("WASL_PICTURES")
    for lang, width in (("ar", 320), ("fr", 320), ("ar", 1280), ("fr", 1280)) if every else (("ar", 320),):
        page = open_as(officer, lang, width)
        pages = {"run": run, "new": f"{address}/signals/new/"} | (
            {
                "inbox": f"{address}/signals/?state=followed", "duty": f"{address}/duty/",
                "committee": f"{address}/signals/committee/", "circuits": run.rsplit("/", 2)[0] + "/",
            } if every else {}
        )  # fmt: skip
        for name, where in pages.items():
            page.goto(where, wait_until="networkidle")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} {lang} {width} runs over by {wide}"
            record_picture(page, f"{name}-{lang}-{width}")
