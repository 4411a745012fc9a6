"""What one chunk of a list writes, behind both walls, and the traces it leaves to be undone by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wasl.core import sealed
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record_many
from wasl.people.bulk import NewRegistration, copy_in, write_registrations
from wasl.people.commands.linking import Refused, call
from wasl.people.commands.lists.held import IMPORT, save_rows
from wasl.people.lists.rows import Entry
from wasl.people.models import ListRow, Membership, PersonList
from wasl.people.queries.footprint import footprint, roots_of
from wasl.people.queries.search import HitExpired, near_indexes, number_index, opened_token
from wasl.people.rules import DocumentStatus
from wasl.people.rules.lists import RowAnswer, RowVerdict
from wasl.people.rules.sought import Sought

_DOCUMENT = ("id", "registration_id", "unit_id", "path", "level", "type", "status")
_NUMBER = ("id", "registration_id", "document_id", "unit_id", "path", "level", "sealed", "exact", "near")
_ADDRESS = (
    "id", "registration_id", "unit_id", "path", "level", "commune_code", "douar", "line", "landmark", "since",
)  # fmt: skip
_HOUSEHOLD = ("id", "unit_id", "path", "level", "is_simulated", "created_at")
_MEMBER = ("id", "registration_id", "household_id", "unit_id", "path", "level", "role")


@dataclass(frozen=True, slots=True)
class Taken:
    row: ListRow
    entry: Entry
    sought: Sought

    @property
    def is_here(self) -> bool:
        """Already registered in the unit: only its place in the household may be missing."""
        return self.row.verdict == RowVerdict.HERE


def write_taken(*, actor: Actor, held: PersonList, taken: Sequence[Taken], now: datetime, today: date) -> None:
    made = [each for each in taken if not each.is_here]
    write_registrations((_new(actor, held, each, now) for each in made), today=today, job=None)
    _write_papers(held, made)
    _write_addresses(held, made, today)
    for each in made:
        _link(actor, each, today)
    _write_homes(actor, held, taken, now)
    ids = [each.row.pk for each in made]
    record_many(
        actor=actor, verb=Permission.PERSON_CREATE, subject="registration", subject_ids=ids, path=held.path,
        level=held.level,
    )  # fmt: skip
    _keep_traces(taken, now)


def _new(actor: Actor, held: PersonList, taken: Taken, now: datetime) -> NewRegistration:
    return NewRegistration(
        id=taken.row.pk, new_person_id=taken.row.pk, unit_id=held.unit_id, path=held.path, level=held.level,
        particulars=taken.entry.particulars, phone=taken.entry.phone, created_by=actor.account_id, created_at=now,
        none_of_these=taken.row.none_of_these, is_simulated=False, is_compared=False,
    )  # fmt: skip


def _write_papers(held: PersonList, made: Sequence[Taken]) -> None:
    cards = [(each.row.pk, new_id(), each.entry.card) for each in made if each.entry.card]
    place = [held.unit_id, held.path, held.level]
    documents = ([document, row_id, *place, "CNIE", DocumentStatus.DECLARED] for row_id, document, _card in cards)
    copy_in("people_identitydocument", _DOCUMENT, documents, None)
    numbers = (
        [
            new_id(), row_id, document, *place, sealed.seal(card.encode(), context=document.bytes),
            number_index(card), near_indexes(card),
        ]
        for row_id, document, card in cards
    )  # fmt: skip
    copy_in("people_documentnumber", _NUMBER, numbers, None)


def _write_addresses(held: PersonList, made: Sequence[Taken], today: date) -> None:
    rows = (
        [
            new_id(), each.row.pk, held.unit_id, held.path, held.level, "", each.entry.particulars.douar,
            each.entry.address, "", today,
        ]
        for each in made
        if each.entry.address
    )  # fmt: skip
    copy_in("people_address", _ADDRESS, rows, None)


def _link(actor: Actor, taken: Taken, today: date) -> None:
    """As one person with who is certainly the same, or was said to be; what cannot be linked waits for a judge."""
    row = taken.row
    is_answered = row.verdict == RowVerdict.REVIEW and row.answer == RowAnswer.SAME
    try:
        if is_answered and row.answer_token:
            theirs = opened_token(actor=actor, token=row.answer_token, today=today)
            with transaction.atomic():
                call("people_confirm_outside", row.pk, theirs, actor.posting_id)
        elif row.verdict == RowVerdict.KNOWN or is_answered:
            call("people_confirm_same", row.pk, row.known_id, actor.posting_id)
    except (Refused, HitExpired):
        # Gone or out of reach since: the nightly comparison will propose the pair to who may see both.
        row.reasons = [*row.reasons, ["NOT_LINKED"]]


def _write_homes(actor: Actor, held: PersonList, taken: Sequence[Taken], now: datetime) -> None:
    homed = [each for each in taken if each.row.home]
    settled = _settled(actor, [each.row.known_id for each in homed if each.is_here and each.row.known_id])
    place = [held.unit_id, held.path, held.level]
    homes = dict.fromkeys(each.row.home for each in homed)
    copy_in(
        "people_household", _HOUSEHOLD, ([home, *place, False, now] for home in homes), None, is_idempotent=True
    )  # fmt: skip
    members: Iterator[list[Any]] = (
        [each.row.pk, who, each.row.home, *place, each.row.role]
        for each in homed
        if (who := each.row.known_id if each.is_here else each.row.pk) and who not in settled
    )
    copy_in("people_membership", _MEMBER, members, None)


def _settled(actor: Actor, registration_ids: list[UUID]) -> set[UUID]:
    """Those who are in a household today: the list does not move them."""
    rows = Membership.objects.visible_to(actor, IMPORT).filter(registration__in=registration_ids, until__isnull=True)
    return set(rows.values_list("registration_id", flat=True))


def _keep_traces(taken: Sequence[Taken], now: datetime) -> None:
    with system("undo list"):
        found = footprint(roots_of(each.row.pk for each in taken))
    traces: dict[UUID, dict[str, list[str]]] = {}
    for (model, key), row_id in found.items():
        traces.setdefault(row_id, {}).setdefault(model._meta.label_lower, []).append(str(key))
    rows = []
    for each in taken:
        row = each.row
        row.traces, row.made_at, row.answer_token = traces.get(row.pk, {}), now, ""
        rows.append(row)
    save_rows(rows, ["traces", "made_at", "answer_token", "reasons"])
