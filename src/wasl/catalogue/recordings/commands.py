import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.catalogue.models import Recording
from wasl.catalogue.queries import parameter
from wasl.catalogue.recordings.queries import phrase_of
from wasl.catalogue.recordings.rules import SPOKEN, SoundFault, fault_of_sound, media_type_of
from wasl.catalogue.rules import Fault, State, fault_of_decision
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record


class CannotKeepSound(Exception):
    def __init__(self, fault: SoundFault) -> None:
        super().__init__(fault)
        self.fault = fault


class SoundAltered(RuntimeError):
    """The stored sound no longer has the hash it was kept with; the text names the recording."""


_DECISIONS = {Fault.SAME_ACCOUNT: SoundFault.SAME_ACCOUNT, Fault.ALREADY_DECIDED: SoundFault.ALREADY_DECIDED}


@transaction.atomic
def propose_recording(
    *, actor: Actor, now: datetime, recording_id: UUID, slot: str, language: str, sound: bytes
) -> Recording:
    """Keeps a phrase read aloud; nobody hears it before another account has. The same id sent twice stays one."""
    require(actor, Permission.RECORDING_PROPOSE)
    if already := Recording.objects.filter(pk=recording_id).first():
        return already
    today = localtime(now).date()
    phrase = phrase_of(actor=actor, slot=slot, on=today)
    if phrase is None or language not in SPOKEN:
        raise CannotKeepSound(SoundFault.UNKNOWN_PHRASE)
    if fault := fault_of_sound(sound, most_kilobytes=parameter("recording.most_kilobytes", on=today)):
        raise CannotKeepSound(fault)
    if Recording.objects.filter(slot=slot, language=language, state=State.PROPOSED).exists():
        raise CannotKeepSound(SoundFault.ALREADY_WAITING)
    row = Recording(
        pk=recording_id, slot=slot, language=language, words_hash=phrase.words_hash, sound=sound, size=len(sound),
        media_type=media_type_of(sound), sha256=hashlib.sha256(sound).hexdigest(), state=State.PROPOSED,
        proposed_by_id=actor.account_id, proposed_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    _journal(actor, row, Permission.RECORDING_PROPOSE)
    return row


@transaction.atomic
def decide_recording(
    *, actor: Actor, now: datetime, recording_id: UUID, is_approved: bool, reason: str = ""
) -> Recording:
    """Another account has listened: it is played from now on in place of the one before, or refused with a reason."""
    require(actor, Permission.RECORDING_APPROVE)
    row = Recording.objects.select_for_update().get(pk=recording_id)
    fault = fault_of_decision(state=row.state, proposed_by=row.proposed_by_id, decided_by=actor.account_id)
    if fault:
        raise CannotKeepSound(_DECISIONS[fault])
    if not is_approved and not reason.strip():
        raise CannotKeepSound(SoundFault.NO_REASON)
    if is_approved:
        phrase = phrase_of(actor=actor, slot=row.slot, on=localtime(now).date())
        if phrase is None or phrase.words_hash != row.words_hash:
            raise CannotKeepSound(SoundFault.WORDS_CHANGED)
        before = Recording.objects.filter(slot=row.slot, language=row.language, state=State.APPROVED)
        before.filter(replaced_at__isnull=True).update(replaced_at=now)
    row.state = State.APPROVED if is_approved else State.REFUSED
    row.decided_by_id, row.decided_at, row.decision_reason = actor.account_id, now, reason.strip()[:200]
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    _journal(actor, row, Permission.RECORDING_APPROVE)
    return row


def checked_sound(row: Recording) -> bytes:
    """Raises SoundAltered when the bytes are no longer those that were listened to."""
    sound = bytes(row.sound)
    if hashlib.sha256(sound).hexdigest() != row.sha256:
        raise SoundAltered(f"recording {row.pk} does not have its SHA-256 any more: restore it from a backup")
    return sound


def _journal(actor: Actor, row: Recording, verb: str) -> None:
    record(actor=actor, verb=verb, subject="recording", subject_id=row.pk, reason=f"{row.slot} {row.language}"[:60])
