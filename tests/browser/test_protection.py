"""From the call about a child to the prosecutor's letter, in Arabic, as the agent of the cell does it."""

import os
import re

import pytest

from wasl.catalogue.commands import seed
from wasl.network.models import Institution


@pytest.fixture
def cell(site):
    """An agent of child protection at her desk."""
    seed()
    names = {"name_fr": "Institution d’essai", "name_ar": "مؤسسة للتجربة", "mode": Institution.Mode.DEMO}
    Institution.objects.get_or_create(pk=1, defaults=names)
    account = site.account_of("CHILD_OFFICER")

    def page(lang="ar", width=1280):
        opened = site.page(role=None, lang=lang, width=width)
        site.sign_in(opened.context, account)
        return opened

    return page, site.address


def write_down(page, address):
    page.goto(f"{address}/signals/new/")
    page.locator("label:has(input[name=way][value=phone])").click()
    page.select_option("select[name=situation]", "MALTRAIT")
    page.fill("textarea[name=words]", "توجد آثار ضرب على الذراعين ولا ترغب في العودة إلى البيت")
    page.locator("label:has(input[name=child1-sex][value=F])").click()
    page.fill("input[name=child1-age]", "11")
    page.locator("main form.form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/signals/[0-9a-f-]{36}/$"))


def test_from_the_call_to_the_letter_with_an_unknown_child(cell, record_picture):
    open_page, address = cell
    page = open_page()
    write_down(page, address)
    record_picture(page, "signal-ar")
    page.locator("a[href*='/children/']").click()
    page.locator("main form.form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/circuits/[0-9a-f-]{36}/$"))
    run = page.url
    assert "حماية الطفولة" not in page.title()
    page.locator("label:has(input[name=reperage-danger][value=immediate])").click()
    page.locator("label:has(input[name=reperage-child_seen][value=yes])").click()
    page.fill("textarea[name=reperage-first_action]", "تم الاتصال بالدرك الملكي")
    page.locator("button[name=do][value=do]").first.click()
    page.wait_for_load_state("networkidle")
    record_picture(page, "run-ar")
    action = page.locator("form[action$='/report/']").first.get_attribute("action")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    form = {"csrfmiddlewaretoken": token, "recipient": "prosecutor", "asks": "placement"}
    answer = page.context.request.post(f"{address}{action}", form=form, headers={"Referer": run})
    assert answer.ok and answer.headers["content-type"].startswith(("application/pdf", "text/html"))
    look(open_page, run, page.url, record_picture, address)


def look(open_page, run, _here, record_picture, address):
    """Narrow and wide, in both languages; a default run looks at the narrow Arabic page alone."""
    every = os.environ.get("WASL_PICTURES")
    for lang, width in (("ar", 320), ("fr", 320), ("ar", 1280), ("fr", 1280)) if every else (("ar", 320),):
        page = open_page(lang, width)
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
