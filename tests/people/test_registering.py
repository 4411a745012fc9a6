import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.access.factories import actor, working_as

from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.journal.models import Line
from wasl.people import commands, queries
from wasl.people.commands.details import NewDocument, NewPhone
from wasl.people.commands.registering import SameAs
from wasl.people.linkage.names import NORMALISER_VERSION
from wasl.people.models import Registration
from wasl.people.rules import Birth, Particulars, sought_in_box

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
FATIMA = Particulars(given_ar="فاطمة", family_ar="أيت حمو", sex="F", birth=Birth(year=1988))
SAME_IN_LATIN = Particulars(given_latin="Fatima", family_latin="Ait Hammou", sex="F", birth=Birth(year=1988))


def register(who, particulars=FATIMA, **options):
    return commands.register_person(actor=who, particulars=particulars, now=NOW, **options)


@pytest.fixture
def worker(institution):
    with working_as("SOCIAL_WORKER", institution.centre) as who:
        yield who


def test_a_new_person_is_registered_in_the_actors_unit_and_journalled(worker, institution):
    made = register(worker)
    assert (made.path, made.birth_precision, made.level) == (institution.centre.path, "YEAR", 2)
    assert queries.person_of(actor=worker, registration_id=made.pk)
    assert Line.objects.filter(verb="person:create", subject_id=str(made.pk)).count() == 1


def test_somebody_likely_must_be_answered(worker):
    first = register(worker)
    with pytest.raises(commands.LikelyKnown) as raised:
        register(worker, SAME_IN_LATIN)
    assert [each.registration for each in raised.value.found.candidates] == [first]


def test_none_of_these_needs_a_reason_that_is_kept(worker):
    register(worker)
    other = register(worker, SAME_IN_LATIN, none_of_these="RELATIVE")
    assert other.none_of_these == "RELATIVE"
    assert Line.objects.filter(subject_id=str(other.pk), reason="RELATIVE").exists()


def test_the_same_person_gets_a_second_registration_and_one_person(worker):
    first = register(worker)
    second = register(worker, SAME_IN_LATIN, same_as=SameAs(first.pk))
    persons = queries.persons_of(actor=worker, registration_ids=[first.pk, second.pk])
    assert len(set(persons.values())) == 1 and first.pk != second.pk


def test_the_same_command_twice_makes_one_registration(worker):
    pk = uuid.uuid4()
    assert register(worker, registration_id=pk) == register(worker, registration_id=pk)
    assert queries.registrations(actor=worker).count() == 1


def test_an_id_of_somebody_invisible_is_an_error_never_received(institution):
    with working_as("SOCIAL_WORKER", institution.stranger) as stranger:
        theirs = register(stranger)
    with working_as("SOCIAL_WORKER", institution.centre) as who, pytest.raises(commands.IdTaken):
        register(who, SAME_IN_LATIN, registration_id=theirs.pk, none_of_these="UNSURE")


def test_an_id_of_a_colleague_is_an_error_too(institution, worker):
    made = register(worker)
    colleague = actor("SOCIAL_WORKER", institution.centre)
    with entered(colleague), pytest.raises(commands.IdTaken):
        register(colleague, registration_id=made.pk, none_of_these="UNSURE")


def test_an_anonymous_person_is_completed_later(worker):
    made = register(worker, Particulars(known_as="l’homme au bonnet rouge", sex="M"))
    assert made.is_anonymous and made.keys == []
    done = commands.correct_registration(actor=worker, registration_id=made.pk, version=1, particulars=FATIMA, now=NOW)
    assert done.name_ar == "فاطمة أيت حمو" and done.keys and done.version == 2


def test_two_corrections_at_once_do_not_overwrite_each_other(worker):
    made = register(worker)
    commands.correct_registration(actor=worker, registration_id=made.pk, version=1, particulars=FATIMA, now=NOW)
    with pytest.raises(commands.ChangedMeanwhile):
        commands.correct_registration(
            actor=worker, registration_id=made.pk, version=1, particulars=SAME_IN_LATIN, now=NOW
        )


def test_what_stood_before_a_correction_stays_in_the_history(worker):
    made = register(worker, SAME_IN_LATIN)
    commands.correct_registration(actor=worker, registration_id=made.pk, version=1, particulars=FATIMA, now=NOW)
    assert [past.given_latin for past in queries.history_of(actor=worker, row=made)] == ["Fatima"]


def test_bad_particulars_are_refused_with_what_is_wrong(worker):
    with pytest.raises(commands.BadParticulars) as raised:
        register(worker, Particulars(given_latin="Sara", birth=Birth(year=2027)))
    assert [(each.field, each.code) for each in raised.value.problems] == [("birth", "FUTURE")]
    assert not queries.registrations(actor=worker).exists()


@pytest.mark.parametrize("role", ["DELEGATE", "BURSAR", "ADJUDICATOR"])
def test_who_does_not_receive_people_registers_nobody(institution, role):
    with working_as(role, institution.delegation) as who, pytest.raises(NotAllowed):
        register(who)


def test_an_educator_corrects_nobody(institution, worker):
    made = register(worker)
    with working_as("EDUCATOR", institution.centre) as educator, pytest.raises(NotAllowed):
        commands.correct_registration(
            actor=educator, registration_id=made.pk, version=1, particulars=SAME_IN_LATIN, now=NOW
        )


def test_a_card_number_is_sealed_and_read_back_on_the_file(worker, owner_cursor):
    made = register(worker, documents=(NewDocument("CNIE", "jb 44551"),))
    (paper,) = queries.papers_of(actor=worker, registration_id=made.pk)
    assert (paper.number, paper.document.status) == ("JB44551", "DECLARED")
    assert b"44551" not in bytes(made.document_numbers.visible_to(worker, Permission.PERSON_READ).get().sealed)


def test_a_wrong_number_is_refused(worker):
    with pytest.raises(commands.BadNumber) as raised:
        register(worker, documents=(NewDocument("IDCS", "12345"),))
    assert raised.value.code == "IDCS_FORM"


def test_a_phone_is_kept_in_one_form_with_what_may_be_done(worker):
    made = register(worker, phones=(NewPhone("+212 6 12-34-56-78", contact="NEVER"),))
    phone = made.phones.visible_to(worker, Permission.PERSON_READ).get()
    assert (phone.number, phone.local_digits, phone.contact) == ("0612345678", "612345678", "NEVER")


def test_an_older_normaliser_s_keys_are_made_anew(worker):
    made = register(worker)
    rows = Registration.objects.visible_to(worker, Permission.PERSON_CORRECT)
    rows.update(keys=[], keys_version=0)
    assert (commands.rekey_registrations(), commands.rekey_registrations()) == (1, 0)
    assert rows.get().keys == made.keys


def test_the_rows_of_an_older_normaliser_are_found_while_they_wait_and_keyed_batch_by_batch(worker):
    families = ("Alaoui", "Bennani", "Tazi")
    for family in families:
        register(worker, replace(SAME_IN_LATIN, family_latin=family), none_of_these="TWIN")
    rows = Registration.objects.visible_to(worker, Permission.PERSON_CORRECT)
    rows.update(keys_version=1)
    asked = [sought_in_box(f"Fatima {family} ") for family in families]
    found = [queries.search(actor=worker, sought=each, today=NOW.date()).candidates for each in asked]
    assert all(each for each in found)
    done = [commands.rekey_registrations(limit=2) for _ in range(3)]
    assert (done, set(rows.values_list("keys_version", flat=True))) == ([2, 1, 0], {NORMALISER_VERSION})


def test_a_number_pressed_twice_is_written_once(worker):
    made = register(worker, phones=(NewPhone("0612345678"), NewPhone("+212 612345678")))
    assert made.phones.visible_to(worker, Permission.PERSON_READ).count() == 1
