from datetime import UTC, date, datetime, timedelta

import pytest
from tests.access import factories
from tests.network.factories import SmallInstitution

from wasl.access import commands
from wasl.access.queries import account_of, accounts_of, actor_of, needs_second_factor, postings_in_force
from wasl.access.rules import PostingRefusal, ResetRefusal
from wasl.core.authority import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def world():
    return SmallInstitution()


@pytest.fixture
def admin(world):
    return factories.actor("LOCAL_ADMIN", world.delegation)


def test_an_account_is_opened_within_the_administrators_territory(world, admin):
    account = commands.open_account(
        actor=admin, unit=world.centre, number="dm014", given_name="Ilham", family_name="Zitouni"
    )
    assert account.staff_number == "DM014"
    assert not account.has_usable_password()
    with pytest.raises(NotAllowed):
        commands.open_account(actor=admin, unit=world.stranger, number="X1", given_name="A", family_name="B")


def test_one_staff_number_one_account(world, admin):
    factories.account(world.centre, number="DM014")
    with pytest.raises(commands.NumberTaken):
        commands.open_account(actor=admin, unit=world.centre, number=" dm014 ", given_name="A", family_name="B")


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [
        ("SOCIAL_WORKER", "delegation", PostingRefusal.UNIT_KIND),
        ("SYSTEM_ADMIN", "delegation", PostingRefusal.UNIT_KIND),
        ("LOCAL_ADMIN", "delegation", PostingRefusal.CENTRAL_ROLE),
    ],
)
def test_a_role_is_given_where_it_exists_and_by_whom_may(world, admin, role, place, refusal):
    account = factories.account(world.centre)
    with pytest.raises(commands.CannotPost) as caught:
        commands.post_account(actor=admin, account=account, role=role, unit=getattr(world, place), since=TODAY)
    assert caught.value.refusal is refusal


def test_nobody_posts_themselves(world):
    account = factories.account(world.delegation)
    admin = factories.actor("LOCAL_ADMIN", world.delegation, holder=account)
    with pytest.raises(commands.CannotPost) as caught:
        commands.post_account(actor=admin, account=account, role="SUPERVISOR", unit=world.centre, since=TODAY)
    assert caught.value.refusal is PostingRefusal.OWN_ACCOUNT


def test_four_eyes_are_never_two_of_one_account(world):
    system = factories.actor("SYSTEM_ADMIN", world.hq)
    account = factories.account(world.hq)
    factories.posting("ADJUDICATOR", world.hq, holder=account)
    with pytest.raises(commands.CannotPost) as caught:
        commands.post_account(actor=system, account=account, role="ADJUDICATOR_PROTECTED", unit=world.hq, since=TODAY)
    assert caught.value.refusal is PostingRefusal.FOUR_EYES


def test_a_stand_in_has_an_end(world, admin):
    absent = factories.posting("SOCIAL_WORKER", world.centre)
    account = factories.account(world.centre)
    with pytest.raises(commands.CannotPost) as caught:
        commands.post_account(
            actor=admin, account=account, role="SOCIAL_WORKER", unit=world.centre, since=TODAY, stands_in_for=absent
        )
    assert caught.value.refusal is PostingRefusal.STAND_IN_TOO_LONG


def test_an_ended_posting_gives_nothing_from_that_day_on(world, admin):
    posting = factories.posting("SOCIAL_WORKER", world.centre)
    commands.end_posting(actor=admin, posting=posting, on=TODAY)
    assert not postings_in_force(account=posting.account, today=TODAY)
    assert postings_in_force(account=posting.account, today=TODAY - timedelta(days=1))


def test_a_closed_account_has_no_posting_in_force(world, admin):
    posting = factories.posting("SOCIAL_WORKER", world.centre)
    commands.close_account(actor=admin, account=posting.account)
    assert not postings_in_force(account=posting.account, today=TODAY)


def test_an_administrator_sees_the_accounts_of_the_territory_only(world, admin):
    mine = factories.account(world.centre, number="DM014")
    theirs = factories.account(world.stranger, number="DM015")
    assert mine in accounts_of(actor=admin, text="dm01")
    assert theirs not in accounts_of(actor=admin, text="dm01")
    assert account_of(actor=admin, account_id=theirs.pk) is None


def test_a_reset_takes_two_persons_and_one_slip(world, admin):
    account = factories.account(world.centre, number="DM014", password="ancien mot de passe")
    reset = commands.ask_reset(actor=admin, account=account, now=NOW)
    with pytest.raises(commands.CannotReset) as caught:
        commands.approve_reset(actor=admin, reset=reset, now=NOW)
    assert caught.value.refusal is ResetRefusal.SAME_PERSON
    slip = commands.approve_reset(actor=factories.actor("DELEGATE", world.delegation), reset=reset, now=NOW)
    commands.redeem_slip(staff_number="dm014", code=slip.code.lower(), password="une phrase toute neuve", now=NOW)
    account.refresh_from_db()
    assert account.check_password("une phrase toute neuve")


@pytest.mark.parametrize("later", [timedelta(hours=25), timedelta(0)])
def test_a_slip_is_used_once_and_within_a_day(world, admin, later):
    account = factories.account(world.centre, number="DM014")
    reset = commands.ask_reset(actor=admin, account=account, now=NOW)
    slip = commands.approve_reset(actor=factories.actor("DELEGATE", world.delegation), reset=reset, now=NOW)
    if not later:
        commands.redeem_slip(staff_number="DM014", code=slip.code, password="une phrase toute neuve", now=NOW)
    with pytest.raises(commands.BadSlip):
        commands.redeem_slip(staff_number="DM014", code=slip.code, password="et une autre encore", now=NOW + later)


def test_an_account_also_posted_elsewhere_is_not_reset_from_here(world, admin):
    account = factories.account(world.centre)
    factories.posting("SOCIAL_WORKER", world.stranger, holder=account)
    with pytest.raises(NotAllowed):
        commands.ask_reset(actor=admin, account=account, now=NOW)


def test_the_second_factor_is_asked_of_whoever_reads_nominative_files(world):
    officer = factories.posting("WOMEN_OFFICER", world.centre).account
    worker = factories.posting("SOCIAL_WORKER", world.centre).account
    assert needs_second_factor(account=officer, today=TODAY)
    assert not needs_second_factor(account=worker, today=TODAY)
    system = factories.actor("SYSTEM_ADMIN", world.hq)
    commands.require_second_factor(actor=system, role="SOCIAL_WORKER", is_required=True)
    assert needs_second_factor(account=worker, today=TODAY)


def test_a_role_that_is_not_in_the_table_holds_nothing(world):
    posting = factories.posting("NO_SUCH_ROLE", world.centre)
    with pytest.raises(LookupError):
        actor_of(posting=posting)
