from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import factories
from tests.assistance import factories as cases
from tests.network.factories import unit

from wasl.catalogue.commands import seed
from wasl.network.models import Unit
from wasl.territory.models import FormerCode

RENUMBERED = "01.051.05.01"
pytestmark = pytest.mark.django_db


def sign_in(client, role, where, language="fr"):
    client.force_login(factories.posting(role, where).account)
    client.cookies["wasl_language"] = language
    return client


@pytest.fixture
def admin_client(client, small):
    return sign_in(client, "SYSTEM_ADMIN", small.hq)


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def profile(**given):
    return {"name_fr": "Dar Taliba", "name_ar": "دار الطالبة", "type": "DAR_TALIBA"} | given


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(
    "address", ["", "map/", "MA/", "MA/new/", "{d}/change/", "{d}/move/", "{d}/close/", "{d}/correct/"]
)
def test_every_page_opens_in_both_languages(client, small, language, address):
    page = sign_in(client, "SYSTEM_ADMIN", small.hq, language).get(
        f"/network/{address.format(d=small.delegation.code)}"
    )
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_the_list_filters_and_keeps_its_filters_from_page_to_page(admin_client, small):
    for n in range(45):
        unit(parent=small.delegation, type="JE", code=f"J{n:03d}")
    page = admin_client.get("/network/?type=JE").content.decode()
    assert page.count('class="row-item"') == 40
    assert "type=JE" in page.split('rel="next" href="')[1].split('"')[0]
    after = admin_client.get("/network/?" + page.split('rel="next" href="?')[1].split('"')[0].replace("&amp;", "&"))
    assert after.content.decode().count('class="row-item"') == 5


def test_a_day_of_the_past_shows_what_stood_then(admin_client, small):
    page = admin_client.get("/network/?day_day=1&day_month=1&day_year=2009").content.decode()
    assert 'class="row-item"' not in page


def test_a_bad_filter_is_said_and_the_rest_holds(admin_client, small):
    page = admin_client.get("/network/?day_day=31&day_month=2&day_year=2020&type=CEF").content.decode()
    assert "field-error" in page or "has-error" in page
    assert page.count('class="row-item"') == 1


def test_the_map_counts_by_province(admin_client, small, reference):
    unit(parent=small.delegation, type="JE", province_code="05.081")
    page = admin_client.get("/network/map/").content.decode()
    assert "Azilal" in page and "/network/?province=05.081" in page


def test_a_unit_is_opened_on_its_day_with_its_place(admin_client, small, reference):
    given = profile(kind="CENTRE", code="e500", commune_code="05.081.15.21", capacity="٦٠", area="RUR")
    answer = admin_client.post(f"/network/{small.delegation.code}/new/", given | day("since", date(2026, 3, 2)))
    assert answer["Location"] == "/network/E500/"
    page = admin_client.get("/network/E500/").content.decode()
    assert "Tifni" in page and "Azilal" in page and "60" in page


FAULTS = {
    "a commune that was never": ({"commune_code": "99.999.01.01"}, "Aucune commune ne porte le code"),
    "a code with a dot": ({"code": "A.B"}, "sans point"),
    "a code taken": ({"code": "MA"}, "appartient déjà"),
    "no type": ({"type": ""}, "a un type"),
    "before its delegation": (day("since", date(2001, 1, 1)), "pas ouverte pendant toute cette période"),
    "before the foundation": (day("since", date(1950, 1, 1)), "fondée le 27/04/1957"),
    "an impossible day": ({"since_day": 31, "since_month": 2}, "jour"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_opening_says_what_is_wrong_and_keeps_what_was_typed(admin_client, small, fault):
    wrong, sentence = FAULTS[fault]
    given = profile(kind="CENTRE", code="E501") | day("since", date(2026, 3, 2)) | wrong
    answer = admin_client.post(f"/network/{small.delegation.code}/new/", given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode() and "دار الطالبة" in answer.content.decode()
    assert not Unit.objects.filter(code="E501").exists()


def test_a_renumbered_commune_is_answered_with_its_new_code(admin_client, small, reference):
    former = FormerCode.objects.select_related("territory").get(code=RENUMBERED)
    given = profile(kind="CENTRE", code="E502", commune_code=RENUMBERED) | day("since", date(2026, 3, 2))
    page = admin_client.post(f"/network/{small.delegation.code}/new/", given).content.decode()
    assert former.territory.code in page


def test_a_unit_is_moved_and_both_pages_show_it(admin_client, small):
    given = {"parent": small.other.pk, "version": 0} | day("since", timezone.localdate())
    admin_client.post(f"/network/{small.centre.code}/move/", given)
    assert small.centre.code in admin_client.get(f"/network/{small.other.code}/").content.decode()
    assert "Déplacée" in admin_client.get(f"/network/{small.centre.code}/").content.decode()


def test_a_form_left_open_while_another_changed_the_unit_is_told_so(admin_client, small):
    given = {"version": 0, "capacity": "12"} | profile(type="CAS") | day("since", timezone.localdate())
    assert admin_client.post(f"/network/{small.centre.code}/change/", given).status_code == 302
    again = admin_client.post(f"/network/{small.centre.code}/change/", given | {"capacity": "13"})
    assert again.status_code == 422 and "Quelqu’un vient de modifier" in again.content.decode()


def test_closing_with_units_below_asks_first(admin_client, small):
    given = {"version": 0} | day("since", timezone.localdate())
    answer = admin_client.post(f"/network/{small.delegation.code}/close/", given)
    assert answer.status_code == 422 and "2 unités" in answer.content.decode()
    assert (
        admin_client.post(f"/network/{small.delegation.code}/close/", given | {"with_units_below": "on"}).status_code
        == 302
    )
    closed = admin_client.get(f"/network/{small.centre.code}/").content.decode()
    assert "fermée" in closed and "/close/" not in closed


def test_closing_a_unit_where_agents_are_posted_asks_to_be_confirmed(admin_client, small):
    factories.posting("SOCIAL_WORKER", small.centre)
    address, given = f"/network/{small.centre.code}/close/", {"version": 0} | day("since", timezone.localdate())
    assert "1 agent y est encore affecté" in admin_client.get(address).content.decode()
    assert admin_client.post(address, given).status_code == 422
    assert Unit.objects.get(pk=small.centre.pk).closed_on is None
    assert admin_client.post(address, given | {"is_confirmed": "on"}).status_code == 302


def test_an_agent_who_leaves_before_the_closing_is_not_told(admin_client, small):
    posting = factories.posting("SOCIAL_WORKER", small.centre)
    type(posting).objects.filter(pk=posting.pk).update(until=timezone.localdate())
    page = admin_client.get(f"/network/{small.centre.code}/close/").content.decode()
    assert "encore affecté" not in page and "is_confirmed" not in page


def test_open_cases_are_counted_for_those_who_read_them_only(client, admin_client, small):
    address = f"/network/{small.centre.code}/close/"
    assert "Votre rôle ne lit ni" in admin_client.get(address).content.decode()
    seed()
    cases.case(factories.actor("SOCIAL_WORKER", small.centre))
    page = sign_in(client, "DELEGATE", small.delegation).get(address).content.decode()
    assert "1 dossier est encore ouvert" in page and "Votre rôle ne lit" not in page


def test_a_wrong_opening_date_is_corrected(admin_client, small):
    given = {"which": "opening", "version": 0} | day("since", date(2015, 9, 1))
    assert admin_client.post(f"/network/{small.centre.code}/correct/", given).status_code == 302
    assert Unit.objects.get(pk=small.centre.pk).opened_on == date(2015, 9, 1)


@pytest.mark.parametrize("address", ["change", "move", "close", "correct", "new"])
@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "CENTRE_DIRECTOR"])
def test_whoever_may_not_change_the_tree_cannot(client, small, address, role):
    sign_in(client, role, small.centre)
    given = profile(kind="CELL", code="X1", which="opening", version=0, parent=small.other.pk)
    answer = client.post(f"/network/{small.centre.code}/{address}/", given | day("since", timezone.localdate()))
    assert answer.status_code == 403
    assert Unit.objects.get(pk=small.centre.pk).version == 0 and not Unit.objects.filter(code="X1").exists()


def test_a_secret_unit_and_one_that_never_was_get_the_same_answer(client, small):
    unit(parent=small.delegation, code="E777", type="EMF", name_fr="Espace des femmes")
    sign_in(client, "SOCIAL_WORKER", small.centre)
    pages = [client.get(f"/network/{code}/") for code in ("E777", "E778")]
    assert [page.status_code for page in pages] == [404, 404]
    assert "Espace des femmes" not in client.get("/network/?words=E777").content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_the_cost_of_the_list_does_not_grow_with_its_rows(admin_client, small):
    unit(parent=small.delegation, type="JE")
    admin_client.get("/network/?type=JE")  # the first request of a session writes it
    few = queries_of(admin_client, "/network/?type=JE")
    for _n in range(30):
        unit(parent=small.delegation, type="JE")
    assert queries_of(admin_client, "/network/?type=JE") == few


def test_a_row_that_meets_a_unit_on_the_move_is_answered_with_what_to_do(admin_client, small, monkeypatch):
    def write_at_a_path_just_left(**given):
        row = [small.centre.pk, "MA.LEFT."]
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO documents_counter (unit_id, path, year, last) VALUES (%s, %s, 2026, 1)", row)

    monkeypatch.setattr("wasl.web.network.views.queries.sheet_of", write_at_a_path_just_left)
    answer = admin_client.get("/network/MA/")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "envoyez à nouveau" in page and "أعيدوا الإرسال" in page
