"""Every address × role × inside, outside, above the level. The rule is written here again, in a few plain lines."""

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, reverse

from tests.access import factories
from tests.house.addresses import OPEN, POSTED, SIGNED_IN
from tests.house.lines import LINES
from wasl.access.grants import GRANTS
from wasl.access.roles import level_of, unit_kinds_of

ROLES = sorted(GRANTS)
DONE = {200, 302, 204}
FAULTY_FORM = {400, 409, 422}


def mounted(patterns=None, space=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from mounted(pattern.url_patterns, inner)


def test_every_address_has_its_line_and_every_line_its_address():
    assert sorted(LINES) == sorted(set(mounted()))


def test_every_address_bears_a_name():
    assert [name for name in mounted() if name.endswith("None")] == []


#: Where each kind of posting is held, from the widest; the first that the role allows is taken.
PLACES = {"HQ": "hq", "COORD": "coordination", "DELEG": "delegation", "CENTRE": "centre"} | {
    "CELL": "cell",
    "TEAM": "team",
    "PARTNER": "sister",  # a partner's own units come with the chapter that gives partners their desk
}


def place_of(role, world):
    return next(getattr(world.institution, name) for kind, name in PLACES.items() if kind in unit_kinds_of(role))


def ask(client, line, method, name, arguments):
    address = reverse(name, kwargs=arguments)
    return getattr(client, method.lower())(address, dict(line.form) if method == "POST" else {})


def reaches(posting, line, world):
    if line.reach == "everywhere":
        return True
    return getattr(world.institution, line.reach).path.startswith(posting.unit.path)


def may(role, line):
    return line.needs in {OPEN, SIGNED_IN, POSTED} or line.needs in GRANTS[role]


@pytest.fixture(autouse=True)
def bare_refusals(monkeypatch):
    """Refusals by their number alone: their pages are looked at elsewhere, and there are thousands of them here."""
    for status in (403, 404):
        monkeypatch.setattr(
            f"wasl.config.urls.handler{status}",
            lambda request, exception=None, status=status: HttpResponse(status=status),
        )


@pytest.fixture
def signed_in(client, world):
    def as_role(role):
        place = place_of(role, world)
        holder = factories.account(place, password=factories.PASSWORD)
        posting = factories.posting(role, place, holder=holder)
        client.force_login(posting.account)
        return posting

    return as_role


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_addresses_and_no_other(client, world, signed_in, role):
    posting = signed_in(role)
    faults = []
    for name, line in LINES.items():
        if name in {"account_logout"}:
            continue
        for method in line.methods:
            arguments = line.inside(world) if line.inside else {}
            status = ask(client, line, method, name, arguments).status_code
            there = not line.inside or reaches(posting, line, world)
            if not may(role, line) or not there:
                good = status in {403, 404}
            else:
                good = status in DONE | FAULTY_FORM or (line.empty_at_first and status == 404)
            if not good:
                faults.append((method, name, status))
    assert faults == []


@pytest.mark.parametrize("role", [role for role in ROLES if "HQ" not in unit_kinds_of(role)])
def test_nothing_of_another_territory_is_there(client, world, signed_in, role):
    posting = signed_in(role)
    if world.institution.stranger.path.startswith(posting.unit.path):
        pytest.skip("this role reaches both delegations")
    faults = []
    for name, line in LINES.items():
        for method in line.methods if line.outside else ():
            status = ask(client, line, method, name, line.outside(world)).status_code
            if status not in {403, 404}:
                faults.append((method, name, status))
    assert faults == []


@pytest.mark.parametrize("role", ROLES)
def test_a_nominative_thing_is_not_there_for_who_is_not_named(client, world, signed_in, role):
    signed_in(role)
    assert level_of(role) <= 4
    faults = []
    for name, line in LINES.items():
        for method in line.methods if line.sealed else ():
            status = ask(client, line, method, name, line.sealed(world)).status_code
            if status not in {403, 404}:
                faults.append((method, name, status))
    assert faults == []


def test_a_stranger_to_the_house_opens_only_what_is_open(client, world):
    faults = []
    for name, line in LINES.items():
        for method in line.methods:
            arguments = line.inside(world) if line.inside else {}
            answer = ask(client, line, method, name, arguments)
            led_away = answer.status_code == 401 or answer.get("Location", "").startswith("/account/sign-in/")
            if led_away != (line.needs != OPEN) and not (line.needs == OPEN and answer.status_code == 302):
                faults.append((method, name, answer.status_code))
    assert faults == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_address_answers_other_methods(client, world, signed_in, method):
    signed_in("SYSTEM_ADMIN")
    faults = []
    for name, line in LINES.items():
        if line.needs in {SIGNED_IN, OPEN} or method in line.methods:
            continue
        arguments = line.inside(world) if line.inside else {}
        status = ask(client, line, method, name, arguments).status_code
        if status not in {403, 404, 405}:
            faults.append((name, status))
    assert faults == []
