import statistics
import time

import pytest
from django.db import DatabaseError, connection, transaction

from tests.access.factories import named
from tests.assistance import factories
from tests.assistance.factories import again, case, orientation, person, reception, working
from tests.assistance.test_acts import listen
from wasl.access.commands import deny_account
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.documents.models import IssuedDocument
from wasl.journal.models import Line
from wasl.people.commands import add_phone
from wasl.people.commands.details import NewPhone
from wasl.rights.commands import CannotAnswerAccess, answer_access, note_mention
from wasl.rights.models import AccessAnswer, Mention
from wasl.rights.queries.copy import copy_of
from wasl.rights.rules.access import AskerKind, Part

VIOLENCE = ("VIOL_CONJ", 3)
ASKED = {"sought": "Fatima", "asker_name": "Brahim", "paper": "CNIE", "signs": "551", "proof": "vu", "lang": "fr"}


def held(actor, her, kind="SELF", asker="Brahim Ait Ouali"):
    with working(actor) as who:
        return copy_of(
            actor=who, registration_id=her.pk if her else None, kind=AskerKind(kind), asker_name=asker,
            today=factories.NOW.date(),
        )  # fmt: skip


def parts(*arguments, **options):
    return {line.part for line in held(*arguments, **options)}


def answer(actor, her, kind="SELF", **change):
    with working(actor) as who:
        return answer_access(
            actor=who, answer_id=new_id(), registration_id=her.pk if her else None, kind=kind, now=factories.NOW,
            **ASKED | change,
        )  # fmt: skip


@pytest.fixture
def papers(monkeypatch):
    """The data of each paper that was issued."""
    from wasl.rights.commands import access

    seen, real = [], access.issue
    monkeypatch.setattr(access, "issue", lambda **given: seen.append(given["data"]) or real(**given))
    return seen


@pytest.fixture
def director(place):
    return place.worker(role="CENTRE_DIRECTOR")


def protected(place):
    officer = place.worker(role="WOMEN_OFFICER")
    her = person(officer)
    case(officer, her, situations=[(*VIOLENCE, factories.NOW.date())])
    return again(officer), her


def test_she_obtains_everything_and_others_neither_place_nor_words(place, director):
    her = person(director)
    with working(director) as who:
        add_phone(actor=who, registration_id=her.pk, phone=NewPhone("0612345678"))
    row = reception(director, registration_id=her.pk)
    listen(director, reception_id=row.pk, registration_ids=[her.pk], anonymous_count=0)
    assert {Part.IDENTITY, Part.CONTACT, Part.EVENTS, Part.WORDS, Part.CONSENTS} <= parts(director, her)
    assert parts(director, her, kind="SPOUSE") <= {Part.IDENTITY, Part.EVENTS, Part.HOUSEHOLD}


@pytest.mark.parametrize("kind", [kind for kind in AskerKind if kind != "SELF"])
def test_a_protected_person_is_nobody_to_everybody_else(place, kind):
    officer, her = protected(place)
    assert held(officer, her, kind=kind) == held(officer, None, kind=kind) == []


def test_she_obtains_her_nominative_file_from_the_named_agent_alone(place, director):
    officer, her = protected(place)
    assert any(line.level == 4 for line in held(officer, her))
    assert held(director, her) and all(line.level < 4 for line in held(director, her))


def test_a_copy_of_a_nominative_file_is_nominative(place, director):
    officer, her = protected(place)
    made = answer(officer, her)
    assert made.level == 4 and made.seal is not None
    with working(director) as who:
        assert not IssuedDocument.objects.visible_to(who, "document:read").filter(pk=made.pk).exists()
        assert not AccessAnswer.objects.visible_to(who, "person:read").exists()


def sensitive_file(director, her):
    return case(director, her, level=3)


@pytest.mark.parametrize(
    ("kind", "is_given"), [("GUARDIAN", True), ("LAWYER", True), ("SPOUSE", False), ("HEAD", False)]
)
def test_a_sensitive_file_is_for_guardian_and_lawyer(place, director, kind, is_given):
    her = person(director)
    sensitive_file(director, her)
    assert any(line.label == "case_opened" for line in held(director, her, kind=kind)) is is_given


@pytest.mark.parametrize("asker", ["Brahim Ait Ouali", "إبراهيم أيت والي"])
def test_a_file_that_names_the_asker_is_withheld(place, director, asker):
    her = person(director)
    dossier = sensitive_file(director, her)
    with working(director) as who:
        note_mention(
            actor=who, mention_id=new_id(), case_id=dossier.pk, role="ACCUSED", name="Brahim", now=factories.NOW
        )
    assert not any(line.seal == dossier.pk for line in held(director, her, kind="GUARDIAN", asker=asker))
    assert any(line.seal == dossier.pk for line in held(director, her, kind="GUARDIAN", asker="Khadija Alaoui"))


def test_a_file_closed_to_a_colleague_names_the_colleague(place, director):
    her, cousin = person(director), place.worker()
    dossier = sensitive_file(director, her)
    with working(director) as who:
        deny_account(actor=who, dossier_id=dossier.pk, path=dossier.path, account_id=cousin.account_id, reason="FAM")
    asker = "Agent Cousin"
    assert not any(line.seal == dossier.pk for line in held(director, her, kind="LAWYER", asker=asker))


def test_what_was_said_of_the_asker_keeps_the_visit_back(place, director):
    her = person(director)
    row = reception(director, registration_id=her.pk)
    listen(
        director, reception_id=row.pk, registration_ids=[her.pk], anonymous_count=0, note="Son mari Brahim la menace"
    )
    assert not any(line.label == "act" for line in held(director, her, kind="HEAD"))
    assert any(line.label == "act" for line in held(director, her, kind="HEAD", asker="Zineb"))


def test_who_reported_is_told_to_nobody(place, director):
    her = person(director)
    dossier = sensitive_file(director, her)
    for name, words in (("Hassan", "Signalé par son voisin Hassan"), ("", "Sans nom")):
        orientation(director, registration_id=her.pk, case_id=dossier.pk, destination="CSU", words=words)
        if name:
            with working(director) as who:
                note_mention(
                    actor=who, mention_id=new_id(), case_id=dossier.pk, role="REPORTER", name=name, now=factories.NOW
                )
    texts = [line.text for line in held(director, her) if line.part is Part.WORDS]
    assert texts == ["Sans nom"]


def test_refused_and_unknown_are_one_paper_and_one_row(place, papers):
    officer, her = protected(place)
    refused, unknown = answer(officer, her, kind="SPOUSE"), answer(officer, None, kind="SPOUSE")
    assert papers[0] == papers[1] and papers[0].sections == ()
    assert (refused.level, refused.seal) == (unknown.level, unknown.seal) == (2, None)
    with working(officer) as who:
        rows = AccessAnswer.objects.visible_to(who, "person:read")
        assert [(row.registration_id, row.level, row.sought) for row in rows] == [(None, 2, "Fatima")] * 2


def test_somebody_out_of_reach_is_unknown(place, papers, director):
    answer(place.worker(place.sister, role="CENTRE_DIRECTOR"), person(director))
    assert papers[0].sections == ()


def test_refused_and_unknown_take_the_same_time(place):
    officer, her = protected(place)

    def timed(whom):
        began = time.perf_counter()
        held(officer, whom, kind="SPOUSE")
        return time.perf_counter() - began

    differences = [timed(her) - timed(None) for _ in range(60)]
    error = statistics.stdev(differences) / len(differences) ** 0.5
    assert abs(statistics.median(differences)) < max(4 * error, 3e-3)


def test_an_answer_is_journalled_archived_and_kept(place, director):
    her = person(director)
    made = answer(director, her, lang="ar")
    assert made.pdf.startswith(b"%PDF") and made.sha256
    with working(director):
        line = Line.objects.get(subject="access_answer")
        assert (line.verb, line.reason) == ("disclosure:answer", "SELF") and line.digest
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM rights_accessanswer")


def test_identity_is_seen_and_the_right_is_held(place, director):
    with pytest.raises(CannotAnswerAccess):
        answer(director, None, paper="AUCUN")
    with pytest.raises(NotAllowed):
        answer(place.worker(), None)


def test_names_rise_with_their_file(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, person(officer))
    with working(officer) as who:
        made = note_mention(
            actor=who, mention_id=new_id(), case_id=dossier.pk, role="OTHER", name="Hassan", now=factories.NOW
        )
        assert b"Hassan" not in bytes(made.name)
        from wasl.assistance.commands import add_situation

        add_situation(actor=who, now=factories.NOW, case_id=dossier.pk, code="VIOL_CONJ")
    director = place.worker(role="CENTRE_DIRECTOR")
    with working(director) as who:
        assert not Mention.objects.visible_to(who, "case:read").exists()
    with working(named(officer, dossier.pk)) as who:
        assert Mention.objects.visible_to(who, "case:read").get().level == 4


def test_on_screen(place, desk_of):
    desk = desk_of("CENTRE_DIRECTOR", place.centre)
    her = person(desk.actor)
    form = ASKED | {"kind": "SELF", "who": str(her.pk)}
    assert desk.get("access-new", who=str(her.pk)).status_code == 200
    assert desk.post("access-new", **form | {"paper": "AUCUN"}).status_code == 422
    assert desk.post("access-new", **form | {"kind": "FRIEND"}).status_code == 422
    assert desk.post("access-new", **form).status_code == 302
    assert "Fatima" in desk.get("access").content.decode()
    dossier = case(desk.actor, her)
    assert desk.post("mentions", dossier.pk, role="REPORTER", name="").status_code == 422
    assert desk.post("mentions", dossier.pk, role="REPORTER", name="Hassan").status_code == 302
    assert "Hassan" in desk.get("mentions", dossier.pk).content.decode()
