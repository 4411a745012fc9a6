"""The page of a dossier: who, how to reach her, what is next, then what happened; its forms, and its cost."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.assistance.factories import case, orientation, person, working
from wasl.assistance import commands
from wasl.assistance.models import CaseTask
from wasl.assistance.queries import case_sheet
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.people.commands import add_phone
from wasl.people.commands.details import NewPhone

LANGUAGES = ["fr", "ar"]
#: What the page reads, whatever the history; session and scope apart.
TABLES = [
    "assistance_case", "people_registration", "assistance_casetask", "assistance_casenote", "assistance_act",
    "assistance_orientation", "network_unitstate", "assistance_listening", "journal_line", "people_phone",
    "assistance_casesituation", "assistance_casetask",
]  # fmt: skip


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def soon(number=3):
    return timezone.localdate() + timedelta(days=number)


def task_of(actor, dossier):
    with working(actor) as who:
        rows = CaseTask.objects.visible_to(who, Permission.CASE_READ).filter(case_id=dossier.pk, state="open")
        return rows.order_by("due_on").first()


def filled(worker, place, number):
    """A dossier with a phone, and `number` of each thing that happens."""
    her, now = person(worker), timezone.now()
    dossier = case(worker, her, situations=[("PAUVRETE", 2, timezone.localdate())])
    with working(worker) as who:
        add_phone(actor=who, registration_id=her.pk, phone=NewPhone("0661234567", contact="NEVER"))
        for _ in range(number):
            commands.write_note(
                actor=who, now=now, note_id=new_id(), case_id=dossier.pk, text="Vue au centre", readers="team"
            )  # fmt: skip
            given = {"registration_ids": [her.pk], "case_id": dossier.pk}
            commands.record_listening(actor=who, now=now, act_id=new_id(), note="Entendue", **given)
            step = commands.set_next_step(actor=who, now=now, case_id=dossier.pk, what="Appeler", due_on=soon())
            commands.finish_task(actor=who, now=now, task_id=step.pk, next_what="Revoir", next_due_on=soon(9))
    for _ in range(number):
        orientation(worker, registration_id=her.pk, case_id=dossier.pk, to_unit_id=place.emf.pk)
    return dossier


def asked(worker, dossier):
    with working(worker) as who, CaptureQueriesContext(connection) as queries:
        case_sheet(actor=who, case_id=dossier.pk, on=timezone.localdate())
    # The scope is set and taken away around it by the test itself.
    return [query["sql"] for query in queries if "set_config" not in query["sql"]]


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_costs_the_same_queries_whatever_the_history(place, number):
    worker = place.worker()
    sql = asked(worker, filled(worker, place, number))
    read = Counter(re.search(r"(?:FROM|INTO) \"?(\w+)", one)[1] for one in sql)
    assert read <= Counter(TABLES)
    assert len(TABLES) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_to_reach_her_and_what_is_next(place, open_as, language):
    worker = place.worker()
    page = open_as(worker, language).get(f"/cases/{filled(worker, place, 1).pk}/").content.decode()
    never, following = {"fr": ("Ne jamais contacter", "Revoir"), "ar": ("عدم الاتصال", "Revoir")}[language]
    assert never in page and page.index(never) < page.index(following) < page.index("Vue au centre")


def test_a_long_history_is_paged_and_loses_nothing(place, open_as):
    worker = place.worker()
    dossier = case(worker)
    now = timezone.now()
    with working(worker) as who:
        for number in range(60):
            commands.write_note(
                actor=who, now=now - timedelta(days=number // 3), note_id=new_id(), case_id=dossier.pk,
                text=f"note n°{number}.", readers="team",
            )  # fmt: skip
    client, found, address = open_as(worker), [], f"/cases/{dossier.pk}/"
    while address:
        page = client.get(address).content.decode()
        found += re.findall(r"note n°(\d+)\.", page)
        more = re.search(r'rel="next" href="\?([^"]+)"', page)
        address = f"/cases/{dossier.pk}/?{more[1]}" if more else ""
    assert sorted(map(int, found)) == list(range(60))


@pytest.mark.parametrize("key", ["x", "2026-01-01.1", "%00.%00", "2026-13-45T00:00.a"])
def test_a_key_that_was_tampered_with_gives_the_first_page(place, open_as, key):
    worker = place.worker()
    assert open_as(worker).get(f"/cases/{case(worker).pk}/?before={key}").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_from_saying_to_doing(place, open_as, language):
    worker = place.worker()
    dossier, client = case(worker), open_as(worker, language)
    address = f"/cases/{dossier.pk}/"
    assert client.post(f"{address}step/", {"what": ""}).status_code == 422
    assert client.post(f"{address}step/", {"what": "Appeler"} | day("due_on", soon())).status_code == 302
    step = f"{address}steps/{task_of(worker, dossier).pk}/"
    assert client.get(step).status_code == 200
    assert client.post(step, {"how": "fait"}).status_code == 422
    assert client.post(step, {"how": "fait", "next_what": "Revoir"} | day("next_due_on", soon(9))).status_code == 302
    assert "Revoir" in client.get(address).content.decode()


def changed(worker, task, **given):
    values = {"do": "change", "version": 1, "what": "Appeler", "urgency": "normal",
              "responsible_id": str(worker.account_id)} | day("due_on", soon())  # fmt: skip
    return values | given


@pytest.mark.parametrize(("language", "sentence"), [("fr", "Rien n’est encore enregistré"), ("ar", "لم يسجل شيء بعد")])
def test_two_who_change_one_step_see_both_values(place, open_as, language, sentence):
    worker = place.worker()
    dossier, client = case(worker), open_as(worker, language)
    client.post(f"/cases/{dossier.pk}/step/", {"what": "Appeler"} | day("due_on", soon()))
    task = task_of(worker, dossier)
    step = f"/cases/{dossier.pk}/steps/{task.pk}/"
    assert client.post(step, changed(worker, task, what="Visiter")).status_code == 302
    page = client.post(step, changed(worker, task, what="Écrire"))
    assert page.status_code == 409
    assert all(text in page.content.decode() for text in (sentence, "Visiter", "Écrire", 'value="2"'))
    assert client.post(step, changed(worker, task, what="Écrire", version=2)).status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_who_correct_the_opening(place, open_as, language):
    worker = place.worker()
    dossier, client = case(worker), open_as(worker, language)
    address = f"/cases/{dossier.pk}/change/"
    given = {"version": 1, "basis": "CONSENT", "channel": "SPONT"} | day("review_on", dossier.review_on)
    assert client.get(address).status_code == 200
    assert client.post(address, given | {"channel": "ECOLE"}).status_code == 302
    assert client.post(address, given | day("review_on", soon(20))).status_code == 302
    assert client.post(address, given | day("review_on", soon(30))).status_code == 409


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_situation_grows_graver_and_ends(place, open_as, language):
    worker, today = place.worker(), timezone.localdate()
    dossier = case(worker, situations=[("PAUVRETE", 1, today - timedelta(days=30))])
    client = open_as(worker, language)

    def latest():
        with working(worker) as who:
            return case_sheet(actor=who, case_id=dossier.pk, on=today).situations[-1]

    address = f"/cases/{dossier.pk}/situations/{latest().pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"severity": "3"} | day("day", today - timedelta(days=40))).status_code == 422
    assert client.post(address, {"severity": "3"} | day("day", today - timedelta(days=3))).status_code == 302
    assert (latest().severity, latest().since) == (3, today - timedelta(days=3))
    client.post(f"/cases/{dossier.pk}/situations/{latest().pk}/", {"severity": "3", "do": "end"})
    assert latest().until == today


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rest_then_the_end(place, open_as, language):
    worker = place.worker()
    dossier, client = case(worker), open_as(worker, language)
    address = f"/cases/{dossier.pk}/"
    assert client.get(f"{address}rest/").status_code == client.get(f"{address}close/").status_code == 200
    assert client.post(f"{address}rest/", {"reason": "AWAY"} | day("until", soon(400))).status_code == 422
    assert client.post(f"{address}rest/", {"reason": "AWAY"} | day("until", soon(20))).status_code == 302
    client.post(f"{address}state/", {"to": "EN_COURS"})
    assert client.post(f"{address}close/", {"reason": "AUTRE"}).status_code == 422
    assert client.post(f"{address}close/", {"reason": "AUTRE", "outcome": "PARTLY"}).status_code == 302
    assert client.get(address).status_code == client.get(f"{address}team/").status_code == 200


def test_the_pages_of_a_nominative_dossier_name_nobody_in_their_title(place, open_as):
    officer = place.worker(role="WOMEN_OFFICER")
    her = person(officer, given_latin="Zahra", family_latin="Oumghar")
    dossier = case(officer, her, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    client = open_as(officer)
    for page in ("", "team/", "close/", "rest/", "change/", f"steps/{task_of(officer, dossier).pk}/"):
        text = client.get(f"/cases/{dossier.pk}/{page}").content.decode()
        assert "Zahra" not in re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]
        assert "data-hide-now" in text


@pytest.mark.parametrize(("reason", "asked"), [("AUTRE", True), ("DECES", False)])
def test_once_closed_her_word_is_asked_without_naming_the_case(place, open_as, reason, asked):
    worker = place.worker()
    dossier = case(worker)
    client, address = open_as(worker), f"/cases/{dossier.pk}/"
    assert "/voices/hear/" not in client.get(address).content.decode()
    with working(worker) as who:
        commands.close_case(actor=who, now=timezone.now(), case_id=dossier.pk, reason=reason, outcome="PARTLY")
    page = client.get(address).content.decode()
    assert ('href="/voices/hear/"' in page) is asked
