import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.access.factories import actor, named, working_as

from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.journal.models import Line
from wasl.people import commands, queries
from wasl.people.models import PersonLink, Registration
from wasl.people.rules import Answer, Birth, Particulars
from wasl.people.rules.sought import sought_as

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = date(2026, 11, 21)
FATIMA = Particulars(given_ar="فاطمة", family_ar="أيت حمو", sex="F", birth=Birth(year=1988))


def register(who, **options):
    with entered(who):
        return commands.register_person(actor=who, particulars=FATIMA, now=NOW, **options)


def person(who, registration):
    with entered(who):
        return queries.person_of(actor=who, registration_id=registration.pk)


def masked(who):
    with entered(who):
        return queries.search(actor=who, sought=sought_as(FATIMA), today=TODAY).masked[0]


@pytest.fixture
def worker(institution):
    return actor("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def other(institution):
    return actor("SOCIAL_WORKER", institution.sister)


@pytest.fixture
def pair(worker, other):
    """Registered at the sister centre, then at the centre as the same person outside."""
    theirs = register(other)
    mine = register(worker, same_as=commands.registering.SameAs(token=masked(worker).token))
    return mine, theirs


def test_same_person_of_a_masked_hit_links_and_shows_nothing(pair, worker, other):
    mine, theirs = pair
    assert person(worker, mine) == person(other, theirs)
    with entered(worker):
        assert commands.open_file(actor=worker, registration_id=mine.pk).others == ()
        assert Line.objects.filter(verb="person:link", subject_id=str(mine.pk), reason="OUTSIDE").exists()
    with entered(other):
        assert commands.open_file(actor=other, registration_id=theirs.pk).others == ()


def test_the_adjudicator_of_both_is_told_and_may_take_them_apart(pair, worker, other, institution):
    mine, theirs = pair
    with working_as("ADJUDICATOR", institution.delegation) as judge:
        double = queries.doubles_to_decide(actor=judge)[0].pair
        assert {each.pk for each in queries.double_sheets(actor=judge, double_id=double.pk)[1]} == {mine.pk, theirs.pk}
        commands.decide_double(actor=judge, double_id=double.pk, answers={double.other_id: Answer.DIFFERENT})
        assert not queries.doubles_to_decide(actor=judge)
    assert person(worker, mine) != person(other, theirs)


def test_an_adjudicator_of_one_side_only_sees_no_pair(pair, institution):
    with working_as("ADJUDICATOR", institution.other) as judge:
        assert not queries.doubles_to_decide(actor=judge)


def test_who_does_not_adjudicate_reads_no_pair(pair, institution):
    with working_as("DELEGATE", institution.delegation) as delegate, pytest.raises(NotAllowed):
        queries.doubles_to_decide(actor=delegate)


def test_what_was_linked_is_undone_with_nothing_lost(pair, worker, other):
    mine, theirs = pair
    with entered(worker):
        commands.unlink(actor=worker, registration_id=mine.pk)
        links = PersonLink.objects.visible_to(worker, Permission.PERSON_READ)
        assert links.filter(registration=mine).count() == 3
    assert person(worker, mine) != person(other, theirs)


def test_two_of_ones_own_are_linked_and_undone(worker):
    first, second = register(worker), register(worker, none_of_these="UNSURE")
    own = person(worker, second)
    with entered(worker):
        commands.confirm_same(actor=worker, registration_id=second.pk, as_registration_id=first.pk)
    assert person(worker, second) == person(worker, first)
    with entered(worker):
        commands.unlink(actor=worker, registration_id=second.pk)
    assert person(worker, second) == own


def test_nothing_to_undo_is_said(worker):
    made = register(worker)
    with entered(worker), pytest.raises(commands.NothingToUndo):
        commands.unlink(actor=worker, registration_id=made.pk)


def test_nobody_links_to_a_registration_out_of_sight(worker, other):
    mine, theirs = register(worker), register(other, none_of_these="UNSURE")
    with entered(worker), pytest.raises(PersonLink.DoesNotExist):
        commands.confirm_same(actor=worker, registration_id=mine.pk, as_registration_id=theirs.pk)


def test_a_likely_double_is_found_once_and_not_again(worker, other, institution):
    register(worker)
    register(other, none_of_these="UNSURE")
    assert (commands.find_doubles(now=NOW), commands.find_doubles(now=NOW)) == (2, 0)
    with working_as("ADJUDICATOR", institution.hq) as judge:
        assert [item.pair.origin for item in queries.doubles_to_decide(actor=judge)] == ["FOUND"]


@pytest.fixture
def asked(worker, other):
    """The worker asks to read the registration of the sister centre."""
    theirs = register(other)
    with entered(worker):
        token = queries.search(actor=worker, sought=sought_as(FATIMA), today=TODAY).masked[0].token
        pk = commands.ask_access(actor=worker, token=token, reason="FOLLOW_UP", words="فاطمة أيت حمو", today=TODAY)
    return pk, theirs


def test_a_request_waits_with_those_who_follow_her_and_tells_the_asker_nothing(asked, worker, institution):
    pk, theirs = asked
    with working_as("CENTRE_DIRECTOR", institution.sister) as director:
        (request,) = queries.requests_to_decide(actor=director)
        assert (request.pk, request.registration_id, request.from_unit) == (pk, theirs.pk, institution.centre)
    with entered(worker):
        assert [(own.state, own.words) for own in queries.own_requests(actor=worker)] == [("ASKED", "فاطمة أيت حمو")]
        assert commands.open_granted(actor=worker, request_id=pk) is None


def test_asking_twice_is_asking_once(asked, worker):
    with entered(worker):
        token = masked(worker).token
        again = commands.ask_access(actor=worker, token=token, reason="URGENT", words="", today=TODAY)
    assert again == asked[0]


def test_granted_access_opens_the_identity_for_a_week_and_is_journalled(asked, worker, institution):
    pk, theirs = asked
    now = datetime.now(UTC)
    with working_as("CENTRE_DIRECTOR", institution.sister) as director:
        commands.decide_access(actor=director, request_id=pk, is_granted=True, now=now)
    with entered(worker):
        sheet = commands.open_granted(actor=worker, request_id=pk)
        assert (sheet.name_ar, sheet.birth_year) == ("فاطمة أيت حمو", 1988)
        assert (sheet.until_at - now).days == 7
        assert not Registration.objects.visible_to(worker, Permission.PERSON_READ).exists()
    with working_as("CENTRE_DIRECTOR", institution.sister):
        assert Line.objects.filter(verb="person:read_granted", subject_id=str(theirs.pk)).count() == 1


def test_a_granted_identity_is_the_askers_alone(asked, institution):
    with working_as("CENTRE_DIRECTOR", institution.sister) as director:
        commands.decide_access(actor=director, request_id=asked[0], is_granted=True, now=datetime.now(UTC))
    with working_as("SOCIAL_WORKER", institution.centre) as colleague:
        assert commands.open_granted(actor=colleague, request_id=asked[0]) is None


@pytest.mark.parametrize("ending", ["refused", "over", "ended", "protected"])
def test_what_is_not_open_reads_the_same(asked, worker, institution, ending):
    pk, theirs = asked
    now = datetime.now(UTC)
    with working_as("SUPERVISOR", institution.sister) as chief:
        decided_at = now - timedelta(days=8) if ending == "over" else now
        commands.decide_access(actor=chief, request_id=pk, is_granted=ending != "refused", now=decided_at)
        if ending == "ended":
            commands.end_access(actor=chief, request_id=pk, now=now)
        if ending == "protected":
            commands.protect_person(actor=chief, registration_id=theirs.pk, dossier_id=uuid.uuid4())
    with entered(worker):
        assert commands.open_granted(actor=worker, request_id=pk) is None


def test_a_request_is_answered_once(asked, institution):
    with working_as("CENTRE_DIRECTOR", institution.sister) as director:
        commands.decide_access(actor=director, request_id=asked[0], is_granted=False, now=NOW)
        with pytest.raises(commands.CannotDecide):
            commands.decide_access(actor=director, request_id=asked[0], is_granted=True, now=NOW)


def test_nobody_outside_answers_a_request(asked, institution):
    with working_as("CENTRE_DIRECTOR", institution.centre) as director:
        assert not queries.requests_to_decide(actor=director).exists()


def test_reading_a_file_leaves_a_line(worker):
    made = register(worker)
    with entered(worker):
        commands.open_file(actor=worker, registration_id=made.pk)
        line = Line.objects.get(verb="person:read")
    assert (line.subject_id, line.account_id, line.path) == (str(made.pk), worker.account_id, made.path)


def test_the_protected_adjudicator_decides_without_being_named(worker, other, institution):
    theirs = register(other)
    officer = actor("WOMEN_OFFICER", institution.sister)
    seal = uuid.uuid4()
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=theirs.pk, dossier_id=seal)
    assert named(officer, seal).named == {seal}
    mine = register(worker)
    commands.find_doubles(now=NOW)
    with working_as("ADJUDICATOR_PROTECTED", institution.hq) as judge:
        double = queries.doubles_to_decide(actor=judge)[0].pair
        commands.decide_double(actor=judge, double_id=double.pk, answers={double.other_id: Answer.SAME})
    assert person(worker, mine) == person(other, theirs)
