import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.assistance import factories
from tests.assistance.factories import person, reception, working
from wasl.assistance.commands import issue_slip
from wasl.core.authority import NotAllowed
from wasl.people.commands import CannotAnswer, record_consent
from wasl.people.models import Registration
from wasl.people.queries import consents_of
from wasl.people.rules.consents import NEXT, Answer, ConsentFault, fault_of_answer


@pytest.mark.parametrize("before", [None, *Answer])
@pytest.mark.parametrize("answer", list(Answer))
def test_only_a_new_answer_is_taken(before, answer):
    fault = fault_of_answer(before=before, answer=answer, asks_consent=True, is_told=True)
    assert (fault is None) == (answer in NEXT[before])
    assert before is None or before not in NEXT[before]


def test_what_follows_is_said_first_and_missions_are_not_asked():
    assert fault_of_answer(before=None, answer="GIVEN", asks_consent=True, is_told=False) == ConsentFault.TOLD_NOTHING
    assert fault_of_answer(before=None, answer="GIVEN", asks_consent=False, is_told=True) == ConsentFault.NOT_ASKED


def answers(actor, her, answer, code="SHARE", **values):
    given = {"how": "ALOUD", "language": "ar", "is_told": True} | values
    with working(actor) as who:
        return record_consent(
            actor=who, registration_id=her.pk, code=code, answer=answer, now=factories.NOW, **given
        )  # fmt: skip


def stand(actor, her, code="SHARE"):
    with working(actor) as who:
        found = consents_of(actor=who, registration_ids=[her.pk], on=factories.NOW.date())
    return next(each for each in found if each.purpose.code == code)


def test_every_answer_stays_and_the_latest_counts(place):
    worker = place.worker()
    her = person(worker)
    for answer in ("REFUSED", "GIVEN", "WITHDRAWN"):
        answers(worker, her, answer)
    assert [each.answer for each in stand(worker, her).answers] == ["WITHDRAWN", "GIVEN", "REFUSED"]
    assert stand(worker, her).next == {Answer.GIVEN}


def test_the_same_answer_twice_is_one(place):
    worker = place.worker()
    her = person(worker)
    assert answers(worker, her, "GIVEN").pk == answers(worker, her, "GIVEN").pk


def test_nothing_is_withdrawn_that_was_not_given(place):
    worker = place.worker()
    with pytest.raises(CannotAnswer):
        answers(worker, person(worker), "WITHDRAWN")


def test_another_centre_neither_reads_nor_answers(place):
    worker, other = place.worker(), place.worker(place.sister)
    her = person(worker)
    answers(worker, her, "GIVEN")
    assert stand(other, her).answers == ()
    with pytest.raises(Registration.DoesNotExist):
        answers(other, her, "WITHDRAWN")
    with pytest.raises(NotAllowed):
        answers(place.worker(role="BURSAR"), her, "WITHDRAWN")


def test_an_answer_cannot_be_changed(place):
    worker = place.worker()
    her = person(worker)
    answers(worker, her, "GIVEN")
    with working(worker), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_consent SET answer = 'REFUSED'")


def test_an_answer_rises_with_the_registration(place):
    worker = place.worker()
    her = person(worker)
    answers(worker, her, "GIVEN")
    with working(worker) as who:
        Registration.objects.visible_to(who, "person:correct").filter(pk=her.pk).update(level=3)
    assert stand(place.worker(role="EDUCATOR"), her).answers == ()


def test_the_page_takes_an_answer_and_says_what_is_wrong(place, desk_of):
    desk = desk_of("SOCIAL_WORKER", place.centre)
    her = person(desk.actor)
    form = {"code": "CONTACT", "answer": "REFUSED", "how": "ALOUD", "language": "shi"}
    assert desk.post("consents", her.pk, **form).status_code == 422
    assert desk.post("consents", her.pk, **form, is_told="on").status_code == 302
    assert desk.post("consents", her.pk, **form | {"code": "NOTHING"}, is_told="on").status_code == 422
    page = desk.client.get(reverse("people:person", args=[her.pk])).content.decode()
    assert "refuse" in page


@pytest.mark.parametrize(("lang", "said"), [("fr", "oui"), ("ar", "نعم")])
def test_the_slip_says_what_may_be_found_at_home_only(place, lang, said, monkeypatch):
    worker = place.worker()
    her = person(worker)
    answers(worker, her, "GIVEN", code="SHARE")
    answers(worker, her, "GIVEN", code="SENSITIVE")
    row, seen = reception(worker, registration_id=her.pk), []
    monkeypatch.setattr("wasl.assistance.commands.papers.issue", lambda **given: seen.append(given["data"].consents))
    with working(worker) as who:
        issue_slip(actor=who, now=factories.NOW, reception_id=row.pk, lang=lang)
    assert len(seen[0]) == 1 and said in seen[0][0]


def test_a_household_of_another_day(place, desk_of):
    desk = desk_of("SOCIAL_WORKER", place.centre)
    her = person(desk.actor)
    assert desk.get("household", her.pk).status_code == 200
    assert desk.get("household", her.pk, on_day="31", on_month="2", on_year="2020").status_code == 422
