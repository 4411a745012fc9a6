from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.access import factories as access
from tests.messages.factories import JOB, NOW, Remembering, queued, read, send
from tests.network.factories import SmallInstitution
from wasl.core.scope import ScopeNotGiven, entered, system
from wasl.journal.models import Line
from wasl.messages import commands
from wasl.messages.models import Message
from wasl.messages.rules import BACKOFF, NEXT_MESSAGE, Channel, MessageState, Why

pytestmark = pytest.mark.django_db
S = MessageState


@pytest.fixture
def place(db):
    return SmallInstitution()


def test_a_message_leaves_once_and_nothing_of_it_stays(place):
    one, gateway = queued(place.centre), Remembering()
    assert [send(gateway), send(gateway)] == [1, 0]
    row = read(one)
    assert gateway.sent == [one]
    assert (row.state, bytes(row.recipient), bytes(row.words), row.gateway) == (S.SENT, b"", b"", "remembering")


def test_what_waits_is_sealed(place):
    row = read(queued(place.centre))
    assert b"0661234509" not in bytes(row.recipient) and b"26/11/2026" not in bytes(row.words)
    assert row.recipient and row.words


def test_the_same_id_is_one_message(place):
    one = queued(place.centre)
    with transaction.atomic(), system(JOB):
        rows = Message.objects.for_system(JOB)
        assert not commands.queue_message(
            job=JOB, message_id=one, now=NOW, channel=Channel.SMS, number="0600000000", template="appointment",
            language="fr", slots={}, subject="x", subject_id=one, place={}, not_before=NOW, not_after=NOW,
        )  # fmt: skip
        assert rows.count() == 1


def test_the_journal_holds_ids_and_states_only(place):
    one = queued(place.centre)
    send(Remembering())
    with entered(access.actor("CENTRE_DIRECTOR", place.centre)):
        lines = list(Line.objects.filter(subject="message").order_by("id").values_list("verb", "subject_id", "reason"))
    assert lines == [("message:queue", str(one), "sms"), ("message:end", str(one), "sent")]


def test_not_before_its_hour(place):
    one = queued(place.centre, not_before=NOW + timedelta(hours=1))
    gateway = Remembering()
    assert send(gateway) == 0
    assert send(gateway, NOW + timedelta(hours=1)) == 1
    assert gateway.sent == [one]


def test_a_carrier_that_is_away_is_asked_again_later_each_time(place):
    one, gateway, now = queued(place.centre), Remembering("unreachable", "unreachable"), NOW
    for wait in BACKOFF[:2]:
        assert send(gateway, now) == 1
        assert read(one).not_before == now + wait
        assert send(gateway, now + wait - timedelta(seconds=1)) == 0
        now += wait
    assert send(gateway, now) == 1
    assert (read(one).state, read(one).attempts) == (S.SENT, 3)


def test_it_is_given_up_in_the_end(place):
    one, gateway, now = queued(place.centre), Remembering(*["unreachable"] * 9), NOW
    for wait in (*BACKOFF, timedelta()):
        send(gateway, now)
        now += wait
    assert (read(one).state, read(one).error, gateway.sent) == (S.FAILED, Why.UNREACHABLE, [])


def test_a_wrong_number_is_not_tried_again(place):
    one = queued(place.centre)
    send(Remembering("rejected"))
    assert (read(one).state, read(one).error) == (S.FAILED, Why.REJECTED)


def test_what_is_no_longer_permitted_at_the_last_moment_does_not_leave(place):
    one, gateway, asked = queued(place.centre), Remembering(), []
    send(gateway, permits=lambda row, number: asked.append((row.pk, number)))
    assert asked == [(one, "0661234509")]
    assert (gateway.sent, read(one).state, read(one).error) == ([], S.FAILED, Why.NOT_PERMITTED)


def test_a_sender_that_died_after_the_carrier_took_it_sends_nothing_twice(place):
    one, gateway = queued(place.centre), Remembering("dies")
    with pytest.raises(SystemExit):
        send(gateway)
    assert read(one).state == S.SENDING
    assert send(gateway, NOW + timedelta(seconds=30)) == 0
    assert send(gateway, NOW + timedelta(minutes=2)) == 1
    assert (gateway.sent, read(one).state) == ([one], S.SENT)


def test_a_carrier_that_cannot_say_leaves_it_unsure_and_is_not_asked_again(place):
    one, gateway = queued(place.centre), Remembering("dies", knows=False)
    with pytest.raises(SystemExit):
        send(gateway)
    for minutes in (2, 60, 600):
        send(gateway, NOW + timedelta(minutes=minutes))
    assert (gateway.sent, read(one).state, read(one).error) == ([one], S.UNSURE, Why.DIED)


def test_without_a_gateway_it_expires_and_says_why(place):
    one = queued(place.centre)
    assert commands.expire_messages(now=NOW + timedelta(days=3), has_gateway=False) == 1
    assert (read(one).state, read(one).error) == (S.EXPIRED, Why.NO_GATEWAY)


def test_paper_is_never_handed_to_a_gateway(place):
    one, gateway = queued(place.centre, channel=Channel.CALL), Remembering()
    assert (send(gateway), gateway.sent, read(one).state) == (0, [], S.WAITING)
    assert bytes(read(one).recipient) == b""


def test_what_may_not_go_out_is_written_down_as_such(place):
    row = read(queued(place.centre, channel=Channel.NONE, error="never"))
    assert (row.state, row.error) == (S.FAILED, "never")


def test_cancelled_before_it_left(place):
    one, gateway = queued(place.centre), Remembering()
    with transaction.atomic(), system(JOB):
        assert commands.cancel_messages(job=JOB, subject_ids=[read(one).subject_id], now=NOW) == 1
    assert (send(gateway), gateway.sent, read(one).state) == (0, [], S.CANCELLED)


def test_who_called_notes_what_became_of_it(place):
    one, worker = queued(place.centre, channel=Channel.CALL), access.actor("SOCIAL_WORKER", place.centre)
    with entered(worker):
        commands.note_reached(actor=worker, message_id=one, now=NOW, is_reached=True)
        with pytest.raises(commands.CannotChangeMessage):
            commands.note_reached(actor=worker, message_id=one, now=NOW, is_reached=False)
    assert read(one).state == S.SENT


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("is_reached", [True, False])
def test_what_is_said_of_a_message_goes_where_its_table_leads(place, state, is_reached):
    """From every state, by who called: it goes where the table leads, or stays as it was."""
    one, worker = queued(place.centre, channel=Channel.CALL), access.actor("SOCIAL_WORKER", place.centre)
    with transaction.atomic(), system(JOB):
        Message.objects.for_system(JOB).filter(pk=one).update(state=state, recipient=b"", words=b"", ended_at=NOW)
    wanted = S.SENT if is_reached else S.FAILED
    with entered(worker):
        try:
            commands.note_reached(actor=worker, message_id=one, now=NOW, is_reached=is_reached)
        except commands.CannotChangeMessage:
            wanted = state
    assert read(one).state == wanted
    assert wanted == state or wanted in NEXT_MESSAGE[state]


def test_the_application_reads_and_removes_nothing_by_itself(place):
    queued(place.centre)
    with pytest.raises(ScopeNotGiven):
        Message.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM outbox_message")
        assert cursor.fetchone() == (0,)
