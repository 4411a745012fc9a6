from datetime import date, timedelta

import pytest
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from tests.assistance.factories import NOW, case, working
from wasl.assistance.commands.voices import CannotHear, decline, give_ticket, hear, plan_campaign
from wasl.assistance.models import Voice, VoiceTicket, VoiceTry
from wasl.assistance.queries.voices import campaigns_of, said
from wasl.assistance.rules.voices import (
    LONGEST_WAIT,
    QUESTIONS,
    SHEET,
    Face,
    VoiceFault,
    VoiceKind,
    fault_of_try,
    tally,
    wait_after,
    week_of,
)
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.journal.models import Line

TODAY = NOW.date()
K = VoiceKind.CLOSURE
ANSWERS = {question.code: "good" for question in QUESTIONS[K]}


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_a_day_is_blurred_to_its_monday(day):
    assert week_of(day).weekday() == 0 and timedelta(0) <= day - week_of(day) < timedelta(days=7)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, VoiceFault.EMPTY),
        ({"HEARD": ""}, VoiceFault.EMPTY),
        ({"NOPE": "good"}, VoiceFault.ANSWER),
        ({"HEARD": "great"}, VoiceFault.ANSWER),
        ({"HEARD": "bad", "CLEAR": ""}, [(SHEET, ""), ("HEARD", "bad")]),
    ],
)
def test_what_is_counted(answers, found):
    assert tally(K, answers) == found


@pytest.mark.parametrize("kind", VoiceKind)
def test_each_question_is_asked_in_both_languages(kind):
    assert all(one.text.fr.endswith("?") and one.text.ar.endswith("؟") for one in QUESTIONS[kind])
    assert len({one.code for one in QUESTIONS[kind]}) == len(QUESTIONS[kind])


def heard(who, number=1, **values):
    with working(who) as actor:
        for _ in range(number):
            hear(actor=actor, now=NOW, kind=K, answers=ANSWERS | values)


def test_no_column_can_hold_who_spoke_or_when():
    kept = {field.name for field in Voice._meta.concrete_fields}
    assert kept == {"id", "unit", "kind", "version", "week", "question", "answer", "count"}
    instants = (models.DateTimeField, models.TimeField, models.UUIDField)
    assert not any(isinstance(field, instants) for field in Voice._meta.concrete_fields)


@pytest.mark.django_db
def test_neither_the_rows_nor_the_journal_lead_back_to_her(place):
    """Two persons of one week, heard in either order, leave the same rows; and the journal no line at all."""
    worker = place.worker()
    dossier = case(worker)
    with system("seal journal"):
        before = Line.objects.count()
    left = []
    for order in ((("HEARD", "good"), ("HEARD", "bad")), (("HEARD", "bad"), ("HEARD", "good"))):
        with system("hear voices"):
            Voice.objects.all().delete()
        for code, face in order:
            heard(worker, **{code: face})
        with system("hear voices"):
            left.append(sorted(Voice.objects.values_list("unit", "week", "question", "answer", "count")))
            assert not Voice.objects.filter(question=SHEET).exclude(count=2).exists()
    assert left[0] == left[1]
    with system("seal journal"):
        assert Line.objects.count() == before
    assert not any(dossier.pk in row for row in left[0])


@pytest.mark.django_db
def test_no_account_reads_a_row_through_the_database(place):
    worker = place.worker()
    heard(worker, 3)
    for who in (worker, place.worker(role="CENTRE_DIRECTOR"), place.worker(at=place.hq, role="STATISTICIAN")):
        with working(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM assistance_voice")
            assert cursor.fetchone()[0] == 0


@pytest.mark.django_db
def test_a_code_is_for_another_colleague_once_and_leaves_nothing(place):
    worker, colleague = place.worker(), place.worker()
    with working(worker) as actor:
        code = give_ticket(actor=actor, today=TODAY, kind=K)
        with pytest.raises(CannotHear) as caught:
            hear(actor=actor, now=NOW, kind=K, answers=ANSWERS, code=code)
    assert caught.value.fault == VoiceFault.OWN_CODE
    with working(colleague) as actor:
        hear(actor=actor, now=NOW, kind=K, answers=ANSWERS, code=code)
        with pytest.raises(CannotHear) as caught:
            hear(actor=actor, now=NOW, kind=K, answers=ANSWERS, code=code)
    assert caught.value.fault == VoiceFault.UNKNOWN_CODE
    with system("hear voices"):
        assert not VoiceTicket.objects.for_system("hear voices").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "days"), [("sister", 0), ("centre", 2)])
def test_a_code_is_of_its_unit_and_of_its_day(place, at, days):
    with working(place.worker()) as actor:
        code = give_ticket(actor=actor, today=TODAY, kind=K)
    with working(place.worker(at=getattr(place, at))) as actor, pytest.raises(CannotHear):
        hear(actor=actor, now=NOW + timedelta(days=days), kind=K, answers=ANSWERS, code=code)


@pytest.mark.django_db
def test_figures_add_up_by_unit_province_and_in_all(place):
    heard(place.worker(), 4)
    heard(place.worker(at=place.sister), 2, HEARD="bad")
    with working(place.worker()) as actor:
        decline(actor=actor, today=TODAY, kind=K)
        units, provinces, whole = said(actor=actor, kind=K, year=TODAY.year)
    assert [(one.unit_id, one.sheets, one.declined) for one in units] == [(place.centre.pk, 4, 1)]
    assert [one.sheets for one in provinces] == [6] and whole.faces["HEARD", Face.BAD] == 2


@pytest.mark.django_db
def test_a_round_has_its_sample_and_is_changed_by_who_plans_there(place):
    given = {"unit_id": place.centre.pk, "since_on": TODAY, "until_on": TODAY + timedelta(days=10)}
    director = place.worker(role="CENTRE_DIRECTOR")
    with working(director) as actor:
        for sample in (30, 40):
            plan_campaign(actor=actor, campaign_id=new_id(), sample=sample, **given)
        (row,) = campaigns_of(actor=actor, year=TODAY.year)
        assert row.sample == 40
        for wrong in ({"sample": 0}, {"sample": 3, "until_on": TODAY - timedelta(days=1)}):
            with pytest.raises(CannotHear):
                plan_campaign(actor=actor, campaign_id=new_id(), **(given | wrong))
    with working(place.worker(at=place.stranger, role="CENTRE_DIRECTOR")) as actor, pytest.raises(NotAllowed):
        plan_campaign(actor=actor, campaign_id=new_id(), sample=3, **given)


@pytest.mark.django_db
@pytest.mark.parametrize("sheets", [4, 5])
def test_results_are_shown_from_enough_answers_on(client, place, sheets, monkeypatch):
    from wasl.access.models import Account

    worker = place.worker()
    heard(worker, sheets)
    client.force_login(Account.objects.get(pk=worker.account_id))
    page = client.get(f"/voices/?year={TODAY.year}").content.decode()
    assert ("100 %" in page) is (sheets == 5)


@pytest.mark.django_db
def test_a_second_touch_counts_once(client, place):
    from wasl.access.models import Account

    worker = place.worker()
    client.force_login(Account.objects.get(pk=worker.account_id))
    client.get("/voices/sheet/closure/")
    form = ANSWERS | {"once": client.session["voice"]}
    assert client.post("/voices/sheet/closure/", {"once": form["once"]}).status_code == 422
    form["once"] = client.session["voice"]
    for _ in range(2):
        assert client.post("/voices/sheet/closure/", form).status_code == 200
    with system("hear voices"):
        assert Voice.objects.get(question=SHEET).count == 1


def test_each_wrong_code_waits_longer_up_to_a_limit():
    waits = [wait_after(wrong) for wrong in range(30)]
    assert waits[:4] == [0, 0, 5, 10] and waits == sorted(waits) and waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize(
    ("wrong", "seconds", "fault"),
    [(0, None, None), (2, 3, VoiceFault.TOO_SOON), (2, 0, None), (5, -9, VoiceFault.TOO_MANY)],
)
def test_when_a_code_may_be_typed(wrong, seconds, fault):
    next_at = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert fault_of_try(wrong=wrong, most=5, next_at=next_at, now=NOW) == fault


def typed(who, code, at):
    with working(who) as actor:
        try:
            hear(actor=actor, now=at, kind=K, answers=ANSWERS, code=code)
        except CannotHear as refusal:
            return refusal.fault


@pytest.mark.django_db
def test_wrong_codes_are_counted_slowed_down_then_refused_until_tomorrow(place):
    worker, colleague = place.worker(), place.worker()
    with working(worker) as actor:
        code = give_ticket(actor=actor, today=TODAY, kind=K)
    wrong = "000000" if code != "000000" else "111111"
    times = [NOW + timedelta(minutes=10 * number) for number in range(6)]
    assert [typed(colleague, wrong, at) for at in times[:2]] == [VoiceFault.UNKNOWN_CODE] * 2
    assert typed(colleague, code, times[1] + timedelta(seconds=1)) == VoiceFault.TOO_SOON
    assert [typed(colleague, wrong, at) for at in times[2:5]] == [VoiceFault.UNKNOWN_CODE] * 3
    assert typed(colleague, code, times[5]) == VoiceFault.TOO_MANY
    assert typed(colleague, code, NOW + timedelta(days=1)) is None
    assert not VoiceTry.objects.filter(account_id=colleague.account_id).exists()
