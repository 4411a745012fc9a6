"""Declared figures, reports and proposals on screen: what is typed, what is refused, what moves."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.utils.translation import override

from tests.access import factories as access
from tests.facts.factories import Delegation, approved, entry
from wasl.access.models import Account
from wasl.core.figures import Counted, Figure
from wasl.facts.queries import proposals
from wasl.network.models import Institution
from wasl.web.reports.words import COUNTED, counted

pytestmark = pytest.mark.usefixtures("db", "reference")
#: The second column, before the value.
VERSION = r'<td class="numbers" data-label="[^"]*">(?:<bdi[^>]*>)?(\d+)(?:</bdi>)?</td><td class="numbers"'
REPORT = "/reports/provincial/?territory=05.081&period=2018"


@pytest.fixture
def azilal():
    Institution.objects.get_or_create(mode="demo", name_fr="Institution", name_ar="مؤسسة")
    return Delegation()


def signed_in(client, actor):
    client.logout()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def numbers(client):
    page = client.get(REPORT).content.decode()
    return dict(re.findall(r'href="[^"]*/rows/(\d+/\w+)/[^"]*"[^>]*><bdi>([^<]*)</bdi>', page))


def state_address(unit):
    return f"/figures/units/{unit.pk}/2018/"


def shown(client, unit):
    """The hidden ids and the values the page shows, as a browser would send them back."""
    page = client.get(state_address(unit)).content.decode()
    hidden = dict(re.findall(r'name="(seen:[^"]*)" value="([^"]*)"', page))
    return hidden | {"source": "Registre", "submit": "1"}


def test_changing_one_state_on_screen_moves_exactly_the_cells_it_feeds(client, azilal):
    cef = azilal.centre("CEF")
    approved(azilal, cef, entry("cef.beneficiaries_f", 30))
    approved(azilal, azilal.centre("JE"), entry("je.children", 42))
    before = numbers(signed_in(client, azilal.delegate))
    typed = shown(signed_in(client, azilal.declarant), cef) | {"value:cef.beneficiaries_f:": "٣١"}
    assert client.post(state_address(cef), typed).status_code == 302
    assert numbers(signed_in(client, azilal.delegate)) == before, "not before it is approved"
    assert client.post(f"{state_address(cef)}approve/").status_code == 302
    after = numbers(client)
    assert {key: after[key] for key in after if after[key] != before[key]} == {"4/beneficiaries_f": "31"}


def test_who_may_only_read_a_state_gets_no_form_to_send(client, azilal):
    je = azilal.centre("JE")
    page = signed_in(client, access.actor("SUPERVISOR", je)).get(state_address(je)).content.decode()
    assert "je.children" in page
    assert [box for box in re.findall(r'<input type="(?:text|number)"[^>]*>', page) if "disabled" not in box] == []
    assert 'class="form" method="post"' not in page


@pytest.mark.parametrize("typed", ["-3", "1,5", "douze", "999999999999999999"])
def test_a_faulty_state_says_what_is_wrong_and_keeps_what_was_typed(client, azilal, typed):
    je = azilal.centre("JE")
    values = shown(signed_in(client, azilal.declarant), je) | {"value:je.children:": typed}
    answer = client.post(state_address(je), values)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422 and f'value="{typed}"' in page and 'value="Registre"' in page
    assert "id_value:je.children:_error" in page


def test_an_empty_state_asks_for_one_value(client, azilal):
    je = azilal.centre("JE")
    answer = client.post(state_address(je), shown(signed_in(client, azilal.declarant), je))
    assert answer.status_code == 422 and "Rien n’a été saisi" in unescape(answer.content.decode())


def test_a_state_changed_meanwhile_is_not_overwritten(client, azilal):
    je = azilal.centre("JE")
    opened = shown(signed_in(client, azilal.declarant), je)
    approved(azilal, je, entry("je.children", 42))
    answer = client.post(state_address(je), opened | {"value:je.children:": "7"})
    assert answer.status_code == 422 and "Quelqu’un a modifié" in unescape(answer.content.decode())


def test_lines_of_a_measure_are_typed_one_by_one(client, azilal):
    address = f"{state_address(azilal.unit)}?measure=income_projects.projects"
    signed_in(client, azilal.declarant)
    new = {"line:income_projects.projects:0": "P-01", "new:income_projects.projects:0": "1"}
    assert client.post(address, new | {"source": "PV", "draft": "1"}).status_code == 302
    assert "P-01" in client.get(address).content.decode()


def test_a_state_is_given_back_with_a_remark_only(client, azilal):
    je = azilal.centre("JE")
    typed = shown(signed_in(client, azilal.declarant), je) | {"value:je.children:": "420"}
    client.post(state_address(je), typed)
    signed_in(client, azilal.delegate)
    client.post(f"{state_address(je)}return/", {"remark": ""})
    assert "badge-due" in client.get(state_address(je)).content.decode()
    client.post(f"{state_address(je)}return/", {"remark": "420 ?"})
    assert "420 ?" in client.get(state_address(je)).content.decode()


def test_an_indicator_is_proposed_on_screen_and_approved_by_another(client, azilal):
    proposer, approver = (access.actor("STATISTICIAN", azilal.hq) for _ in range(2))
    typed = {
        "code": "CENTRES_CAS", "label_fr": "Centres d’assistance", "label_ar": "مراكز المساعدة", "since_day": "1",
        "since_month": "1", "since_year": "2018", "where": "provincial:assistance", "unit_type": "CAS",
    }  # fmt: skip
    assert signed_in(client, proposer).post("/figures/indicators/new/", typed).status_code == 302
    (row,) = proposals(actor=proposer, kind="indicators", on=row_day())[1]
    address = f"/figures/proposals/indicators/{row.pk}/approve/"
    client.post(address)
    assert "17/value" not in numbers(signed_in(client, azilal.delegate))
    signed_in(client, approver).post(address)
    assert numbers(signed_in(client, azilal.delegate))["17/value"] == "0"


def row_day():
    from datetime import date

    return date(2018, 12, 31)


@pytest.mark.parametrize(
    ("query", "said"),
    [("territory=99.999&period=2018", "Aucun territoire ne porte ce code"),
     ("territory=05.081&period=18", "Cette période n’existe pas"),
     ("territory=05.081&period=2199", "Cette période n’a pas commencé")],
)  # fmt: skip
def test_a_report_that_cannot_be_made_says_why(client, azilal, query, said):
    answer = signed_in(client, azilal.delegate).get(f"/reports/provincial/?{query}")
    assert answer.status_code == 422 and said in unescape(answer.content.decode())


def test_an_issue_is_frozen_read_printed_and_compared(client, azilal):
    cef = azilal.centre("CEF")
    approved(azilal, cef, entry("cef.beneficiaries_f", 30))
    signed_in(client, azilal.delegate)
    issue = client.post("/reports/provincial/freeze/", {"territory": "05.081", "period": "2018"})["Location"]
    approved(azilal, cef, entry("cef.beneficiaries_f", 31))
    assert "<bdi>30</bdi>" in client.get(issue).content.decode()
    assert client.get(f"{issue}ar.pdf").content.startswith(b"%PDF-")
    assert "+1" in client.get(f"{issue}difference/").content.decode()
    live = unescape(client.get(REPORT).content.decode())
    assert f"{issue}difference/" in live


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("code", ["provincial", "activity"])
def test_every_report_shows_itself_with_no_data_at_all(client, azilal, code, language):
    client.cookies["wasl_language"] = language
    assert signed_in(client, azilal.delegate).get(f"/reports/{code}/?territory=05.081&period=2018").status_code == 200


def test_the_rows_behind_a_declared_number_open_the_states_they_were_typed_in(client, azilal):
    je = azilal.centre("JE")
    approved(azilal, je, entry("je.children", 42))
    address = "/reports/provincial/rows/5/children/?territory=05.081&period=2018"
    page = signed_in(client, azilal.delegate).get(address).content.decode()
    assert f'href="{state_address(je)}"' in page and client.get(state_address(je)).status_code == 200


def test_every_version_of_a_state_is_reached_page_by_page(client, azilal):
    centre = azilal.centre("CEF")
    for value in range(60):
        approved(azilal, centre, entry("cef.beneficiaries_f", value))
    page, seen = client_page(signed_in(client, azilal.delegate), f"{state_address(centre)}versions/"), []
    while True:
        seen += re.findall(VERSION, page)
        following = re.search(r'rel="next" href="\?([^"]*)"', page)
        if following is None:
            break
        page = client_page(client, f"{state_address(centre)}versions/?{unescape(following[1])}")
    assert [int(number) for number in seen] == list(range(60, 0, -1))


def client_page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("number", "fr", "ar"),
    [(1, "établissement", "مؤسسة"), (2, "établissements", "مؤسستان"), (5, "établissements", "مؤسسات")],
)
def test_what_is_counted_agrees_with_its_number(number, fr, ar):
    figure = Figure(Decimal(number), Counted.ESTABLISHMENT)
    for language, word in (("fr", fr), ("ar", ar)):
        with override(language):
            assert counted(Counted.ESTABLISHMENT, figure) == word
    assert set(COUNTED) == set(Counted)
