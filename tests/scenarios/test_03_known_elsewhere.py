"""Scenario 3, the person: known at Ouaoula in Latin letters, she comes to Demnate and is written in Arabic."""

import uuid
from datetime import UTC, date, datetime

import pytest

from tests.access.factories import actor, named
from tests.network.factories import SmallInstitution
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.journal.models import Line
from wasl.people import commands, queries
from wasl.people.commands.details import NewPhone
from wasl.people.commands.registering import SameAs
from wasl.people.models import PersonLink
from wasl.people.rules import Birth, Particulars, sought_as

NOW, TODAY = datetime(2026, 11, 21, 10, tzinfo=UTC), date(2026, 11, 21)
OUAOULA = Particulars(given_latin="Fatima", family_latin="Ait Hammou", sex="F", birth=Birth(year=1988))
DEMNATE = Particulars(given_ar="فاطمة", family_ar="أيت حمو", sex="F", birth=Birth(year=1988))


@pytest.fixture
def story(db):
    institution = SmallInstitution()
    trainer, worker = actor("EDUCATOR", institution.sister), actor("WOMEN_OFFICER", institution.centre)
    with entered(trainer):
        earlier = commands.register_person(actor=trainer, particulars=OUAOULA, now=NOW)
    return institution, trainer, worker, earlier


def register(worker, **answer):
    phones = (NewPhone("0612345678", contact="VISIT"),)
    with entered(worker):
        return commands.register_person(actor=worker, particulars=DEMNATE, now=NOW, phones=phones, **answer)


def test_the_match_is_proposed_before_saving_without_place_or_name(story):
    _, _, worker, earlier = story
    with pytest.raises(commands.LikelyKnown) as proposal:
        register(worker)
    (hit,) = proposal.value.found.masked
    assert hit.reasons == ("names", "year")
    assert "Hammou" not in repr(hit) and str(earlier.pk) not in repr(hit)


@pytest.fixture
def confirmed(story):
    institution, trainer, worker, earlier = story
    with entered(worker):
        hit = queries.search(actor=worker, sought=sought_as(DEMNATE), today=TODAY).masked[0]
    return institution, trainer, worker, earlier, register(worker, same_as=SameAs(token=hit.token))


def person(who, registration):
    with entered(who):
        return queries.person_of(actor=who, registration_id=registration.pk)


def test_confirming_makes_one_person_logged_and_reversible(confirmed):
    _, trainer, worker, earlier, mine = confirmed
    assert person(worker, mine) == person(trainer, earlier)
    with entered(worker):
        assert Line.objects.filter(verb="person:same", subject_id=str(mine.pk)).count() == 1
        commands.unlink(actor=worker, registration_id=mine.pk)
        past = PersonLink.objects.visible_to(worker, Permission.PERSON_READ).filter(registration=mine)
        assert past.count() == 3
    assert person(worker, mine) != person(trainer, earlier)


def test_once_protected_the_trainer_sees_nothing_of_it(confirmed):
    institution, trainer, worker, earlier, mine = confirmed
    dossier = uuid.uuid4()
    with entered(worker):
        commands.protect_person(actor=worker, registration_id=mine.pk, dossier_id=dossier)
    with entered(trainer):
        file = commands.open_file(actor=trainer, registration_id=earlier.pk)
        assert (file.others, file.phones, file.homes) == ((), (), ())
    stranger = actor("SOCIAL_WORKER", institution.stranger)
    with entered(stranger):
        assert queries.search(actor=stranger, sought=sought_as(DEMNATE), today=TODAY) == queries.Found()
    worker = named(worker, dossier)
    with entered(worker):
        assert commands.open_file(actor=worker, registration_id=mine.pk).contact == "VISIT"


def test_the_access_log_lists_its_readers(confirmed):
    institution, _, worker, _, mine = confirmed
    others = [actor(role, institution.centre) for role in ("SOCIAL_WORKER", "CENTRE_DIRECTOR")]
    for who in (worker, *others):
        with entered(who):
            commands.open_file(actor=who, registration_id=mine.pk)
    with entered(worker):
        readers = {account for account, _at in queries.readers_of(actor=worker, registration_id=mine.pk)}
    assert readers == {who.account_id for who in (worker, *others)}
