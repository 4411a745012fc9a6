"""The only ways to a new registration, and to other words in one."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.commands.details import NewDocument, NewPhone, add_document, add_phone
from wasl.people.commands.linking import confirm_outside, confirm_same
from wasl.people.linkage.names import NORMALISER_VERSION
from wasl.people.models import Person, PersonLink, Registration
from wasl.people.queries.search import Found, search
from wasl.people.rules import Particulars, Problem, birth_columns, problems_of
from wasl.people.rules.corrections import changed_identity, is_slip_of_the_pen
from wasl.people.rules.sought import Sought, keys_of, lock_keys, sought_as


class BadParticulars(Exception):
    """`problems` says what is wrong, field by field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{each.field}: {each.code}" for each in problems))
        self.problems = problems


class LikelyKnown(Exception):
    """Somebody likely is already known: say who it is, or why it is none of those in `found`."""

    def __init__(self, found: Found) -> None:
        super().__init__("a likely registration was not answered")
        self.found = found


class IdTaken(Exception):
    """The id a device gave belongs to something else; nothing was received."""


class ChangedMeanwhile(Exception):
    """Somebody corrected the registration since it was read: look again before writing over it."""


class NeedsApproval(Exception):
    """This changes who somebody is said to be: it is asked for, and another agent decides."""


@dataclass(frozen=True, slots=True)
class SameAs:
    """Who the new registration is: one the actor reads, or the token of a masked hit."""

    registration_id: UUID | None = None
    token: str = ""


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    particulars: Particulars,
    now: datetime,
    registration_id: UUID | None = None,
    captured_at: datetime | None = None,
    level: int = 2,
    seal: UUID | None = None,
    phones: tuple[NewPhone, ...] = (),
    documents: tuple[NewDocument, ...] = (),
    same_as: SameAs | None = None,
    none_of_these: str = "",
) -> Registration:
    """A registration in the actor's unit, of a new person unless `same_as` says who it is.

    `registration_id` may come from a device: the same one again answers the registration already made. Raises
    BadParticulars, LikelyKnown, IdTaken.
    """
    require(actor, Permission.PERSON_CREATE, path=actor.path, level=level, seal=seal)
    today = localdate(now)
    if problems := problems_of(particulars, today=today):
        raise BadParticulars(problems)
    if registration_id and (before := _already_made(actor, registration_id)):
        return before
    sought = sought_as(
        particulars, phones=[each.number for each in phones], numbers=[each.number for each in documents]
    )
    _one_at_a_time(sought)
    if same_as is None and not none_of_these:
        found = search(actor=actor, sought=sought, today=today)
        if found.needs_answer:
            raise LikelyKnown(found)
    made = _insert(
        actor=actor,
        pk=registration_id or new_id(),
        level=level,
        seal=seal,
        none_of_these=none_of_these,
        captured_at=captured_at,
        **_columns(particulars, now),
    )
    for phone in phones:
        add_phone(actor=actor, registration_id=made.pk, phone=phone)
    for document in documents:
        add_document(actor=actor, registration_id=made.pk, document=document, today=today)
    _link(actor=actor, made=made, same_as=same_as, now=now)
    return made


def _already_made(actor: Actor, registration_id: UUID) -> Registration | None:
    rows = Registration.objects.visible_to(actor, Permission.PERSON_CREATE)
    return rows.filter(pk=registration_id, created_by=actor.account_id).first()  # type: ignore[no-any-return]


def _one_at_a_time(sought: Sought) -> None:
    """Two agents registering the same names at once wait for each other, so that the second finds the first."""
    with connection.cursor() as cursor:
        for key in lock_keys(sought):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _insert(*, actor: Actor, pk: UUID, level: int, seal: UUID | None, **values: Any) -> Registration:
    rows = Registration.objects.visible_to(actor, Permission.PERSON_CREATE)
    try:
        with transaction.atomic():
            made: Registration = rows.create(
                pk=pk,
                unit_id=actor.unit_id,
                path=actor.path,
                level=level,
                seal=seal,
                created_by=actor.account_id,
                **values,
            )
    except IntegrityError as error:
        raise IdTaken from error
    record(
        actor=actor, verb=Permission.PERSON_CREATE, subject="registration", subject_id=made.pk, path=made.path,
        level=level, seal=seal, reason=made.none_of_these,
    )  # fmt: skip
    return made


def _columns(particulars: Particulars, now: datetime) -> dict[str, Any]:
    values = {name: value for name, value in asdict(particulars).items() if name != "birth"}
    born = asdict(birth_columns(particulars.birth, today=localdate(now)))
    return (
        values
        | born
        | {"languages": list(particulars.languages), "keys": keys_of(particulars), "keys_version": NORMALISER_VERSION}
    )


def _link(*, actor: Actor, made: Registration, same_as: SameAs | None, now: datetime) -> None:
    links = PersonLink.objects.visible_to(actor, Permission.PERSON_CREATE)
    links.create(registration=made, person=Person.objects.create(), account_id=actor.account_id)
    if same_as and same_as.registration_id:
        confirm_same(actor=actor, registration_id=made.pk, as_registration_id=same_as.registration_id)
    elif same_as:
        confirm_outside(actor=actor, registration_id=made.pk, token=same_as.token, today=localdate(now))


@transaction.atomic
def correct_registration(
    *,
    actor: Actor,
    registration_id: UUID,
    version: int,
    particulars: Particulars,
    now: datetime,
    is_approved: bool = False,
) -> Registration:
    """Other words in a registration; what stood there stays in its history.

    `is_approved` says that another agent asked for it. Raises BadParticulars, ChangedMeanwhile, NeedsApproval.
    """
    rows = Registration.objects.visible_to(actor, Permission.PERSON_CORRECT)
    kept: Registration = rows.select_for_update().get(pk=registration_id)
    require(actor, Permission.PERSON_CORRECT, path=kept.path, level=kept.level, seal=kept.seal)
    if problems := problems_of(particulars, today=localdate(now)):
        raise BadParticulars(problems)
    if kept.version != version:
        raise ChangedMeanwhile
    if not is_approved and _is_anothers(kept, particulars, actor, now):
        raise NeedsApproval
    rows.filter(pk=kept.pk).update(**_columns(particulars, now), version=F("version") + 1, doubles_checked_at=None)
    record(
        actor=actor, verb=Permission.PERSON_CORRECT, subject="registration", subject_id=kept.pk, path=kept.path,
        level=kept.level, seal=kept.seal,
    )  # fmt: skip
    return rows.get(pk=kept.pk)  # type: ignore[no-any-return]


def _is_anothers(kept: Registration, particulars: Particulars, actor: Actor, now: datetime) -> bool:
    """Whether this is more than a slip of one's own pen, or than a blank filled in."""
    return bool(changed_identity(kept.particulars, particulars)) and not is_slip_of_the_pen(
        is_own=kept.created_by == actor.account_id,
        created_at=kept.created_at,
        now=now,
        own_hours=parameter("correction.own_hours", on=localdate(now)),
    )


@transaction.atomic
def rekey_registrations(*, limit: int = 1_000) -> int:
    """Computes anew the keys an older normaliser made; answers how many. To be repeated until it answers 0."""
    with system("rekey persons"):
        rows = Registration.objects.for_system("rekey persons")
        other = Q(keys_version__lt=NORMALISER_VERSION) | Q(keys_version__gt=NORMALISER_VERSION)
        stale = list(rows.filter(other).select_for_update(skip_locked=True)[:limit])
        for row in stale:
            row.keys, row.keys_version = keys_of(row.particulars), NORMALISER_VERSION
        rows.bulk_update(stale, ["keys", "keys_version"])
    return len(stale)
