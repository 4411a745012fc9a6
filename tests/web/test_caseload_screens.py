"""What is in one's hands: filters, search, a colleague who leaves, who fell out of sight, transfers, follow-ups."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.assistance.factories import case, person, working
from wasl.access.models import Account
from wasl.assistance import commands
from wasl.assistance.models import Case, CaseTransfer, FollowUp
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.rules import Particulars
from wasl.people.rules.sought import keys_of

LANGUAGES = ["fr", "ar"]


@pytest.fixture
def worker(place):
    return place.worker()


def set_case(dossier, **values):
    with system("load demo"):
        Case.objects.for_system("load demo").filter(pk=dossier.pk).update(**values)


def shown(client, query=""):
    return client.get(f"/caseload/?{query}").content.decode()


def named(worker, given, family):
    names = {"given_latin": given, "family_latin": family}
    return case(worker, person(worker, **names, keys=keys_of(Particulars(**names))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_show_what_is_late_due_quiet_or_at_rest(worker, open_as, language):
    today = timezone.localdate()
    late, review, quiet, calm = (named(worker, name, "Ait") for name in ("Lalla", "Rkia", "Quds", "Calima"))
    set_case(late, next_on=today - timedelta(days=1))
    set_case(review, review_on=today)
    set_case(quiet, news_on=today - timedelta(days=90))
    client = open_as(worker, language)
    for wanted, one in (("late", late), ("review", review), ("quiet", quiet)):
        page = shown(client, f"show={wanted}")
        assert [str(row.pk) in page for row in (late, review, quiet, calm)] == [
            row is one for row in (late, review, quiet, calm)
        ]
    assert all(str(row.pk) in shown(client) for row in (late, review, quiet, calm))


@pytest.mark.parametrize("text", ["khadija", "Khadi", "KHADÎJA", "خديجة"])
def test_a_name_is_found_in_either_script_among_ones_own(place, worker, open_as, text):
    mine, other = named(worker, "Khadija", "Oubella"), named(worker, "Brahim", "Azulay")
    hers = named(place.worker(), "Khadija", "Oubella")
    page = shown(open_as(worker), f"q={text}")
    assert [str(one.pk) in page for one in (mine, other, hers)] == [True, False, False]


def test_the_list_costs_the_same_with_more_rows(worker, open_as):
    client = open_as(worker)
    case(worker)
    shown(client)
    with CaptureQueriesContext(connection) as few:
        shown(client)
    for _ in range(6):
        case(worker)
    with CaptureQueriesContext(connection) as many:
        shown(client)
    assert len(many) == len(few) < 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_supervisor_hands_all_of_a_colleague_over(place, worker, open_as, language):
    dossiers, colleague = [case(worker) for _ in range(2)], place.worker()
    hidden = place.worker(role="WOMEN_OFFICER")
    case(hidden, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    client = open_as(place.worker(role="SUPERVISOR"), language)
    team = client.get("/caseload/team/").content.decode()
    assert str(worker.account_id) in team and str(hidden.account_id) not in team
    address = f"/caseload/team/{worker.account_id}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"to": ""}).status_code == 422
    assert client.post(address, {"to": str(colleague.account_id)}).status_code == 302
    with working(colleague) as who:
        mine = Case.objects.visible_to(who, Permission.CASE_READ).filter(worker_id=who.account_id)
        assert mine.count() == len(dossiers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_the_late_and_the_lost(place, worker, open_as, language):
    now, today = timezone.now(), timezone.localdate()
    dossier = case(worker)
    commands.follow_cases(now=now + timedelta(days=70), today=today + timedelta(days=70))
    for actor in (worker, place.worker(role="SUPERVISOR"), place.worker(place.delegation, role="DELEGATE")):
        client = open_as(actor, language)
        assert str(dossier.pk) in client.get("/caseload/lost/").content.decode()
        assert str(dossier.pk) in client.get("/caseload/late/").content.decode()
    assert str(dossier.pk) not in open_as(place.worker()).get("/caseload/lost/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_from_trying_to_reaching(worker, open_as, language):
    dossier, now = case(worker), timezone.now()
    with working(worker) as who:
        commands.close_case(actor=who, now=now, case_id=dossier.pk, reason="AUTRE", outcome="PARTLY")
        row = FollowUp.objects.visible_to(who, Permission.CASE_READ).order_by("due_on").first()
        FollowUp.objects.visible_to(who, Permission.CASE_READ).filter(pk=row.pk).update(due_on=now.date())
    client, address = open_as(worker, language), f"/caseload/follow-ups/{row.pk}/"
    assert str(row.pk) in client.get("/caseload/follow-ups/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"way": "call", "do": "try"}).status_code == 422
    assert client.post(address, {"way": "visit", "do": "try"}).status_code == 302
    assert client.post(address, {"way": "came", "do": "reached"}).status_code == 422
    reached = {"way": "came", "situation": "worse", "reopens": "on", "do": "reached"}
    assert client.post(address, reached).status_code == 302
    with working(worker) as who:
        assert Case.objects.visible_to(who, Permission.CASE_READ).get(pk=dossier.pk).state == "ROUVERT"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_transfer_from_proposing_to_taking(place, worker, open_as, language):
    dossier, receiver = case(worker), place.worker(place.stranger)
    client, address = open_as(worker, language), f"/cases/{dossier.pk}/transfer/"
    assert client.get(address).status_code == 200
    given = {"code": place.stranger.code, "reason": "NEARER", "words": "Reste l’école"}
    assert client.post(address, given | {"code": "NOWHERE"}).status_code == 422
    assert client.post(address, given).status_code == 302
    with working(worker) as who:
        (row,) = CaseTransfer.objects.visible_to(who, Permission.CASE_READ)
    one = f"/caseload/transfers/{row.pk}/"
    assert open_as(receiver, language).post(one, {"do": "take"}).status_code == 422
    delegate = open_as(place.worker(place.delegation, role="DELEGATE"), language)
    assert delegate.get(one).status_code == 200
    assert delegate.post(one, {"do": "forbid"}).status_code == 422
    assert delegate.post(one, {"do": "allow"}).status_code == 302
    taking = open_as(receiver, language)
    assert "Reste l’école" in taking.get(one).content.decode()
    assert taking.post(one, {"do": "take"})["Location"] == f"/cases/{dossier.pk}/"
    assert open_as(worker).get(f"/cases/{dossier.pk}/").status_code == 404
    assert open_as(receiver).get(f"/cases/{dossier.pk}/").status_code == 200


def test_a_nominative_transfer_asks_who_takes_it(place, open_as):
    officer = place.worker(role="WOMEN_OFFICER")
    taker = place.worker(place.emf, role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    client, address = open_as(officer), f"/cases/{dossier.pk}/transfer/"
    given = {"to_unit": str(place.emf.pk), "reason": "SAFETY", "words": "Lui parler seule"}
    asked = client.post(address, given)
    assert asked.status_code == 422 and str(taker.account_id) in asked.content.decode()
    assert client.post(address, given | {"takes": str(taker.account_id)}).status_code == 302
    for role in ("DELEGATE", "SUPERVISOR"):
        page = open_as(place.worker(place.delegation, role=role)).get("/caseload/transfers/").content.decode()
        assert "/caseload/transfers/0" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_colleague_cannot_take_is_listed_and_the_others_may_go(place, worker, open_as, language):
    closed, other, colleague = case(worker), case(worker), place.worker()
    with working(worker) as who:
        commands.deny_reader(
            actor=who, now=timezone.now(), case_id=closed.pk, account_id=colleague.account_id, reason="RELATIVE"
        )
    client, address = open_as(place.worker(role="SUPERVISOR"), language), f"/caseload/team/{worker.account_id}/"
    given = {"to": str(colleague.account_id)}
    answer = client.post(address, given)
    assert answer.status_code == 422 and str(closed.pk) in answer.content.decode()
    assert client.post(address, given | {"do": "possible"}).status_code == 302
    page = client.get(address).content.decode()
    assert (str(closed.pk) in page, str(other.pk) in page) == (True, False)


def closed(account_id):
    Account.objects.filter(pk=account_id).update(is_active=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_that_nobody_works_on_come_first(place, worker, open_as, language):
    colleague = place.worker()
    for _ in range(2):
        case(colleague)
    case(worker)
    client = open_as(place.worker(role="SUPERVISOR"), language)
    assert "note-due" not in client.get("/caseload/team/").content.decode()
    closed(worker.account_id)
    page = client.get("/caseload/team/").content.decode()
    assert "note-due" in page and page.index(str(worker.account_id)) < page.index(str(colleague.account_id))


@pytest.mark.parametrize("language", LANGUAGES)
def test_closing_an_account_says_first_what_it_still_holds(place, worker, open_as, language):
    admin = place.worker(place.delegation, role="LOCAL_ADMIN")
    dossier, client = case(worker), open_as(admin, language)
    address = f"/accounts/{worker.account_id}/close/"
    answer = client.post(address)
    page = answer.content.decode()
    assert answer.status_code == 409 and str(dossier.pk) not in page and 'value="yes"' in page
    assert Account.objects.get(pk=worker.account_id).is_active
    assert client.post(address, {"sure": "yes"}).status_code == 302
    assert not Account.objects.get(pk=worker.account_id).is_active
