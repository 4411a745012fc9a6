"""Search before create: own territory by name, beyond it a masked hit, of a protected person nothing."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access.factories import actor, working_as

from wasl.core.scope import entered
from wasl.people import commands, queries
from wasl.people.commands.details import NewDocument, NewPhone
from wasl.people.commands.registering import SameAs
from wasl.people.models import NameCensus
from wasl.people.rules import Birth, Particulars
from wasl.people.rules.sought import sought_as, sought_in_box

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = date(2026, 11, 21)
OUAOULA = Particulars(
    given_latin="Fatima", family_latin="Ait Hammou", sex="F", birth=Birth(year=1988), commune_code="05.081.0311"
)
DEMNATE = Particulars(given_ar="فاطمة", family_ar="أيت حمو", sex="F", birth=Birth(year=1988))


def register(who, particulars, **options):
    with entered(who):
        return commands.register_person(actor=who, particulars=particulars, now=NOW, **options)


def found(who, particulars=None, text="", **options):
    sought = sought_as(particulars, **options) if particulars else sought_in_box(text)
    with entered(who):
        return queries.search(actor=who, sought=sought, today=TODAY)


@pytest.fixture
def worker(institution):
    return actor("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def trainer(institution):
    return actor("EDUCATOR", institution.sister)


@pytest.mark.parametrize(
    "typed", ["fatima ait ham", "Fatma Aït Hamou 1988", "فاطمة أيت حمو ", "أيت حمو فاطمه", "ait hammou fat"]
)
def test_one_box_finds_in_either_script_and_spelling(worker, typed):
    made = register(worker, OUAOULA)
    assert [each.registration for each in found(worker, text=typed).candidates] == [made]


def test_a_stranger_is_not_proposed(worker):
    register(worker, OUAOULA)
    assert found(worker, text="Brahim Oubella ").candidates == ()


def test_the_delegate_sees_candidates_of_the_centres_below(institution, worker):
    made = register(worker, OUAOULA)
    assert [each.registration for each in found(actor("DELEGATE", institution.delegation), DEMNATE).candidates] == [
        made
    ]


def test_a_sister_centre_gets_a_masked_hit_that_says_neither_who_nor_where(trainer, worker, institution):
    made = register(trainer, OUAOULA)
    outcome = found(worker, DEMNATE)
    assert outcome.candidates == () and [hit.reasons for hit in outcome.masked] == [("names", "year")]
    shown = repr(outcome)
    for secret in (str(made.pk), institution.sister.path, "Hammou", "05.081"):
        assert secret not in shown


def test_a_name_alone_gives_no_masked_hit(trainer, worker):
    register(trainer, OUAOULA)
    assert found(worker, text="Fatima Ait Hammou ").masked == ()


def test_the_commune_alone_tells_nothing_of_those_outside(trainer, worker):
    register(trainer, OUAOULA)
    same_place = Particulars(given_latin="Fatima", family_latin="Zzz", commune_code="05.081.0311")
    assert found(worker, same_place).masked == ()


def test_two_registrations_outside_of_one_person_are_one_hit(institution, trainer, worker):
    first = register(trainer, OUAOULA)
    register(trainer, DEMNATE, same_as=SameAs(first.pk))
    assert len(found(worker, DEMNATE).masked) == 1


def test_a_card_one_digit_off_is_found_in_ones_own_territory(worker):
    made = register(worker, OUAOULA, documents=(NewDocument("CNIE", "JB44551"),))
    hits = found(worker, Particulars(given_latin="Fatima"), numbers=["JB4451"])
    assert [each.registration for each in hits.candidates] == [made]


def test_a_card_finds_its_holder_outside_as_a_masked_hit(trainer, worker):
    register(trainer, OUAOULA, documents=(NewDocument("CNIE", "JB44551"),))
    assert [hit.reasons for hit in found(worker, text="jb44551").masked] == [("document",)]


def test_a_phone_above_ones_level_finds_nobody(institution, worker):
    register(worker, OUAOULA, phones=(NewPhone("0612345678", level=3),))
    educator = actor("EDUCATOR", institution.centre)
    assert found(educator, text="0612345678").candidates == ()
    assert len(found(worker, text="06 12 34 56 78").candidates) == 1


def test_no_hit_outside_for_a_protected_person_but_still_inside(institution, trainer, worker):
    made = register(trainer, OUAOULA)
    officer = actor("WOMEN_OFFICER", institution.sister)
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=made.pk, dossier_id=uuid.uuid4())
    assert found(worker, DEMNATE) == queries.Found()
    assert [each.registration for each in found(trainer, DEMNATE).candidates] == [made]


def test_protection_reaches_every_registration_of_the_person(institution, trainer, worker):
    elsewhere = register(actor("SOCIAL_WORKER", institution.stranger), OUAOULA)
    here = register(trainer, DEMNATE, same_as=SameAs(token=found(trainer, DEMNATE).masked[0].token))
    officer = actor("WOMEN_OFFICER", institution.sister)
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=here.pk, dossier_id=uuid.uuid4())
    assert elsewhere and found(worker, DEMNATE).masked == ()


def test_a_protected_and_an_unknown_person_cost_the_same_queries(institution, trainer, worker):
    made = register(trainer, OUAOULA)
    officer = actor("WOMEN_OFFICER", institution.sister)
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=made.pk, dossier_id=uuid.uuid4())
    costs = []
    for sought in (DEMNATE, Particulars(given_ar="إيدير", family_ar="أوبلا", sex="M", birth=Birth(year=1988))):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert found(worker, sought) == queries.Found()
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_second_registration_of_a_protected_person_is_accepted_and_waits(institution, trainer, worker):
    made = register(trainer, OUAOULA)
    officer = actor("WOMEN_OFFICER", institution.sister)
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=made.pk, dossier_id=uuid.uuid4())
    register(worker, DEMNATE)
    commands.find_doubles(now=NOW)
    queue = {}
    for role in ("ADJUDICATOR", "ADJUDICATOR_PROTECTED"):
        with working_as(role, institution.hq) as who:
            queue[role] = [item.pair.level for item in queries.doubles_to_decide(actor=who)]
    assert queue == {"ADJUDICATOR": [], "ADJUDICATOR_PROTECTED": [4]}


def test_a_token_serves_its_finder_alone_and_not_for_long(trainer, worker, institution):
    register(trainer, OUAOULA)
    token = found(worker, DEMNATE).masked[0].token
    colleague = actor("SOCIAL_WORKER", institution.centre)
    for who, day in ((colleague, TODAY), (worker, date(2026, 11, 23))):
        with entered(who), pytest.raises(queries.HitExpired):
            commands.ask_access(actor=who, token=token, reason="SAME_PERSON", words="", today=day)


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA", "0" * 92])
def test_a_forged_token_is_refused(worker, token):
    with entered(worker), pytest.raises(queries.HitExpired):
        commands.ask_access(actor=worker, token=token, reason="SAME_PERSON", words="", today=TODAY)


def test_the_names_that_are_one_in_both_scripts_are_said(worker):
    register(worker, OUAOULA)
    (shown,) = found(worker, DEMNATE).candidates
    assert shown.letters == (("فاطمة", "Fatima"), ("أيت حمو", "Ait Hammou"))


def test_a_name_in_the_same_script_needs_no_explanation(worker):
    register(worker, OUAOULA)
    (shown,) = found(worker, text="Fatma Ait Hamou 1988 ").candidates
    assert shown.letters == ()


def test_a_likeness_is_less_probable_in_a_larger_registry(worker):
    NameCensus.objects.create(counted_at=NOW, registrations=5_000_000, shares={"ftm": 0.05, "thm": 0.001})
    register(worker, OUAOULA)
    (shown,) = found(worker, DEMNATE).candidates
    assert not shown.is_likely


def test_counting_names_keeps_the_common_ones_and_forgets_the_count_before(worker):
    for family in ("Alaoui", "Bennani", "Tazi", "Idrissi"):
        register(worker, replace(OUAOULA, family_latin=family), none_of_these="TWIN")
    assert commands.count_names(now=NOW) == commands.count_names(now=NOW + timedelta(days=1)) == 1
    census = NameCensus.objects.get()
    assert (census.registrations, census.shares) == (4, {"ftm": 1.0})
