"""The screens of the front door, pressed as a worker presses them, in both languages."""

import gzip
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from tests.assistance.factories import case, orientation, person, reception, working
from tests.web.test_appointments_screens import day_open
from wasl.assistance import commands, queries
from wasl.assistance.rules import Fault
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.network.models import Unit
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.wording import lapse

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "ar"]


def filled(**values):
    given = {"command_id": str(new_id()), "who": "anonymous", "need": "ADM", "urgency": "normal", "channel": "SPONT"}
    return given | {"sex": "F", "age_band": "A25_59"} | values


@pytest.mark.parametrize("language", LANGUAGES)
def test_my_day_shows_who_waits_what_came_back_and_what_is_due(place, open_as, language):
    worker, sister = place.worker(), place.worker(place.sister)
    reception(worker, urgency="urgent")
    sent = orientation(worker, registration_id=person(worker).pk, to_unit_id=place.sister.pk)
    with working(sister) as who:
        commands.answer_orientation(actor=who, now=timezone.now(), orientation_id=sent.pk, answer="ACCEPTEE")
    page = open_as(worker, language).get("/day/")
    assert page.status_code == 200
    assert len(re.findall("<section", page.content.decode())) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reception_is_put_in_the_queue_and_the_day_is_shown_at_once(place, open_as, language):
    client = open_as(place.worker(), language)
    assert client.get("/receptions/new/").status_code == 200
    page = client.post("/receptions/new/", filled())
    assert page.status_code == 200
    assert page.templates[0].name == "assistance/my_day.html"


def test_a_double_click_receives_once(place, open_as):
    worker = place.worker()
    client, form = open_as(worker), filled()
    client.post("/receptions/new/", form)
    client.post("/receptions/new/", form)
    with working(worker) as who:
        assert len(queries.my_day(actor=who, now=timezone.now()).queue) == 1


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "déjà été reçue ici aujourd"), ("ar", "سبق استقبال هذا الشخص هنا اليوم")]
)
def test_a_second_visit_is_asked_about_and_then_confirmed(place, open_as, language, sentence):
    worker = place.worker()
    her = person(worker)
    reception(worker, registration_id=her.pk)
    client = open_as(worker, language)
    asked = client.post("/receptions/new/", filled(who=str(her.pk)))
    assert asked.status_code == 422
    assert sentence in asked.content.decode()
    assert 'name="is_confirmed"' in asked.content.decode()
    assert client.post("/receptions/new/", filled(who=str(her.pk), is_confirmed="on")).status_code == 200


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "n’était pas encore ouvert ce jour-là"), ("ar", "لم يكن المركز مفتوحا بعد")]
)
def test_a_paper_of_a_day_the_centre_was_not_open_says_so(place, open_as, language, sentence):
    worker = place.worker()
    with working(worker) as who:
        (number,) = commands.print_forms(actor=who, today=timezone.localdate(), count=1)
    Unit.objects.filter(pk=place.centre.pk).update(opened_on=timezone.localdate())
    before = timezone.localdate() - timedelta(days=2)
    day = {"arrived_on_day": before.day, "arrived_on_month": before.month, "arrived_on_year": before.year}
    agent = place.centre.agents.get(account=worker.account_id)
    form = filled(form_number=number, written_by=str(agent.pk)) | day
    page = open_as(worker, language).post("/receptions/paper/", form)
    assert page.status_code == 422
    assert sentence in page.content.decode()


@pytest.mark.parametrize(("language", "words"), [("fr", "a attendu 50 min"), ("ar", "مدة الانتظار: 50 دقيقة")])
def test_the_register_says_how_long_each_waited(place, open_as, language, words):
    worker = place.worker()
    row = reception(worker, arrived_at=timezone.now() - timedelta(minutes=50))
    client = open_as(worker, language)
    assert words not in client.get("/receptions/").content.decode()
    client.post(f"/receptions/{row.pk}/state/", {"to": "heard"})
    assert words in client.get("/receptions/").content.decode()


@pytest.mark.parametrize(
    ("hours", "fr", "ar"),
    [
        (30, "30 heures", "30 ساعة"),
        (50, "2 jours", "يومان"),
        (24 * 20, "2 semaines", "أسبوعان"),
        (5735, "8 mois", "8 أشهر"),
        (24 * 800, "2 ans", "سنتان"),
    ],
)
def test_a_long_wait_is_told_as_people_say_it(hours, fr, ar):
    now = timezone.now()
    for language, words in (("fr", fr), ("ar", ar)):
        with override(language):
            assert lapse(now - timedelta(hours=hours), now) == words


@pytest.mark.parametrize("address", ["/day/", "/receptions/"])
def test_a_line_leads_to_its_reception(place, open_as, address):
    worker = place.worker()
    row = reception(worker)
    assert f'href="/receptions/{row.pk}/"' in open_as(worker).get(address).content.decode()


def test_every_refusal_has_its_sentence():
    assert set(FAULTS) == set(Fault)


@pytest.mark.parametrize(("language", "sentence"), [("fr", "pas encore"), ("ar", "لم يحن هذا اليوم بعد")])
def test_an_act_of_tomorrow_is_refused_and_what_was_typed_stays(place, open_as, language, sentence):
    day = {"occurred_on_day": "1", "occurred_on_month": "12", "occurred_on_year": "2099"}
    form = {"command_id": str(new_id()), "service": "INF", "place": "centre", "anonymous_count": "12"} | day
    page = open_as(place.worker(), language).post("/acts/new/", form)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="12"' in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_listening_is_noted_and_shown(place, open_as, language):
    worker = place.worker()
    row = reception(worker)
    client = open_as(worker, language)
    client.post(f"/receptions/{row.pk}/state/", {"to": "heard"})
    form = {"command_id": str(new_id()), "note": "Demande un acte de naissance", "sharing": "team"}
    answer = client.post(f"/receptions/{row.pk}/listen/", form)
    assert "acte de naissance" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_orienting_from_a_reception_and_answering_on_the_other_side(place, open_as, language):
    worker, sister = place.worker(), place.worker(place.sister)
    her = person(worker)
    row = reception(worker, registration_id=her.pk)
    client = open_as(worker, language)
    assert client.get(f"/receptions/{row.pk}/orient/").status_code == 200
    form = {
        "command_id": str(new_id()), "to_unit": str(place.sister.pk), "service": "FORM", "urgency": "normal",
        "basis": "CONSENT", "words": "Couture", "shared": ["given_name"],
    }  # fmt: skip
    sent = client.post(f"/receptions/{row.pk}/orient/", form)["Location"]
    assert client.get(sent).status_code == 200
    other = open_as(sister, language)
    page = other.get(sent).content.decode()
    assert "Couture" in page and "Fatima" in page and "Ait Hammou" not in page
    answered = other.post(f"{sent}answer/", {"answer": "RDV", "appointment_on_day": "1", "appointment_on_month": "12",
                                             "appointment_on_year": "2099", "appointment_at": "9h30"})  # fmt: skip
    assert answered.status_code == 302
    assert other.get("/orientations/?side=received&state=back").status_code == 200


@pytest.mark.parametrize(("language", "sentence"), [("fr", "Aucune orientation"), ("ar", "لا يوجد توجيه بهذا الرمز")])
def test_a_wrong_coupon_says_what_to_check(place, open_as, language, sentence):
    page = open_as(place.worker(), language).post("/orientations/coupon/", {"code": "7K3QF2M8XA4"})
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_coupon_leads_to_the_answer(place, open_as):
    worker = place.worker()
    sent = orientation(worker, registration_id=person(worker).pk, destination="HOPITAL")
    client = open_as(worker)
    found = client.post("/orientations/coupon/", {"code": sent.coupon})["Location"]
    assert found.startswith(f"/orientations/{sent.pk}/?via=coupon")
    client.post(f"/orientations/{sent.pk}/answer/", {"answer": "SERVIE", "via": "coupon"})
    assert client.post(f"/orientations/{sent.pk}/close/").status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_from_opening_to_closing(place, open_as, language):
    worker = place.worker()
    row = reception(worker, registration_id=person(worker).pk)
    client = open_as(worker, language)
    assert client.get(f"/receptions/{row.pk}/case/").status_code == 200
    form = {"command_id": str(new_id()), "basis": "CONSENT", "situations": ["PAUVRETE"], "severity": "2"}
    address = client.post(f"/receptions/{row.pk}/case/", form)["Location"]
    assert client.get(address).status_code == 200
    client.post(f"{address}situation/", {"code": "MALADIE", "severity": "1"})
    client.post(f"{address}state/", {"to": "EN_COURS"})
    client.post(f"{address}close/", {"reason": "OBJ_ATTEINT", "outcome": "REACHED"})
    assert client.get("/cases/?state=over").content.decode().count(address) == 1


@pytest.mark.parametrize(("language", "sentence"), [("fr", "agent de protection"), ("ar", "عون الحماية")])
def test_a_social_worker_is_told_whom_to_call(place, open_as, language, sentence):
    worker = place.worker()
    row = reception(worker, registration_id=person(worker).pk)
    form = {"command_id": str(new_id()), "basis": "CONSENT", "situations": ["VIOL_CONJ"], "severity": "3"}
    page = open_as(worker, language).post(f"/receptions/{row.pk}/case/", form)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_nominative_dossier_is_not_there_for_a_colleague(place, open_as):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    colleague = open_as(place.worker(role="WOMEN_OFFICER"))
    unknown = colleague.get(f"/cases/{new_id()}/")
    hidden = colleague.get(f"/cases/{dossier.pk}/")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert open_as(officer).get(f"/cases/{dossier.pk}/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_forms_are_printed_and_typed_back(place, open_as, language):
    worker = place.worker()
    client = open_as(worker, language)
    assert client.post("/receptions/blanks/", {"count": "2"}).content.startswith(b"%PDF")
    numbers = [f"{place.centre.code}-{timezone.localdate().year}-00002"]
    agent = place.centre.agents.get(account=worker.account_id)
    day = {"arrived_on_day": "20", "arrived_on_month": "11", "arrived_on_year": "2026", "arrived_at": "0905"}
    form = filled(form_number=numbers[0], written_by=str(agent.pk)) | day
    assert client.post("/receptions/paper/", form).status_code == 302
    again = client.post("/receptions/paper/", form | {"command_id": str(new_id())})
    assert again.status_code == 422


def test_drafts_come_back_into_the_form_and_go_with_it(place, open_as):
    client = open_as(place.worker())
    kept = client.post("/drafts/reception/", {"need": "ADM", "urgency": "urgent", "command_id": "x"})
    assert kept.status_code == 204
    page = client.get("/receptions/new/").content.decode()
    assert re.search(r'value="urgent"[^>]*checked', page)
    assert re.search(r'value="ADM"[^>]*selected', page)
    client.post("/receptions/new/", filled())
    assert client.post("/drafts/reception/", {"x": "y" * 70_000}).status_code == 413


def test_a_draft_of_a_dossier_out_of_reach_is_refused(place, open_as):
    row = reception(place.worker(place.stranger))
    assert open_as(place.worker()).post(f"/drafts/listening-{row.pk}/", {"note": "x"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/day/", "/receptions/", "/receptions/new/", "/orientations/", "/cases/", "/receptions/blanks/"]
)
def test_pages_stay_light(place, open_as, address):
    worker = place.worker()
    for _ in range(25):
        reception(worker)
    page = open_as(worker, "ar").get(address).content
    assert len(gzip.compress(page)) < 20_000


def test_a_trainer_sees_no_reception(place, open_as):
    client = open_as(place.worker(place.sister, role="EDUCATOR"))
    assert client.get("/day/").status_code == 403
    with working(place.worker()) as who:
        assert who.may(Permission.RECEPTION_READ)


@pytest.mark.parametrize("address", ["/day/", "/receptions/", "/orientations/", "/cases/"])
def test_the_cost_of_a_list_does_not_grow_with_its_rows(place, open_as, address):
    worker = place.worker()
    client = open_as(worker)

    def add():
        her = person(worker)
        reception(worker, registration_id=her.pk)
        orientation(worker, registration_id=her.pk, destination="CSU")
        case(worker, her)

    add()
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(5):
        add()
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) < 40


def test_a_nominative_orientation_asks_who_receives_and_then_leaves(place, open_as):
    officer, emf = place.worker(role="WOMEN_OFFICER"), place.worker(place.emf, role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    client = open_as(officer)
    form = {"command_id": str(new_id()), "to_unit": str(place.emf.pk), "service": "JUR", "urgency": "danger",
            "basis": "CONSENT"}  # fmt: skip
    asked = client.post(f"/cases/{dossier.pk}/orient/", form)
    assert asked.status_code == 422
    assert str(emf.account_id) in asked.content.decode()
    sent = client.post(f"/cases/{dossier.pk}/orient/", form | {"receivers": [str(emf.account_id)]})
    assert open_as(emf).get(sent["Location"]).status_code == 200
    assert open_as(place.worker(role="CENTRE_DIRECTOR")).get(sent["Location"]).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_relative_is_denied_from_the_page_of_the_case(place, open_as, language):
    officer, relative = place.worker(), place.worker()
    dossier = case(officer)
    assert open_as(relative, language).get(f"/cases/{dossier.pk}/").status_code == 200
    client = open_as(officer, language)
    client.post(f"/cases/{dossier.pk}/colleague/", {"account": str(relative.account_id), "do": "deny"})
    assert open_as(relative, language).get(f"/cases/{dossier.pk}/").status_code == 404


def test_nobody_in_particular_is_said_without_a_comma(place, open_as):
    page = open_as(place.worker()).get("/acts/new/").content.decode()
    assert "Personne" in page and not re.search(r"Personne\s*,", page)


def test_the_place_that_a_circuit_asks_for_is_chosen_already(place, open_as):
    worker = place.worker()
    dossier = case(worker)
    page = open_as(worker).get(f"/cases/{dossier.pk}/orient/?destination=HOPITAL").content.decode()
    assert re.search(r'value="HOPITAL"\s+selected', page)


def test_the_receiving_side_gives_her_a_day_from_the_orientation(place, open_as):
    worker, sister = place.worker(), place.worker(place.sister)
    sent = orientation(worker, registration_id=person(worker).pk, to_unit_id=place.sister.pk)
    client, address = open_as(sister), f"/orientations/{sent.pk}/"
    assert "/appointments/new/" not in client.get(address).content.decode()
    hers = person(sister)
    with working(sister) as who:
        commands.receive_orientation_as(actor=who, orientation_id=sent.pk, registration_id=hers.pk)
    link = re.search(rf'href="(/appointments/new/{hers.pk}/[^"]+)"', client.get(address).content.decode())[1]
    link, day = link.replace("&amp;", "&"), day_open()
    assert re.search(r'value="JUR"\s+selected', client.get(link).content.decode())
    form = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "starts": "10:00", "minutes": "30"}
    given = client.post(link, form | {"worker_id": str(sister.account_id), "place": "centre", "service": "JUR"})
    assert given.status_code == 302
    page = client.get(address).content.decode()
    assert "/appointments/new/" not in page and "10:00" in page
