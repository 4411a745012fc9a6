import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.access.factories import actor
from tests.assistance.factories import NOW, case, person, working
from wasl.access.models import Account
from wasl.assistance.commands import CannotChangeCase, end_protection
from wasl.assistance.commands.glass import CannotBreakGlass, ask_glass, confirm_glass
from wasl.assistance.models import Case
from wasl.assistance.queries.glass import broken_on, glass_to_confirm
from wasl.assistance.rules import Fault
from wasl.assistance.rules.glass import GlassFault, GlassReason, circuits_of_person
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.models import Line

pytestmark = pytest.mark.django_db
VIOLENCE = ("VIOL_CONJ", 3, NOW.date())


@pytest.fixture
def officer(place):
    return place.worker(role="WOMEN_OFFICER")


@pytest.fixture
def protected(place, officer):
    """A woman received at the centre, and her nominative file opened by another officer of the same centre."""
    opener = place.worker(role="WOMEN_OFFICER")
    woman = person(opener, birth_year=1988)
    return woman, case(opener, woman, situations=[VIOLENCE]), opener


def ask(who, registration, *, reason="DANGER", now=NOW):
    with working(who) as fresh:
        return ask_glass(
            actor=fresh, request_id=new_id(), registration_id=registration.pk, reason=reason, words="…", now=now
        )


def confirm(who, row, *, now=NOW):
    with working(who) as fresh:
        return confirm_glass(actor=fresh, request_id=row.pk, now=now)


def sees(who, dossier):
    with working(who) as fresh:
        return Case.objects.visible_to(fresh, Permission.CASE_READ).filter(pk=dossier.pk).exists()


def test_two_agents_open_a_nominative_file_for_a_few_hours(place, officer, protected):
    woman, dossier, _ = protected
    row = ask(officer, woman)
    assert not sees(officer, dossier)
    confirmed = confirm(place.worker(role="WOMEN_OFFICER"), row)
    assert confirmed.until_at == NOW + timedelta(hours=4)


def test_the_file_is_open_to_the_asker_alone(place, officer, protected, settings):
    woman, dossier, _ = protected
    second = place.worker(role="WOMEN_OFFICER")
    confirm(second, ask(officer, woman, now=timezone.now()), now=timezone.now())
    assert sees(officer, dossier)
    assert not sees(second, dossier)


def test_nobody_confirms_their_own_request(officer, protected):
    row = ask(officer, protected[0])
    with pytest.raises(CannotBreakGlass) as caught:
        confirm(officer, row)
    assert caught.value.fault is GlassFault.SAME_AGENT


def test_a_request_is_void_after_an_hour(place, officer, protected):
    row = ask(officer, protected[0])
    with pytest.raises(CannotBreakGlass) as caught:
        confirm(place.worker(role="WOMEN_OFFICER"), row, now=NOW + timedelta(minutes=61))
    assert caught.value.fault is GlassFault.EXPIRED


def test_an_agent_of_another_circuit_is_refused(place, protected):
    with pytest.raises(CannotBreakGlass) as caught:
        ask(place.worker(role="CHILD_OFFICER"), protected[0])
    assert caught.value.fault is GlassFault.CIRCUIT


@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "EDUCATOR", "CENTRE_DIRECTOR"])
def test_a_role_outside_the_circuits_cannot_ask(place, protected, role):
    with pytest.raises(NotAllowed):
        ask(place.worker(role=role), protected[0])


def test_a_denied_account_stays_denied(place, officer, protected):
    from tests.access.factories import named

    woman, dossier, _ = protected
    named(officer, dossier.pk, is_denied=True)
    now = timezone.now()
    confirm(place.worker(role="WOMEN_OFFICER"), ask(officer, woman, now=now), now=now)
    assert not sees(officer, dossier)


def test_a_person_of_another_centre_is_not_there(place, protected):
    stranger = actor("WOMEN_OFFICER", place.stranger)
    with pytest.raises(NotAllowed):
        ask(stranger, protected[0])


def test_asking_about_somebody_without_a_file_looks_the_same(place, officer):
    with working(officer):
        plain = person(officer, birth_year=1990)
    row = confirm(place.worker(role="WOMEN_OFFICER"), ask(officer, plain))
    assert row.until_at is not None
    with system("seal journal"):
        assert not Line.objects.filter(verb="glass:break").exists()


def test_the_agent_in_charge_is_told_and_a_line_stays(place, officer, protected):
    woman, dossier, opener = protected
    confirm(place.worker(role="WOMEN_OFFICER"), ask(officer, woman))
    with working(opener) as fresh:
        (told,) = broken_on(actor=fresh, since=NOW - timedelta(days=1))
    assert (told.case_id, told.account_id) == (dossier.pk, officer.account_id)
    with system("seal journal"):
        assert Line.objects.get(verb="glass:break").subject_id == str(dossier.pk)


@pytest.mark.parametrize("told", ["opener", "officer"])
def test_my_day_tells_the_agent_in_charge_alone(client, place, officer, protected, told):
    woman, _, opener = protected
    now = timezone.now()
    confirm(place.worker(role="WOMEN_OFFICER"), ask(officer, woman, now=now), now=now)
    client.force_login(Account.objects.get(pk={"opener": opener, "officer": officer}[told].account_id))
    page = client.get("/day/").content.decode()
    assert bool(re.search(r'note-due">.*href="/glass/"', page)) is (told == "opener")


def test_who_confirms_sees_the_request_without_the_person(place, officer, protected):
    row = ask(officer, protected[0])
    with working(actor("DELEGATE", place.delegation)) as delegate:
        assert list(glass_to_confirm(actor=delegate, now=NOW)) == [row]
    with working(actor("DELEGATE", place.other)) as stranger:
        assert not glass_to_confirm(actor=stranger, now=NOW)


@pytest.mark.parametrize(
    ("birth_year", "circuits"),
    [(2015, {"CHILD"}), (1988, {"WOMEN"}), (2008, {"CHILD", "WOMEN"}), (None, {"CHILD", "WOMEN"})],
)
def test_the_circuit_follows_the_age(birth_year, circuits):
    assert circuits_of_person(birth_year=birth_year, year=2026) == circuits


def test_each_reason_and_each_fault_has_its_words():
    from wasl.web.glass.forms import REASONS
    from wasl.web.glass.messages import FAULTS

    assert set(REASONS) == set(GlassReason) and set(FAULTS) == set(GlassFault)


def test_an_emergency_opening_ends_no_protection(place, officer, protected):
    woman, dossier, _ = protected
    confirm(place.worker(role="WOMEN_OFFICER"), ask(officer, woman))
    with working(officer) as fresh, pytest.raises(CannotChangeCase) as raised:
        end_protection(actor=fresh, now=NOW, case_id=dossier.pk, reason="OVER")
    assert raised.value.fault == Fault.FOR_A_WHILE
