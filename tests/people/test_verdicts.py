"""What is said of two registrations, what follows for persons, and what keeps two apart in every way of linking."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.access.factories import actor, named
from tests.people.factories import registration

from wasl.core.permissions import Permission
from wasl.core.scope import entered, system
from wasl.people import commands, queries
from wasl.people.commands.details import NewDocument
from wasl.people.models import CannotLink, LikelyDouble, PersonLink, Verdict
from wasl.people.rules import Answer, Apart, Tier

ADJUDICATE = Permission.PERSON_ADJUDICATE


@pytest.fixture
def worker(institution):
    return actor("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def judge(institution):
    return actor("ADJUDICATOR", institution.hq)


@pytest.fixture
def made(worker):
    """`made(3)`: three registrations of the worker's unit, oldest first, each a person of its own."""

    def make(number):
        with entered(worker):
            return [registration(worker).pk for _ in range(number)]

    return make


def persons(*ids):
    with system("find person"):
        links = PersonLink.objects.for_system("find person").filter(until_at__isnull=True, registration__in=ids)
        found = dict(links.values_list("registration_id", "person_id"))
    return [found[each] for each in ids]


def are_one(*ids):
    return len(set(persons(*ids))) == 1


def same(who, one, other):
    with entered(who):
        return commands.confirm_same(actor=who, registration_id=one, as_registration_id=other)


def propose(one, other, tier=Tier.REVIEW, probability=0.9, **more):
    return commands.store_pairs(pairs=[commands.ProposedPair(one, other, probability, 9.0, tier, **more)])


def decide(who, one, other, answer):
    with entered(who):
        double = LikelyDouble.objects.visible_to(who, ADJUDICATE).get(one=min(one, other), other=max(one, other))
        (verdict,) = commands.decide_double(actor=who, double_id=double.pk, answers={double.other_id: answer})
        return verdict


def waiting(who):
    with entered(who):
        return {(item.pair.one_id, item.pair.other_id) for item in queries.doubles_to_decide(actor=who)}


def test_whole_persons_are_linked_not_single_registrations(made, worker):
    a, b, c, d = made(4)
    assert same(worker, b, a) and same(worker, d, c) and same(worker, d, a)
    assert are_one(a, b, c, d)


def test_a_person_is_the_one_its_oldest_registration_was_made_with(made, worker):
    a, b = made(2)
    own, _ = persons(a, b)
    same(worker, a, b)
    assert persons(a, b) == [own, own]


def test_taking_one_link_back_leaves_the_others(made, worker):
    a, b, c = made(3)
    before = persons(a, b, c)
    same(worker, b, a)
    same(worker, c, b)
    with entered(worker):
        held = queries.held_by(actor=worker, registration_id=a)
        commands.unlink(actor=worker, registration_id=a, verdict_id=held[0].verdict_id)
    assert persons(a, b, c) == [before[0], before[1], before[1]]


def test_what_was_said_twice_over_holds_once_one_is_taken_back(made, worker, judge):
    a, b, c = made(3)
    same(worker, b, a)
    same(worker, c, b)
    propose(a, c)
    verdict = None
    with entered(judge):
        double = LikelyDouble.objects.visible_to(judge, ADJUDICATE).get()
        (verdict,) = commands.decide_double(actor=judge, double_id=double.pk, answers={c: Answer.SAME})
    with entered(worker):
        commands.unlink(actor=worker, registration_id=b)
    assert are_one(a, c) and verdict


def test_not_the_same_ends_the_later_link_that_joined_them_and_gives_it_back_when_undone(made, worker, judge):
    a, b, c = made(3)
    same(worker, b, a)
    same(worker, c, b)
    propose(a, c)
    verdict = decide(judge, a, c, Answer.DIFFERENT)
    assert are_one(a, b) and not are_one(b, c)
    with entered(judge):
        commands.take_back(actor=judge, verdict_id=verdict)
    assert are_one(a, b, c)


@pytest.fixture
def apart(made, worker, judge):
    """Two persons of two registrations each; one of each was said not to be the other."""
    a, b, c, d = made(4)
    same(worker, b, a)
    same(worker, d, c)
    propose(a, c)
    return a, b, c, d, decide(judge, a, c, Answer.DIFFERENT)


def test_not_the_same_holds_for_the_whole_persons_in_every_way_of_linking(apart, worker, judge):
    _a, b, _c, d, _verdict = apart
    assert not same(worker, b, d)
    assert propose(b, d, Tier.AUTO, 0.999) == {"linked": 0, "kept": 1, "done": 0}
    with entered(judge), pytest.raises(commands.KeptApart):
        double = LikelyDouble.objects.visible_to(judge, ADJUDICATE).get(one=b, other=d)
        commands.decide_double(actor=judge, double_id=double.pk, answers={d: Answer.SAME})
    assert not are_one(b, d) and waiting(judge) == set()


def test_once_taken_back_they_can_be_linked(apart, worker, judge):
    *_, b, _c, d, verdict = apart
    with entered(judge):
        commands.take_back(actor=judge, verdict_id=verdict)
        with pytest.raises(commands.NothingToUndo):
            commands.take_back(actor=judge, verdict_id=verdict)
    assert same(worker, b, d) and are_one(b, d)


@pytest.mark.parametrize("reason", [Apart.TWINS, Apart.SIBLINGS])
def test_declared_twins_are_never_linked_until_it_is_lifted(made, worker, judge, reason):
    a, b = made(2)
    with entered(worker):
        commands.keep_apart(actor=worker, registration_id=b, other_id=a, reason=reason)
    assert not same(worker, a, b)
    assert propose(a, b, Tier.AUTO, 1.0)["linked"] == 0
    with entered(judge):
        (bar,) = CannotLink.objects.visible_to(judge, ADJUDICATE)
        commands.lift_apart(actor=judge, apart_id=bar.pk)
    assert same(worker, a, b)


def test_twins_that_were_linked_are_taken_apart(made, worker):
    a, b, c = made(3)
    same(worker, b, a)
    same(worker, c, a)
    with entered(worker):
        commands.keep_apart(actor=worker, registration_id=a, other_id=b, reason=Apart.TWINS)
    assert are_one(a, c) and not are_one(a, b)


def card(who, pk, number):
    with entered(who):
        commands.add_document(
            actor=who, registration_id=pk, document=NewDocument("CNIE", number), today=date(2026, 11, 22)
        )


@pytest.mark.parametrize(
    ("number", "links"), [("JB44551", True), ("JB44515", True), ("JB4455", True), ("JB44661", False), ("K991", False)]
)
def test_two_cards_more_than_one_edit_apart_are_two_persons(made, worker, number, links):
    a, b = made(2)
    card(worker, a, "JB44551")
    card(worker, b, number)
    assert same(worker, b, a) is links
    assert are_one(a, b) is links


def test_a_bar_of_cards_is_lifted_before_linking(made, worker, judge):
    a, b = made(2)
    card(worker, a, "JB44551")
    card(worker, b, "K9910")
    propose(a, b)
    with entered(judge):
        double = LikelyDouble.objects.visible_to(judge, ADJUDICATE).get()
        commands.open_double(actor=judge, double_id=double.pk)
        (bar,) = CannotLink.objects.visible_to(judge, ADJUDICATE)
        commands.lift_apart(actor=judge, apart_id=bar.pk)
    decide(judge, a, b, Answer.SAME)
    assert are_one(a, b)


def test_the_batch_links_its_automatic_tier_and_not_what_somebody_took_apart(made, worker):
    a, b = made(2)
    assert propose(a, b, Tier.AUTO, 0.999)["linked"] == 1 and are_one(a, b)
    assert propose(a, b, Tier.AUTO, 0.999)["done"] == 1
    with entered(worker):
        commands.unlink(actor=worker, registration_id=a)
    assert propose(a, b, Tier.AUTO, 0.999)["kept"] == 1 and not are_one(a, b)


@pytest.mark.parametrize("level", [3, 4])
def test_the_batch_never_links_what_is_sensitive(made, worker, institution, level):
    (a,) = made(1)
    seal = uuid.uuid4()
    officer = named(actor("WOMEN_OFFICER", institution.sister), seal)
    with entered(officer):
        b = registration(officer, level=level, seal=seal if level == 4 else None).pk
    assert propose(a, b, Tier.AUTO, 0.999)["linked"] == 0
    assert not are_one(a, b)


def test_cannot_tell_waits_no_more_until_something_new_is_known(made, judge):
    a, b = made(2)
    propose(a, b, reasons=("given_same",))
    decide(judge, a, b, Answer.UNSURE)
    assert waiting(judge) == set()
    propose(a, b, reasons=("given_same",))
    assert waiting(judge) == set()
    propose(a, b, reasons=("given_same", "date_same"))
    assert waiting(judge) == {(a, b)}


def test_pairs_that_share_somebody_are_one_item(made, judge):
    a, b, c, d = made(4)
    propose(a, b)
    propose(c, d)
    propose(b, c)
    with entered(judge):
        rows = LikelyDouble.objects.visible_to(judge, ADJUDICATE)
        assert len(set(rows.values_list("cluster", flat=True))) == 1
        assert len(queries.double_sheets(actor=judge, double_id=rows.first().pk)[1]) == 4


def test_an_answer_on_a_cluster_links_some_and_not_others(made, judge):
    a, b, c, d = made(4)
    for other in (b, c, d):
        propose(a, other)
    propose(b, c)
    with entered(judge):
        double = LikelyDouble.objects.visible_to(judge, ADJUDICATE).get(one=a, other=b)
        answers = {b: Answer.SAME, c: Answer.DIFFERENT, d: Answer.UNSURE}
        commands.decide_double(actor=judge, double_id=double.pk, answers=answers)
    assert are_one(a, b) and not are_one(a, c) and not are_one(a, d)
    assert waiting(judge) == set()


def test_a_second_answer_is_refused_until_the_first_is_undone(made, judge):
    a, b = made(2)
    propose(a, b)
    decide(judge, a, b, Answer.SAME)
    with pytest.raises(commands.AlreadyDecided):
        decide(judge, a, b, Answer.DIFFERENT)


def test_an_answer_to_what_has_changed_since_is_refused(made, worker, judge):
    a, b, c = made(3)
    propose(a, b)
    with entered(judge):
        double, _ = queries.double_sheets(
            actor=judge, double_id=LikelyDouble.objects.visible_to(judge, ADJUDICATE).get().pk
        )
        seen = queries.seen(registration_ids=[a, b])
    same(worker, c, a)
    with entered(judge), pytest.raises(commands.SeenOtherwise):
        commands.decide_double(actor=judge, double_id=double.pk, answers={b: Answer.SAME}, seen=seen)


def test_protection_raises_every_pair_to_its_own_adjudicator_and_back(made, worker, institution, judge):
    a, b, c = made(3)
    propose(a, b)
    same(worker, c, b)
    seal = uuid.uuid4()
    officer = actor("WOMEN_OFFICER", institution.centre)
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=c, dossier_id=seal)
    protected = actor("ADJUDICATOR_PROTECTED", institution.hq)
    assert (waiting(judge), waiting(protected)) == (set(), {(a, b)})
    with entered(worker):
        commands.unlink(actor=worker, registration_id=b)
    assert waiting(judge) == {(a, b)}


def test_who_is_denied_a_dossier_sees_no_pair_of_it(made, worker, institution):
    a, b = made(2)
    propose(a, b)
    seal = uuid.uuid4()
    officer = actor("WOMEN_OFFICER", institution.centre)
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=a, dossier_id=seal)
    cousin = named(actor("ADJUDICATOR_PROTECTED", institution.hq), seal, is_denied=True)
    assert waiting(cousin) == set()
    with entered(cousin), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_likelydouble")
        assert cursor.fetchone() == (0,)


def refused(who, why, statement, values=()):
    with entered(who), pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def test_an_adjudicator_of_one_side_sees_and_says_nothing(made, worker, institution):
    (a,) = made(1)
    other = actor("SOCIAL_WORKER", institution.stranger)
    with entered(other):
        b = registration(other).pk
    propose(a, b)
    one_side = actor("ADJUDICATOR", institution.delegation)
    assert waiting(one_side) == set()
    refused(one_side, "not available", "SELECT * FROM people_judge(%s, %s, 'SAME', '', NULL)", [a, b])


@pytest.mark.parametrize("table", ["people_likelydouble", "people_verdict", "people_cannotlink"])
def test_the_application_writes_no_pair_by_itself(made, judge, table):
    refused(judge, "permission denied", f"UPDATE {table} SET level = 0")


def test_the_application_reaches_no_inner_function(made, judge):
    a, b = made(2)
    refused(judge, "permission denied", "SELECT people_say(%s, %s, 'SAME', '', 'JUDGE', NULL)", [a, b])


def test_a_verdict_is_read_by_who_reaches_both_alone(made, worker, judge):
    a, b = made(2)
    same(worker, b, a)
    with entered(judge):
        assert Verdict.objects.visible_to(judge, ADJUDICATE).count() == 1
    with entered(worker), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_verdict")
        assert cursor.fetchone() == (0,)
