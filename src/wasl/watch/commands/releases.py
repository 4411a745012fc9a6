"""Data sets for partners: asked for by one, approved by another, open until a day, revoked when need be."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.render import sha256
from wasl.journal.commands import record
from wasl.network.models import Unit
from wasl.watch.commands.publishing import months_within, published_table
from wasl.watch.indicators import watched
from wasl.watch.models import DataSet
from wasl.watch.queries.releases import datasets
from wasl.watch.queries.territories import lies_in, own_territories, provinces_of
from wasl.watch.rules.hxl import Line, written
from wasl.watch.rules.releases import ReleaseFault, fault_of_request, fault_of_taking


class CannotRelease(Exception):
    def __init__(self, fault: ReleaseFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def ask_dataset(
    *,
    actor: Actor,
    dataset_id: UUID,
    partner: str,
    purpose: str,
    indicators: Sequence[str],
    territory: str,
    since: date,
    until: date,
    expires_on: date,
    now: datetime,
    today: date,
) -> DataSet:
    """Writes what is asked for; nothing can be taken before another account approved it."""
    require(actor, Permission.DATASET_MAKE, path=actor.path)
    if known := datasets(actor=actor).filter(pk=dataset_id).first():
        return known
    fault = fault_of_request(
        partner=partner, purpose=purpose, indicators=indicators,
        published={code for code, one in watched().items() if one.is_published},
        is_own=lies_in(territory, own_territories(actor=actor, on=today)), since=since, until=until,
        expires_on=expires_on, today=today, longest=parameter("watch.dataset_days", on=today),
    )  # fmt: skip
    if fault:
        raise CannotRelease(fault)
    unit = Unit.objects.get(pk=actor.unit_id)
    row = DataSet(
        pk=dataset_id, unit=unit, path=unit.path, level=0, partner=partner.strip()[:160], purpose=purpose.strip()[:300],
        indicators=list(dict.fromkeys(indicators)), territory=territory, since=since, until=until,
        made_by_id=actor.account_id, made_at=now, expires_on=expires_on,
    )  # fmt: skip
    row.save(force_insert=True)
    _note(actor, row, Permission.DATASET_MAKE)
    return row


@transaction.atomic
def approve_dataset(*, actor: Actor, dataset_id: UUID, now: datetime, today: date) -> DataSet:
    """Cuts the file from the frozen tables and opens it."""
    require(actor, Permission.DATASET_APPROVE)
    row: DataSet = datasets(actor=actor).select_for_update().get(pk=dataset_id)
    if row.approved_at or row.revoked_at:
        raise CannotRelease(ReleaseFault.DECIDED)
    if row.made_by_id == actor.account_id:
        raise CannotRelease(ReleaseFault.OWN)
    content = written(_lines(row, today, now))
    row.content, row.sha256 = content, sha256(content)
    row.approved_by_id, row.approved_at = actor.account_id, now
    row.save(update_fields=["content", "sha256", "approved_by", "approved_at"])
    _note(actor, row, Permission.DATASET_APPROVE)
    return row


def _lines(row: DataSet, today: date, now: datetime) -> list[Line]:
    """Every part that touches the territory, whole: a part is never cut, whoever asks."""
    names, lines = provinces_of(["MA"]), []
    for month in months_within(row.since, row.until):
        for code in row.indicators:
            label = watched()[code].label
            for part in published_table(indicator=code, month=month, today=today, now=now):
                if not any(lies_in(place, [row.territory]) for place in part.places):
                    continue
                named = [names[place].name for place in part.places]
                fr, ar = tuple(one.fr for one in named), tuple(one.ar for one in named)
                lines.append(Line(month, code, label.fr, label.ar, part.places, fr, ar, part.count))
    return lines


@transaction.atomic
def revoke_dataset(*, actor: Actor, dataset_id: UUID, why: str, now: datetime) -> DataSet:
    """Nobody takes it any more; that it was there, for whom and how often it was taken stay."""
    require(actor, Permission.DATASET_REVOKE)
    if not why.strip():
        raise CannotRelease(ReleaseFault.PURPOSE)
    row: DataSet = datasets(actor=actor).select_for_update().get(pk=dataset_id)
    if row.revoked_at:
        raise CannotRelease(ReleaseFault.REVOKED)
    row.revoked_by_id, row.revoked_at, row.revoked_why = actor.account_id, now, why.strip()[:200]
    row.save(update_fields=["revoked_by", "revoked_at", "revoked_why"])
    _note(actor, row, Permission.DATASET_REVOKE)
    return row


@transaction.atomic
def take_dataset(*, actor: Actor, dataset_id: UUID, today: date) -> DataSet:
    """The file, to be handed to the partner; each time leaves a line."""
    row: DataSet = datasets(actor=actor).select_for_update().get(pk=dataset_id)
    fault = fault_of_taking(
        is_approved=row.approved_at is not None, is_revoked=row.revoked_at is not None, expires_on=row.expires_on,
        today=today,
    )  # fmt: skip
    if fault:
        raise CannotRelease(fault)
    row.taken += 1
    row.save(update_fields=["taken"])
    _note(actor, row, "dataset:take")
    return row


def _note(actor: Actor, row: DataSet, verb: str) -> None:
    record(actor=actor, verb=verb, subject="dataset", subject_id=row.pk, path=row.path)
