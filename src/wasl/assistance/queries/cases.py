from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from wasl.access.models import NamedAccess, Posting
from wasl.assistance.models import Case, CaseSituation
from wasl.assistance.queries.names import agents, persons
from wasl.assistance.queries.orientations import visible
from wasl.assistance.queries.receptions import at_counter, with_persons
from wasl.assistance.rules import CASE_OVER, COUNTERS, OPEN_ORIENTATION
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.journal.queries import readings_of_seal


def cases(*, actor: Actor, unit_kind: str, state: str = "open") -> QuerySet[Case]:
    """Dossiers of the unit in force and below that the actor may read; `state`: open, over or all.

    Pages run on (-opened_at, -id).
    """
    rows = at_counter(Case.objects.visible_to(actor, Permission.CASE_READ), actor, is_counter=unit_kind in COUNTERS)
    if state == "all":
        return rows
    return rows.filter(state__in=sorted(CASE_OVER)) if state == "over" else rows.exclude(state__in=sorted(CASE_OVER))


@dataclass(frozen=True, slots=True)
class Team:
    """Who works on a dossier, who read it, and at level 4 who may."""

    case: Case
    worker: str
    named: list[str]
    readers: list[tuple[str, datetime]]
    situations: list[CaseSituation]


def team_of(*, actor: Actor, case_id: UUID) -> Team:
    """Raises Case.DoesNotExist alike for one that is not there and one out of reach."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    case.person = persons(actor, [case.registration_id]).get(case.registration_id)
    named = NamedAccess.objects.filter(dossier_id=case.pk, is_denied=False, until_at__isnull=True)
    people = agents([case.worker_id, *named.values_list("account_id", flat=True)])
    situations = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    return Team(
        case=case, worker=people.get(case.worker_id, ""),
        named=sorted(people.values()) if case.level >= NOMINATIVE else [],
        readers=readers_of(actor=actor, case_id=case_id), situations=list(situations.filter(until__isnull=True)),
    )  # fmt: skip


def readers_of(*, actor: Actor, case_id: UUID) -> list[tuple[str, datetime]]:
    """Who read the dossier or one of its rows, with the last time, the latest first; for those who read it too."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    require(actor, Permission.CASE_READ, path=case.path, level=case.level, seal=case.seal)
    last = dict(readings_of_seal(seal=case.pk))
    names = agents(last)
    return [(names[account_id], at) for account_id, at in last.items() if account_id in names]


def colleagues_of(*, actor: Actor, on: date) -> list[tuple[UUID, str]]:
    """Accounts posted at the unit in force, for naming or denying."""
    require(actor, Permission.CASE_OPEN)
    posted = Posting.objects.filter(unit_id=actor.unit_id, since__lte=on).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )
    ids = set(posted.exclude(account_id=actor.account_id).values_list("account_id", flat=True))
    return sorted(agents(ids).items(), key=lambda pair: pair[1])


def situation_of(*, actor: Actor, case_id: UUID, situation_id: UUID) -> CaseSituation:
    """Raises CaseSituation.DoesNotExist alike for one that is not there and one out of reach."""
    rows = CaseSituation.objects.visible_to(actor, Permission.CASE_READ)
    return rows.get(pk=situation_id, case_id=case_id)  # type: ignore[no-any-return]


def case_to_change(*, actor: Actor, case_id: UUID) -> Case:
    return Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)  # type: ignore[no-any-return]


def responsibles_of(*, actor: Actor, case: Case, on: date) -> list[tuple[str, str]]:
    """Who may be given something to do in a dossier: its worker, whoever asks, and those posted at its unit."""
    require(actor, Permission.CASE_OPEN)
    posted = Posting.objects.filter(unit_id=case.unit_id, since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))
    denied = NamedAccess.objects.filter(dossier_id=case.pk, is_denied=True, until_at__isnull=True)
    posted = posted.exclude(account_id__in=denied.values("account_id"))
    names = agents({case.worker_id, *posted.values_list("account_id", flat=True)})
    return [(str(pk), name) for pk, name in sorted(names.items(), key=lambda pair: pair[1])]


def nominative_case_of(*, actor: Actor, registration_id: UUID) -> UUID | None:
    """Her nominative dossier on which the actor is named, the latest; what is sealed is sealed under it."""
    rows = Case.objects.visible_to(actor, Permission.CASE_READ)
    mine = rows.filter(registration_id=registration_id, level__gte=NOMINATIVE)
    return mine.order_by("-opened_at").values_list("pk", flat=True).first()  # type: ignore[no-any-return]


def to_review(*, actor: Actor, by: date) -> list[Case]:
    """The actor's own open dossiers whose review is due."""
    rows = Case.objects.visible_to(actor, Permission.CASE_READ).filter(worker_id=actor.account_id, review_on__lte=by)
    found = list(rows.exclude(state__in=sorted(CASE_OVER)).order_by("review_on")[:25])
    with_persons(actor, found)
    return found


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Counts of what the reader may read; None where the role reads none of it."""

    cases: int | None
    orientations: int | None


def open_work(*, actor: Actor, path: str) -> OpenWork:
    """Cases that are open and orientations that are not closed, sent from or to a unit at this path or below."""
    low, high = path_range(path)
    open_cases = open_orientations = None
    if actor.may(Permission.CASE_READ):
        rows = Case.objects.visible_to(actor, Permission.CASE_READ).filter(path__gte=low, path__lt=high)
        open_cases = rows.exclude(state__in=sorted(CASE_OVER)).count()
    if actor.may(Permission.ORIENTATION_READ):
        here = Q(path__gte=low, path__lt=high) | Q(to_path__gte=low, to_path__lt=high)
        open_orientations = visible(actor).filter(here, state__in=sorted(OPEN_ORIENTATION)).count()
    return OpenWork(open_cases, open_orientations)
