"""Letters of a dossier, a person and a unit, through their whole circuit, on real tables."""

import re

import pytest
from django.db import IntegrityError, transaction

from tests.assistance import factories
from wasl.assistance.commands import add_situation
from wasl.assistance.commands.letters import About, draft_letter, sign
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.documents import queries
from wasl.documents.commands import open_document, register_mail
from wasl.documents.commands.letters import CannotStep, Text, rewrite_letter, step_letter
from wasl.documents.commands.register import Mail
from wasl.documents.models import Letter
from wasl.documents.queries.letters import letter_sheet, letters_waiting
from wasl.documents.rules import Direction
from wasl.documents.rules.letters import LetterFault, Step
from wasl.journal.models import Line
from wasl.network.letterhead import issuing_unit

NOW = factories.NOW
TEXT = Text(addressee="Monsieur le Président du Tribunal", address="Azilal", paragraph="Voir les pièces jointes.")


@pytest.fixture
def place(db, reference):
    return factories.Place()


UNIT = About()


def draft(worker, about=UNIT, template="PARTNER_REPLY", **more):
    with factories.working(worker) as who:
        given = {"letter_id": new_id(), "about": about, "template": template, "lang": "fr", "text": TEXT} | more
        return draft_letter(actor=who, now=NOW, **given)


def step(actor, letter, what, reason=""):
    with factories.working(actor) as who:
        return step_letter(actor=who, now=NOW, letter_id=letter.pk, step=what, reason=reason)


def signed(actor, letter):
    with factories.working(actor) as who:
        return sign(actor=who, now=NOW, letter_id=letter.pk)


def to_signature(worker, chief, letter):
    step(worker, letter, Step.PREPARE)
    step(chief, letter, Step.INITIAL)
    return letter


def read(actor, letter):
    with factories.working(actor) as who:
        return letter_sheet(actor=who, letter_id=letter.pk)


def test_a_letter_goes_its_way_and_takes_its_number(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    row = signed(director, to_signature(worker, director, draft(worker)))
    step(worker, row, Step.SEND)
    sheet = read(worker, row)
    assert [one.step for one in sheet.steps] == ["write", "prepare", "initial", "sign", "send"]
    assert sheet.letter.line.number_in_print == "D-2026-00001"
    with factories.working(worker) as who:
        kept = open_document(actor=who, document_id=sheet.letter.document_id)
        told = queries.shown_line(actor=who, line_id=sheet.letter.line_id).told
        written = Line.objects.filter(subject_id=str(row.pk)).exclude(verb="letter:read")
        verbs = written.values_list("verb", flat=True)
        assert sorted(verbs) == ["letter:initial", "letter:prepare", "letter:send", "letter:sign", "letter:write"]
    assert (kept.sha256, told.correspondent, told.kinds) == (row.sha256, TEXT.addressee, {"sent"})


def test_whoever_wrote_it_neither_initials_nor_signs_it(place):
    director = place.worker(role="CENTRE_DIRECTOR")
    row = draft(director)
    step(director, row, Step.PREPARE)
    with pytest.raises(CannotStep) as refusal:
        step(director, row, Step.INITIAL)
    assert refusal.value.fault == LetterFault.OWN_LETTER


def test_pressing_twice_is_one_step(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    row = to_signature(worker, director, draft(worker))
    assert signed(director, row).line_id == signed(director, row).line_id
    assert [one.step for one in read(worker, row).steps].count("sign") == 1


def test_a_returned_letter_comes_back_with_its_reason_and_is_prepared_again(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    row = draft(worker)
    step(worker, row, Step.PREPARE)
    step(director, row, Step.RETURN, reason="La date manque.")
    assert read(worker, row).steps[-1].reason == "La date manque."
    with factories.working(worker) as who:
        rewrite_letter(actor=who, now=NOW, letter_id=row.pk, version=1, text=TEXT)
    assert step(worker, row, Step.PREPARE).state == "prepared"


def test_two_drafts_at_once_never_overwrite_each_other(place):
    worker = place.worker()
    row = draft(worker)
    with factories.working(worker) as who:
        rewrite_letter(actor=who, now=NOW, letter_id=row.pk, version=1, text=TEXT)
        with pytest.raises(CannotStep) as refusal:
            rewrite_letter(actor=who, now=NOW, letter_id=row.pk, version=1, text=TEXT)
    assert refusal.value.fault == LetterFault.STALE


def test_what_is_signed_does_not_change_even_by_hand(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    row = signed(director, to_signature(worker, director, draft(worker)))
    with factories.working(worker) as who, pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Letter.objects.visible_to(who, P.LETTER_READ).filter(pk=row.pk).update(sealed=b"x")


def test_a_cancelled_letter_keeps_its_number_and_no_longer_verifies(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    row = signed(director, to_signature(worker, director, draft(worker)))
    code = read(worker, row).letter.document.code
    assert not queries.verified(typed=code).is_cancelled
    step(worker, row, Step.CANCEL, reason="Doublon")
    assert queries.verified(typed=code).is_cancelled
    with factories.working(worker) as who:
        assert queries.shown_line(actor=who, line_id=row.line_id).told.kinds == {"cancelled"}


def test_each_sees_what_waits_for_them(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    delegate = place.worker(place.delegation, "DELEGATE")
    row = draft(worker, signed_above=True)

    def waits_for():
        found = []
        for name, actor in (("worker", worker), ("director", director), ("delegate", delegate)):
            with factories.working(actor) as who:
                found += [name] if letters_waiting(actor=who) else []
        return found

    assert waits_for() == []
    step(worker, row, Step.PREPARE)
    assert waits_for() == ["director"]
    step(director, row, Step.INITIAL)
    assert waits_for() == ["delegate"]
    signed(delegate, row)
    assert waits_for() == []


def test_a_nominative_letter_is_signed_by_another_agent_named_on_it(place):
    officer, second = place.worker(role="WOMEN_OFFICER"), place.worker(role="WOMEN_OFFICER")
    director = place.worker(role="CENTRE_DIRECTOR")
    case = factories.case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    row = draft(officer, About(case_id=case.pk), "REQUEST")
    step(officer, row, Step.PREPARE)
    for outsider in (second, director):
        with factories.working(outsider) as who, pytest.raises(Letter.DoesNotExist):
            letter_sheet(actor=who, letter_id=row.pk)
    factories.access.named(second, case.pk)
    step(second, row, Step.INITIAL)
    assert signed(second, row).level == 4


def test_a_letter_rises_with_its_case_its_line_and_its_paper_too(place):
    officer, director = place.worker(role="WOMEN_OFFICER"), place.worker(role="CENTRE_DIRECTOR")
    case = factories.case(officer)
    row = signed(director, to_signature(officer, director, draft(officer, About(case_id=case.pk), "REQUEST")))
    with factories.working(officer) as who:
        add_situation(actor=who, now=NOW, case_id=case.pk, code="VIOL_CONJ")
    with factories.working(director) as who:
        assert queries.shown_line(actor=who, line_id=row.line_id).told is None
        assert open_document(actor=who, document_id=row.document_id) is None
        with pytest.raises(Letter.DoesNotExist):
            letter_sheet(actor=who, letter_id=row.pk)
    assert read(officer, row).letter.level == 4


def test_an_arrival_is_answered_by_the_letter_that_is_signed(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    with factories.working(worker) as who:
        came = register_mail(
            actor=who, now=NOW, line_id=new_id(), unit=issuing_unit(place.centre, on=NOW.date()),
            direction=Direction.ARRIVAL, mail=Mail(correspondent="Pachalik", subject="Liste"), level=1,
        )  # fmt: skip
    row = signed(director, to_signature(worker, director, draft(worker, answers_id=came.pk)))
    with factories.working(worker) as who:
        (answered,) = queries.shown_line(actor=who, line_id=came.pk).told.followed
    assert (answered.kind, answered.answer.pk) == ("answered", row.line_id)


def test_a_letter_is_written_at_ones_own_unit_from_a_template_in_force(place):
    worker = place.worker()
    for template in ("NONE", "REQUEST"):
        with pytest.raises(CannotStep) as refusal:
            draft(worker, template=template)
        assert refusal.value.fault == LetterFault.NO_TEMPLATE
    case = factories.case(worker)
    with pytest.raises(NotAllowed):
        draft(place.worker(place.stranger), About(case_id=case.pk), "REQUEST")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (Text(addressee=" ", paragraph="x"), LetterFault.NOBODY),
        (Text(addressee="x"), LetterFault.NOTHING),
        (Text(addressee="x", paragraph="ن" * 2_001), LetterFault.TOO_LONG),
    ],
)
def test_what_a_letter_must_say(place, text, fault):
    with pytest.raises(CannotStep) as refusal:
        draft(place.worker(), text=text)
    assert refusal.value.fault == fault


def test_the_record_fills_the_letter_in_its_language(place):
    worker = place.worker()
    her = factories.person(worker, family_latin="Aït Oumghar", given_latin="Zahra", birth_year=1990)
    row = draft(worker, About(case_id=factories.case(worker, her).pk), "ACCOMPANIMENT", lang="ar")
    text = " ".join(read(worker, row).paragraphs)
    assert re.search(r"24 نونبر 2026.*Zahra Aït Oumghar \(1990\)", text)


def test_a_sensitive_attestation_does_not_say_who_accompanies_her(place):
    worker = place.worker()
    her = factories.person(worker, level=3)
    row = draft(worker, About(case_id=factories.case(worker, her, level=3).pk), "ACCOMPANIMENT")
    assert read(worker, row).content["is_discreet"]
    assert "Institution d’essai" in " ".join(read(worker, row).paragraphs)
