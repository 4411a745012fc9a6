from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, transaction

from tests.access import factories
from tests.network.factories import unit
from wasl.catalogue.commands import seed
from wasl.catalogue.models import Recording
from wasl.catalogue.recordings.commands import (
    CannotKeepSound,
    SoundAltered,
    checked_sound,
    decide_recording,
    propose_recording,
)
from wasl.catalogue.recordings.queries import groups, phrase_of, played
from wasl.catalogue.recordings.rules import ALWAYS, SoundFault, fault_of_sound, media_type_of
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SOUND = b"\x1aE\xdf\xa3" + b"wasl" * 100


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"\x1aE\xdf\xa3", "audio/webm"), (b"OggS", "audio/ogg"), (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4"), (b"<svg", ""), (b"MZ", ""), (b"", ""),
    ],
)  # fmt: skip
def test_a_sound_is_known_by_what_it_begins_with(head, media):
    assert media_type_of(head) == media


@pytest.mark.parametrize(
    ("sound", "fault"),
    [
        (SOUND, None), (b"", SoundFault.NO_SOUND), (b"x" * 500, SoundFault.NOT_A_SOUND),
        (b"OggS" + b"x" * 70_000, SoundFault.TOO_LARGE), (b"<svg onload=alert(1)>" * 20, SoundFault.NOT_A_SOUND),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_refused(sound, fault):
    assert fault_of_sound(sound, most_kilobytes=64) == fault


def test_phrases_have_their_own_slots():
    assert len({one.slot for one in ALWAYS}) == len(ALWAYS)
    assert len({one.words_hash for one in ALWAYS}) == len(ALWAYS)


@pytest.fixture
def voices(db):
    seed()
    centre = unit("CENTRE")
    return factories.actor("SOCIAL_WORKER", centre), factories.actor("SUPERVISOR", centre)


def propose(who, **values):
    given = {"recording_id": new_id(), "slot": "talk-hello", "language": "shi", "sound": SOUND} | values
    return propose_recording(actor=who, now=NOW, **given)


def decide(who, row, **values):
    return decide_recording(actor=who, now=NOW, recording_id=row.pk, **{"is_approved": True} | values)


def fault_of(command, *args, **values):
    with pytest.raises(CannotKeepSound) as raised:
        command(*args, **values)
    return raised.value.fault


def test_every_phrase_of_interview_consent_and_questionnaires_has_a_slot(voices):
    found = {group.key: len(group.phrases) for group in groups(actor=voices[0], on=NOW.date())}
    assert found["consent"] == 5
    assert found["WG_SS"] == 6
    assert set(found) >= {"always", "NEEDS", "CFM_2_4", "CFM_5_17", "DANGER_W", "RISK_C"}


def test_a_recording_is_played_once_another_account_has_listened(voices):
    worker, supervisor = voices
    row = propose(worker)
    assert played() == {}
    decide(supervisor, row)
    assert played()["talk-hello", "shi"].pk == row.pk
    assert checked_sound(Recording.objects.get(pk=row.pk)) == SOUND


def test_the_one_who_recorded_does_not_decide(voices):
    _worker, supervisor = voices
    assert fault_of(decide, supervisor, propose(supervisor)) == SoundFault.SAME_ACCOUNT


def test_a_worker_decides_nothing(voices):
    worker, _supervisor = voices
    row = propose(worker)
    with pytest.raises(NotAllowed):
        decide(worker, row)


def test_a_new_recording_takes_the_place_of_the_one_before(voices):
    worker, supervisor = voices
    first, second = propose(worker), None
    decide(supervisor, first)
    second = propose(worker, sound=SOUND + b"!")
    decide(supervisor, second)
    assert played()["talk-hello", "shi"].pk == second.pk
    assert Recording.objects.get(pk=first.pk).replaced_at == NOW


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"slot": "talk-moon"}, SoundFault.UNKNOWN_PHRASE), ({"language": "fr"}, SoundFault.UNKNOWN_PHRASE),
        ({"sound": b"<html>" * 100}, SoundFault.NOT_A_SOUND),
    ],
)  # fmt: skip
def test_what_cannot_be_kept(voices, values, fault):
    assert fault_of(propose, voices[0], **values) == fault


def test_one_waits_at_a_time_and_a_refusal_has_a_reason(voices):
    worker, supervisor = voices
    row = propose(worker)
    assert fault_of(propose, worker) == SoundFault.ALREADY_WAITING
    assert fault_of(decide, supervisor, row, is_approved=False) == SoundFault.NO_REASON
    assert decide(supervisor, row, is_approved=False, reason="Trop loin du micro").state == "refused"
    assert fault_of(decide, supervisor, row) == SoundFault.ALREADY_DECIDED


def test_a_sound_of_other_words_is_not_approved(voices, monkeypatch):
    worker, supervisor = voices
    row = propose(worker)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Recording.objects.filter(pk=row.pk).update(words_hash="other")
    other = phrase_of(actor=worker, slot="talk-stop", on=date(2026, 11, 24))
    monkeypatch.setattr("wasl.catalogue.recordings.commands.phrase_of", lambda **asked: other)
    assert fault_of(decide, supervisor, row) == SoundFault.WORDS_CHANGED


def test_altered_bytes_are_not_played(voices):
    row = propose(voices[0])
    row.sound = SOUND + b"?"
    with pytest.raises(SoundAltered):
        checked_sound(row)
