import uuid
from datetime import UTC, date, datetime

import pytest
from tests.access.factories import actor, named, working_as

from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.people import commands, queries
from wasl.people.commands.details import NewAddress, NewPhone
from wasl.people.models import Address, Membership, Phone, Registration
from wasl.people.rules import Birth, Particulars

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def register(who, given, family="Ait Hammou", **options):
    particulars = Particulars(given_latin=given, family_latin=family, birth=Birth(year=1988))
    with entered(who):
        return commands.register_person(
            actor=who, particulars=particulars, now=NOW, none_of_these="RELATIVE", **options
        )


@pytest.fixture
def worker(institution):
    return actor("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def family(worker):
    """Brahim, head; Fatima, his wife, since 2010; with a phone and an address each."""
    husband = register(worker, "Brahim")
    wife = register(worker, "Fatima", phones=(NewPhone("0612345678"),))
    with entered(worker):
        home = commands.create_household(actor=worker, registration_id=husband.pk)
        commands.join_household(
            actor=worker, household_id=home.pk, registration_id=wife.pk, role="CONJ", today=TODAY,
            since=date(2010, 5, 1),
        )  # fmt: skip
        commands.add_address(
            actor=worker, registration_id=wife.pk, address=NewAddress(landmark="près du puits"), today=TODAY
        )
    return husband, wife, home


def members(who, registration):
    with entered(who):
        file = commands.open_file(actor=who, registration_id=registration.pk)
        return [member.registration.given_latin for home in file.homes for member in home.members]


def test_members_stand_with_their_days(worker, family):
    husband, _, home = family
    assert set(members(worker, husband)) == {"Brahim", "Fatima"}
    with entered(worker):
        in_2005 = queries.members_on(actor=worker, household_id=home.pk, day=date(2005, 1, 1))
        assert [row.registration_id for row in in_2005] == [husband.pk]


def test_who_lives_somewhere_already_does_not_join_twice(worker, family):
    _, wife, home = family
    with entered(worker), pytest.raises(commands.AlreadyMember):
        commands.join_household(actor=worker, household_id=home.pk, registration_id=wife.pk, role="ENF", today=TODAY)


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (date(2027, 1, 1), None, "FUTURE"),
        (None, date(2027, 1, 1), "FUTURE"),
        (date(2020, 1, 2), date(2020, 1, 2), "ENDS_BEFORE_START"),
    ],
)
def test_impossible_days_are_refused(worker, family, since, until, code):
    with entered(worker):
        row = Membership.objects.visible_to(worker, Permission.PERSON_READ).first()
        with pytest.raises(commands.BadDates) as raised:
            commands.change_membership(
                actor=worker, membership_id=row.pk, role="ENF", since=since, until=until, today=TODAY
            )
    assert raised.value.code == code


def test_who_left_can_join_another_household(worker, family):
    _, wife, _ = family
    with entered(worker):
        row = Membership.objects.visible_to(worker, Permission.PERSON_READ).get(registration=wife)
        commands.leave_household(actor=worker, membership_id=row.pk, until=date(2026, 1, 1), today=TODAY)
        commands.create_household(actor=worker, registration_id=wife.pk)
    assert members(worker, wife) == ["Fatima", "Brahim", "Fatima"]


def test_a_protected_wife_leaves_without_a_trace(worker, family, institution):
    husband, wife, home = family
    officer, dossier = actor("WOMEN_OFFICER", institution.centre), uuid.uuid4()
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=wife.pk, dossier_id=dossier)
    assert members(worker, husband) == ["Brahim"] and members(worker, wife) == []
    with entered(worker):
        for model in (Phone, Address, Membership):
            rows = model.objects.visible_to(worker, Permission.PERSON_READ)
            assert not rows.filter(registration=wife).exists()
            past = getattr(model, "pgh_event_model").objects  # noqa: B009
            assert not past.visible_to(worker, Permission.PERSON_READ).filter(registration=wife).exists()
        assert Registration.objects.visible_to(worker, Permission.PERSON_READ).filter(pk=wife.pk).exists()


def test_she_is_a_household_of_her_own_with_her_child_for_the_named(worker, family, institution):
    _, wife, _ = family
    child = register(worker, "Yassine")
    dossier = uuid.uuid4()
    officer = actor("WOMEN_OFFICER", institution.centre)
    with entered(officer):
        for each in (wife, child):
            commands.protect_person(actor=officer, registration_id=each.pk, dossier_id=dossier)
    officer = named(officer, dossier)
    with entered(officer):
        own = queries.homes_of(actor=officer, registration_id=child.pk)
    assert [[row.registration.given_latin for row in home.members] for home in own] == [["Fatima", "Yassine"]]


def test_protecting_twice_changes_nothing(worker, family, institution):
    _, wife, _ = family
    dossier = uuid.uuid4()
    officer = actor("WOMEN_OFFICER", institution.centre)
    with entered(officer):
        for _time in range(2):
            commands.protect_person(actor=officer, registration_id=wife.pk, dossier_id=dossier)
    officer = named(officer, dossier)
    with entered(officer):
        assert Membership.objects.visible_to(officer, Permission.PERSON_READ).filter(level=4).count() == 2


def test_nobody_protects_somebody_out_of_scope(worker, family, institution):
    with working_as("WOMEN_OFFICER", institution.stranger) as officer, pytest.raises(Registration.DoesNotExist):
        commands.protect_person(actor=officer, registration_id=family[1].pk, dossier_id=uuid.uuid4())


def test_a_new_address_ends_the_former(worker, family):
    _, wife, _ = family
    with entered(worker):
        commands.add_address(
            actor=worker, registration_id=wife.pk, address=NewAddress(commune_code="05.081.0103"), today=TODAY
        )
        rows = Address.objects.visible_to(worker, Permission.PERSON_READ).order_by("id")
        assert [row.until for row in rows] == [TODAY, None]


def test_the_most_cautious_word_on_any_number_comes_first(worker):
    made = register(worker, "Zahra", phones=(NewPhone("0612345678"), NewPhone("0712345678", contact="VISIT")))
    with entered(worker):
        assert commands.open_file(actor=worker, registration_id=made.pk).contact == "VISIT"
