import pytest
from django.db import Error, connection

from tests.assistance.factories import NOW, case, orientation, person, reception, working
from wasl.assistance import commands
from wasl.assistance.commands.papers import _letter
from wasl.assistance.models import Reception
from wasl.assistance.queries import by_coupon
from wasl.core.permissions import Permission
from wasl.documents.commands import SayWhy, open_document
from wasl.documents.models import IssuedDocument
from wasl.documents.queries import document_of
from wasl.documents.rules.printing import WhyPrinted

LANGUAGES = ["fr", "ar"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slip_is_archived_at_the_level_of_the_visit(place, lang):
    worker = place.worker()
    row = reception(worker)
    with working(worker) as who:
        made = commands.issue_slip(actor=who, now=NOW, reception_id=row.pk, lang=lang)
        assert bytes(made.pdf).startswith(b"%PDF")
        found = IssuedDocument.objects.visible_to(who, Permission.DOCUMENT_READ).get(pk=made.pk)
    assert (found.level, found.subject, found.subject_id) == (2, "reception", row.pk)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_of_the_letter_brings_the_orientation_back(place, lang):
    worker = place.worker()
    sent = orientation(worker, registration_id=person(worker).pk, destination="CSU", shared={"given_name": "Fatima"})
    with working(worker) as who:
        made = commands.issue_letter(actor=who, now=NOW, orientation_id=sent.pk, lang=lang)
        for typed in (made.code, f"https://example.test/v/{made.code}", made.code.lower()):
            assert by_coupon(actor=who, text=typed) == sent


def test_a_letter_to_a_secret_place_does_not_name_it(place):
    worker = place.worker()
    sent = orientation(worker, registration_id=person(worker).pk, to_unit_id=place.emf.pk)
    with working(worker):
        letter = _letter(sent, "fr", on=NOW.date())
    assert letter.is_discreet
    assert letter.to == ""


def test_a_letter_names_only_what_was_shared(place):
    worker = place.worker()
    sent = orientation(worker, registration_id=person(worker).pk, to_unit_id=place.sister.pk, shared={"age": "38"})
    with working(worker):
        letter = _letter(sent, "fr", on=NOW.date())
    assert (letter.name, letter.birth, letter.is_discreet) == ("", "38", False)
    assert letter.to


def test_a_letter_of_a_nominative_dossier_is_as_closed_as_the_dossier(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    given = {"registration_id": dossier.registration_id, "case_id": dossier.pk, "destination": "PARQUET"}
    sent = orientation(officer, **given)
    with working(officer) as who:
        commands.issue_letter(actor=who, now=NOW, orientation_id=sent.pk, lang="ar", why=WhyPrinted.JUSTICE)
    with working(place.worker(role="CENTRE_DIRECTOR")) as who:
        assert not IssuedDocument.objects.visible_to(who, Permission.DOCUMENT_READ).exists()


def test_what_was_printed_rises_with_the_dossier(place):
    """The slip of the visit and the letter: the team could open them, and no longer can."""
    officer, worker = place.worker(role="WOMEN_OFFICER"), place.worker()
    visit = reception(officer, registration_id=person(officer).pk, sex="", age_band="")
    dossier = case(officer, registration_id=visit.registration_id, reception_id=visit.pk)
    sent = orientation(officer, registration_id=dossier.registration_id, case_id=dossier.pk, destination="CSU")
    with working(officer) as who:
        slip = commands.issue_slip(actor=who, now=NOW, reception_id=visit.pk, lang="fr")
        letter = commands.issue_letter(actor=who, now=NOW, orientation_id=sent.pk, lang="fr")
    with working(worker) as who:
        assert all(open_document(actor=who, document_id=one.pk) for one in (slip, letter))
    with working(officer) as who:
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_CONJ")
    with working(worker) as who:
        assert not IssuedDocument.objects.visible_to(who, Permission.DOCUMENT_READ).exists()
        assert by_coupon(actor=who, text=letter.code) is None
    with working(officer) as who:
        raised = [document_of(actor=who, document_id=one.pk) for one in (slip, letter)]
        with pytest.raises(SayWhy):
            open_document(actor=who, document_id=slip.pk)
    assert {(one.level, one.seal) for one in raised} == {(4, dossier.pk)}


def test_a_slip_rises_with_the_dossier_that_its_visit_opens(place):
    officer = place.worker(role="WOMEN_OFFICER")
    visit = reception(officer, registration_id=person(officer).pk, sex="", age_band="")
    with working(officer) as who:
        slip = commands.issue_slip(actor=who, now=NOW, reception_id=visit.pk, lang="fr")
    given = {"registration_id": visit.registration_id, "situations": [("VIOL_CONJ", 3, NOW.date())]}
    dossier = case(officer, reception_id=visit.pk, **given)
    with working(place.worker()) as who:
        assert open_document(actor=who, document_id=slip.pk) is None
    with working(officer) as who:
        assert document_of(actor=who, document_id=slip.pk).seal == dossier.pk


def test_nobody_raises_the_papers_of_a_dossier_out_of_reach(place):
    dossier = case(place.worker())
    with working(place.worker(place.stranger)), pytest.raises(Error), connection.cursor() as cursor:
        cursor.execute("SELECT assistance_raise_papers(%s)", [dossier.pk])


def test_nobody_prints_for_another_centre(place):
    row = reception(place.worker())
    with working(place.worker(place.stranger)) as who, pytest.raises(Reception.DoesNotExist):
        commands.issue_slip(actor=who, now=NOW, reception_id=row.pk, lang="fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_blank_forms_come_as_one_paper(place, lang):
    with working(place.worker()) as who:
        assert commands.blank_forms(actor=who, today=NOW.date(), count=2, lang=lang).startswith(b"%PDF")
