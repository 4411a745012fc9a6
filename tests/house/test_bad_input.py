"""Whatever is typed, no address answers with a failure of the program."""

import re
from random import Random

import pytest
from django.urls import reverse

from tests.access import factories
from tests.house.lines import LINES
from tests.house.test_addresses import may, place_of

NAUGHTY = [
    "", " ", "0", "-1", "1e999", "NaN", "٠٫٥", "٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩", "2026-02-31", "31", "13", "\u0000", "a\u0000b",
    "\u202eabc", "\u200f\u061cم", "ـــــ", "ة" * 10_000, "x" * 10_000, "=1+1", "+cmd|' /C calc'!A0", "@x", "-2+3",
    "<script>alert(1)</script>", "'; DROP TABLE people_person; --", "%s%s%n", "{{ 7*7 }}", "../../etc/passwd",
    "00000000-0000-0000-0000-000000000000", "null", "[]", "{}", "true", "😀" * 50, "٢٠٢٦", "\ud7ff", "\uffff", "\r\n",
]  # fmt: skip
PARAMETERS = (
    "q", "key", "next", "side", "state", "day", "kind", "type", "on_day", "on_month", "on_year", "period", "territory",
    "indicator", "level", "census", "area", "sex", "order", "words", "number", "lang", "code", "pick", "given",
)  # fmt: skip
ROLES = ("SOCIAL_WORKER", "DELEGATE", "STATISTICIAN", "SYSTEM_ADMIN", "ADJUDICATOR", "WOMEN_OFFICER")
FIELD = re.compile(r'name="([^"]{1,60})"')


def query(random):
    return {name: random.choice(NAUGHTY) for name in random.sample(PARAMETERS, 4)}


def form(random, names):
    return {name: random.choice(NAUGHTY) for name in names if name != "csrfmiddlewaretoken"}


def ask_everything(client, world, random, rounds, lines):
    """(failures, how many were asked). A failure is an answer of 500 or more other than "busy, send again"."""
    failures, asked = [], 0
    for name, line in lines.items():
        if name == "account_logout":
            continue
        address = reverse(name, kwargs=line.inside(world) if line.inside else {})
        fields = set()
        for _ in range(rounds):
            if "GET" in line.methods:
                answer = client.get(address, query(random))
                fields |= set(FIELD.findall(answer.content.decode(errors="replace")))
                asked += 1
                failures += [("GET", name)] if answer.status_code >= 500 else []
            if "POST" in line.methods:
                answer = client.post(address, form(random, fields or PARAMETERS))
                asked += 1
                failures += [("POST", name)] if answer.status_code >= 500 else []
    return failures, asked


def asked_of(role):
    """Addresses whose input this role has read, each by at most two roles: a refusal reads none of it."""
    mine = {}
    for name, line in LINES.items():
        readers = [each for each in ROLES if may(each, line)] or list(ROLES)
        start = sum(map(ord, name)) % len(readers)
        if role in (readers[start:] + readers[:start])[:2]:
            mine[name] = line
    return mine


def signed_in_as(client, role, world):
    place = place_of(role, world)
    holder = factories.account(place, password=factories.PASSWORD)
    client.force_login(factories.posting(role, place, holder=holder).account)


@pytest.mark.parametrize("role", ROLES)
def test_bad_input_is_answered(client, world, role):
    client.raise_request_exception = False
    signed_in_as(client, role, world)
    failures, asked = ask_everything(client, world, Random(role), rounds=1, lines=asked_of(role))
    assert asked >= len(asked_of(role)) > 20
    assert failures == []


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("seed", range(20))
def test_much_bad_input_is_answered(client, world, role, seed):
    client.raise_request_exception = False
    signed_in_as(client, role, world)
    failures, asked = ask_everything(client, world, Random(f"{role} {seed}"), rounds=4, lines=LINES)
    assert failures == []
