"""A file past its time is proposed by one agent and approved by another; a hold keeps it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.models import Registration
from wasl.rights.models import Erasure, ErasureItem, LegalHold, PastPeriod
from wasl.rights.rules.retention import ErasureFault, ErasureState, WhyHold, fault_of_decision

_PROPOSE, _DECIDE, _HOLD = Permission.ERASURE_PROPOSE, Permission.ERASURE_DECIDE, Permission.HOLD_SET
MOST = 500


class CannotErase(Exception):
    """`fault` says why nothing is proposed, decided, held or released."""

    def __init__(self, fault: ErasureFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def propose_erasure(
    *, actor: Actor, erasure_id: UUID, registration_ids: Sequence[UUID], now: datetime
) -> list[Erasure]:
    """Of files that are past their time and in the actor's sight, others are left out; nominative ones each alone.

    Sent twice it answers what was proposed. Raises CannotErase.
    """
    require(actor, _PROPOSE)
    rows = Erasure.objects.visible_to(actor, _PROPOSE)
    if already := rows.filter(pk=erasure_id, proposed_by=actor.account_id).first():
        return [already]
    past = PastPeriod.objects.visible_to(actor, _PROPOSE).filter(registration__in=list(registration_ids)[:MOST])
    files = list(past.order_by("id"))
    together = [file for file in files if file.level < NOMINATIVE]
    groups = ([together] if together else []) + [[file] for file in files if file.level >= NOMINATIVE]
    if not groups:
        raise CannotErase(ErasureFault.NOTHING)
    ids = [erasure_id, *(new_id() for _ in groups[1:])]
    return [_propose(actor, pk, group, now) for pk, group in zip(ids, groups, strict=True)]


def _propose(actor: Actor, pk: UUID, files: Sequence[PastPeriod], now: datetime) -> Erasure:
    level = max(file.level for file in files)
    made: Erasure = Erasure.objects.visible_to(actor, _PROPOSE).create(
        pk=pk, unit_id=actor.unit_id, path=actor.path, level=level,
        seal=files[0].seal if level >= NOMINATIVE else None, proposed_by=actor.account_id, proposed_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            ErasureItem.objects.visible_to(actor, _PROPOSE).bulk_create(
                ErasureItem(
                    erasure=made, registration_id=file.registration_id, unit_id=file.unit_id, path=file.path,
                    level=file.level, seal=file.seal, rule=file.rule,
                )
                for file in files
            )  # fmt: skip
    except IntegrityError as error:
        raise CannotErase(ErasureFault.NOTHING) from error
    _record(actor, made, _PROPOSE)
    return made


@transaction.atomic
def decide_erasure(*, actor: Actor, erasure_id: UUID, is_approved: bool, now: datetime) -> Erasure:
    """Another agent than the one who proposed it; the worker carries out what is approved. Raises CannotErase."""
    row: Erasure = Erasure.objects.visible_to(actor, _DECIDE).select_for_update().get(pk=erasure_id)
    require(actor, _DECIDE, path=row.path, level=row.level, seal=row.seal)
    if fault := fault_of_decision(state=row.state, proposed_by=row.proposed_by, decided_by=actor.account_id):
        raise CannotErase(fault)
    row.state = ErasureState.APPROVED if is_approved else ErasureState.REFUSED
    row.decided_by, row.decided_at = actor.account_id, now
    row.save(update_fields=["state", "decided_by", "decided_at"])
    if not is_approved:
        ErasureItem.objects.visible_to(actor, _DECIDE).filter(erasure=row.pk).delete()
    _record(actor, row, _DECIDE)
    return row


def _record(actor: Actor, row: Erasure, verb: str) -> None:
    record(
        actor=actor, verb=verb, subject="erasure", subject_id=row.pk, path=row.path, level=row.level, seal=row.seal,
        reason=row.state,
    )  # fmt: skip


@transaction.atomic
def hold_file(*, actor: Actor, registration_id: UUID, reason: str, words: str = "", now: datetime) -> LegalHold:
    """From now on it is not erased. An agent of a nominative level who reads a nominative file of hers holds it at that
    level, unseen by others. Raises CannotErase, DoesNotExist."""
    kept: Registration = Registration.objects.visible_to(actor, _HOLD).select_for_update().get(pk=registration_id)
    require(actor, _HOLD, path=kept.path, level=kept.level, seal=kept.seal)
    rows = LegalHold.objects.visible_to(actor, _HOLD)
    if rows.filter(registration=kept.pk, ended_at__isnull=True).exists():
        raise CannotErase(ErasureFault.ALREADY_HELD)
    past = PastPeriod.objects.visible_to(actor, _HOLD).filter(registration=kept.pk).first()
    level, seal = (past.level, past.seal) if past else (kept.level, kept.seal)
    made: LegalHold = rows.create(
        registration=kept, unit_id=kept.unit_id, path=kept.path, level=level, seal=seal, reason=WhyHold(reason),
        words=words, set_by=actor.account_id, set_at=now,
    )  # fmt: skip
    _record_hold(actor, made, reason)
    return made


@transaction.atomic
def release_file(*, actor: Actor, hold_id: UUID, now: datetime) -> LegalHold:
    """Raises CannotErase, DoesNotExist."""
    row: LegalHold = LegalHold.objects.visible_to(actor, _HOLD).select_for_update().get(pk=hold_id)
    require(actor, _HOLD, path=row.path, level=row.level, seal=row.seal)
    if row.ended_at is not None:
        raise CannotErase(ErasureFault.NOT_HELD)
    row.ended_by, row.ended_at = actor.account_id, now
    row.save(update_fields=["ended_by", "ended_at"])
    _record_hold(actor, row, "ENDED")
    return row


def _record_hold(actor: Actor, row: LegalHold, reason: str) -> None:
    record(
        actor=actor, verb=_HOLD, subject="registration", subject_id=row.registration_id, path=row.path,
        level=row.level, seal=row.seal, reason=reason, about=str(row.pk),
    )  # fmt: skip
