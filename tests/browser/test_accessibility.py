"""No accessibility error on any page that needs no identifier, in both languages and widths.

Pages are found by themselves: every address without arguments is opened under the first role that may. Addresses with
arguments are added to `WITH_DATA` by the rooms, as functions that make what they show.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.assistance.factories import found_institution
from tests.browser.accessibility import complaints
from wasl.catalogue.commands import seed

ROLES = (
    "SYSTEM_ADMIN",
    "SOCIAL_WORKER",
    "DELEGATE",
    "STATISTICIAN",
    "LOCAL_ADMIN",
    "CENTRE_DIRECTOR",
    "DPO",
    "CHILD_OFFICER",
    "COMPLAINT_HANDLER",
)

#: Role -> function of the site that makes something and gives the address of its page.
WITH_DATA: list[tuple[str, Callable[[Any], str]]] = []


def fixed_addresses(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    """Every address of the site that takes no argument."""
    for pattern in patterns:
        route = str(pattern.pattern)
        if "<" in route or "(" in route:
            continue
        if isinstance(pattern, URLResolver):
            yield from fixed_addresses(pattern.url_patterns, prefix + route)
        else:
            yield prefix + route


def is_page(answer: Any) -> bool:
    """A whole page: a fragment is judged inside the page that asks for it."""
    return answer.status_code == 200 and answer.content.lstrip()[:15].lower() == b"<!doctype html>"


def opened_by(accounts: dict[str, Any], address: str) -> str | None:
    """The first role that sees a page at the address; "" for nobody signed in, None if it is no page."""
    if is_page(Client().get(address)):
        return ""
    for role, account in accounts.items():
        client = Client()
        client.force_login(account)
        if is_page(client.get(address)):
            return role
    return None


@pytest.fixture
def pages(site):
    seed()
    found_institution()
    accounts = {role: site.account_of(role) for role in ROLES}
    found = [
        (opened_by(accounts, address), address) for address in sorted(set(fixed_addresses(get_resolver().url_patterns)))
    ]
    found += [(role, make(site)) for role, make in WITH_DATA]
    return accounts, [(role, address) for role, address in found if role is not None]


def findings(page):
    """What is wrong with the page shown, at both widths."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"{width} px: {line}" for line in complaints(page))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{width} px: {wide} px too wide"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_page_has_an_accessibility_error(site, pages, record_picture, lang):
    accounts, addresses = pages
    page = site.page(lang=lang)
    found = []
    for role, address in [*addresses, ("", "/no-such-page/")]:
        page.context.clear_cookies(name="wasl")
        if role:
            site.sign_in(page.context, accounts[role])
        page.goto(site.address + address)
        record_picture(page, f"{address.strip('/').replace('/', '-') or 'home'}-{lang}")
        found += [f"{address} {line}" for line in findings(page)]
    assert len(addresses) > 5
    assert found == []
