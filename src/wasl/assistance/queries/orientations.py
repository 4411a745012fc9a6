import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import get_language

from wasl.access.models import Posting
from wasl.access.roles import level_of
from wasl.assistance.commands.loop import seal_context
from wasl.assistance.models import Orientation, OrientationLink, OrientationStep
from wasl.assistance.queries.links import current_code, state_of
from wasl.assistance.queries.names import agents, persons, units
from wasl.assistance.rules import CAME_BACK, COUNTERS, OPEN_ORIENTATION, WAITS_FOR_ANSWER, read_coupon
from wasl.assistance.rules.links import LinkState
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.core.sealed import unseal
from wasl.documents.queries import document_with_code
from wasl.journal.commands import record
from wasl.network.models import UnitState
from wasl.network.names import names_of as names_anywhere
from wasl.network.queries import in_force


def visible(actor: Actor) -> QuerySet[Orientation]:
    return Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ)  # type: ignore[no-any-return]


def described(actor: Actor, rows: list[Orientation], *, on: date) -> list[Orientation]:
    """Each row gets `person` and `received`, `from_name` and `to_name`; None where the person may not be read, or the
    place is secret."""
    found = persons(actor, (one for row in rows for one in (row.registration_id, row.received_as_id)))
    names = units(actor, [one for row in rows for one in (row.unit_id, row.to_unit_id)], on=on)
    for row in rows:
        known: Any = row
        known.person = found.get(row.registration_id) if row.registration_id else None
        known.received = found.get(row.received_as_id) if row.received_as_id else None
        known.from_name = names.get(row.unit_id)
        known.to_name = _to_name(actor, row, names, on=on)
        known.is_received = bool(row.to_path) and actor.reaches(row.to_path) and not actor.reaches(row.path)
    return rows


def _to_name(actor: Actor, row: Orientation, names: dict[UUID, str], *, on: date) -> str | None:
    if row.to_unit_id is None:
        return row.destination_name or None
    if row.to_unit_id in names:
        return names[row.to_unit_id]
    name = names_anywhere([row.to_unit_id], on=on).get(row.to_unit_id) if _is_of_the_team(actor, row) else None
    return name.in_language(get_language() or "fr") if name else None


def _is_of_the_team(actor: Actor, row: Orientation) -> bool:
    return row.recorded_by_id == actor.account_id or (row.seal is not None and row.seal in actor.named)


def orientations(*, actor: Actor, side: str = "sent", state: str = "", unit_kind: str = "") -> QuerySet[Orientation]:
    """`side`: "sent" by the unit in force and below, "received" by them, or blank for both; pages run on
    (-sent_at, -id)."""
    low, high = path_range(actor.path)
    if not side:
        return visible(actor)
    column = "to_path" if side == "received" else "path"
    rows = visible(actor).filter(**{f"{column}__gte": low, f"{column}__lt": high})
    if unit_kind in COUNTERS:
        rows = rows.filter(to_unit_id=actor.unit_id) if side == "received" else rows.filter(path=actor.path)
    states = {"waiting": WAITS_FOR_ANSWER, "back": CAME_BACK, "open": OPEN_ORIENTATION}.get(state)
    return rows.filter(state__in=sorted(states)) if states else rows


@dataclass(frozen=True, slots=True)
class OrientationSheet:
    """`words` and `shared` are what left with the person; `steps` are oldest first, each with its `who`. `why` it left
    without consent, and `link`, are the sender's alone."""

    orientation: Orientation
    words: str
    shared: dict[str, str]
    steps: list[OrientationStep]
    may_answer: bool
    is_sender: bool
    owner: str = ""
    why: str = ""
    link: "StandingLink | None" = None


@dataclass(frozen=True, slots=True)
class StandingLink:
    """`code` is the one-time code that is good now; `asked_at` when the receiver asked for another."""

    state: LinkState
    code: str
    until_at: datetime
    opened_at: datetime | None
    asked_at: datetime | None


def orientation_sheet(*, actor: Actor, orientation_id: UUID, now: datetime) -> OrientationSheet:
    """Raises Orientation.DoesNotExist alike for one that is not there and one out of reach; writes who read it."""
    row = visible(actor).get(pk=orientation_id)
    described(actor, [row], on=localtime(now).date())
    content = json.loads(unseal(bytes(row.sealed), context=seal_context(row.pk)))
    steps = list(
        OrientationStep.objects.visible_to(actor, Permission.ORIENTATION_READ)
        .filter(orientation_id=row.pk)
        .order_by("at", "id")
    )
    names = agents([row.owner_id, *(step.account_id for step in steps)])
    for step in steps:
        step.who = names.get(step.account_id, "")
    record(
        actor=actor, verb=Permission.ORIENTATION_READ, subject="orientation", subject_id=row.pk, path=row.path,
        level=row.level, seal=row.seal,
    )  # fmt: skip
    is_sender = actor.may(Permission.ORIENTATION_SEND) and actor.reaches(row.path)
    return OrientationSheet(
        orientation=row, owner=names.get(row.owner_id, "") if row.owner_id else "", words=content["words"],
        shared=content["shared"], steps=steps,
        may_answer=actor.may(Permission.ORIENTATION_ANSWER) and bool(row.to_path) and actor.reaches(row.to_path),
        is_sender=is_sender, why=content.get("why", "") if is_sender else "",
        link=_standing_link(actor, row, now=now) if is_sender else None,
    )  # fmt: skip


def _standing_link(actor: Actor, row: Orientation, *, now: datetime) -> StandingLink | None:
    """The link that was made last, while it stands."""
    links = OrientationLink.objects.visible_to(actor, Permission.ORIENTATION_SEND).filter(orientation_id=row.pk)
    link = links.order_by("-recorded_at").first()
    if link is None or (link.revoked_at is not None and link.asked_at is None):
        return None
    state = state_of(link, now=now, is_over=row.state not in OPEN_ORIENTATION)
    return StandingLink(state, current_code(link), link.until_at, link.opened_at, link.asked_at)


def link_asked(*, actor: Actor) -> QuerySet[Orientation]:
    """Sent by the unit in force, whose receiver asked for a new link or code, or says that it was not for them."""
    links = OrientationLink.objects.visible_to(actor, Permission.ORIENTATION_READ).filter(asked_at__isnull=False)
    rows = visible(actor).filter(unit_id=actor.unit_id, state__in=sorted(OPEN_ORIENTATION))
    return rows.filter(pk__in=links.values("orientation_id")).order_by("-state_at")


def by_coupon(*, actor: Actor, text: str) -> Orientation | None:
    """The orientation of a reply coupon: its own code, that of the printed letter, or what a scanner read of its
    square. None for a wrong code and for one out of reach alike."""
    require(actor, Permission.ORIENTATION_ANSWER)
    typed = text.strip().rpartition("/")[2]
    code = read_coupon(typed)
    found = visible(actor).filter(coupon=code).first() if code else None
    if found is not None or not actor.may(Permission.DOCUMENT_READ):
        return found
    letter = document_with_code(actor=actor, typed=typed)
    return visible(actor).filter(pk=letter.subject_id).first() if letter else None


def came_back(*, actor: Actor) -> QuerySet[Orientation]:
    """Answers to what the unit in force sent that nobody has read yet, newest first."""
    rows = visible(actor).filter(unit_id=actor.unit_id, state__in=sorted(CAME_BACK), seen_at__isnull=True)
    return rows.order_by("-state_at")


def to_answer(*, actor: Actor) -> QuerySet[Orientation]:
    """Sent to the unit in force and not answered, the first due first."""
    return visible(actor).filter(to_unit_id=actor.unit_id, state__in=sorted(WAITS_FOR_ANSWER)).order_by("due_on")


def overdue(*, actor: Actor, today: date) -> QuerySet[Orientation]:
    """Late at the unit in force; a supervisor sees what was escalated below as well, a delegate what went on to the
    delegation. What came back unread stands in its own list."""
    low, high = path_range(actor.path)
    unread = Q(state__in=sorted(CAME_BACK), seen_at__isnull=True, escalated_on__isnull=True)
    mine = Q(unit_id=actor.unit_id, due_on__lt=today) & ~unread
    told = "delegated_on" if actor.role == "DELEGATE" else "escalated_on"
    below = Q(path__gte=low, path__lt=high, **{f"{told}__isnull": False})
    return visible(actor).filter(mine | below, state__in=sorted(OPEN_ORIENTATION)).order_by("due_on")


def targets(*, actor: Actor, on: date, words: str = "", limit: int = 12) -> list[tuple[UUID, str, str]]:
    """Open centres of the same delegation an orientation may go to, as (id, name in French, name in Arabic).

    Their names are known at the counter; which of them received a given person is what stays hidden.
    """
    require(actor, Permission.ORIENTATION_SEND)
    low, high = path_range(_delegation(actor.path))
    states = UnitState.objects.filter(in_force(on), unit__path__gte=low, unit__path__lt=high)
    states = states.filter(unit__kind__in=["CENTRE", "CELL", "TEAM"]).exclude(unit_id=actor.unit_id)
    for word in words.split()[:6]:
        states = states.filter(Q(name_fr__icontains=word) | Q(name_ar__icontains=word))
    rows = states.order_by("name_fr", "unit_id")[:limit]
    return [(row.unit_id, row.name_fr, row.name_ar) for row in rows]


def _delegation(path: str) -> str:
    """The path one step above a counter: its delegation."""
    steps = path.rstrip(".").split(".")
    return ".".join(steps[:-1] or steps) + "."


def receivers_of(*, actor: Actor, unit_id: UUID, on: date) -> list[tuple[UUID, str, str]]:
    """Accounts of a unit whose role reads nominative dossiers, as (account id, name, role): one is named to receive."""
    require(actor, Permission.CASE_OPEN)
    posted = Posting.objects.filter(unit_id=unit_id, since__lte=on, account__is_active=True)
    posted = posted.filter(Q(until__isnull=True) | Q(until__gt=on))
    able = [row for row in posted.select_related("account__agent") if level_of(row.role) >= NOMINATIVE]
    names = agents(row.account_id for row in able)
    return [(row.account_id, names[row.account_id], row.role) for row in able]
