"""The dossiers in somebody's hands: what is next in each, what is late, and who may have fallen out of sight."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Concat

from wasl.access.models import Posting
from wasl.assistance.commands.following import JOB
from wasl.assistance.commands.steps import words_of_task
from wasl.assistance.models import Case, CaseTask, FollowUp
from wasl.assistance.queries.names import agents
from wasl.assistance.queries.receptions import at_counter, with_persons
from wasl.assistance.rules import CASE_OVER, COUNTERS, CaseState
from wasl.assistance.rules.followups import FollowUpState
from wasl.assistance.rules.steps import TaskKind, TaskState
from wasl.catalogue.queries import parameters
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.folding import search_key
from wasl.core.permissions import Permission
from wasl.core.scope import path_range, system
from wasl.core.text import SearchKey
from wasl.people.models import Registration
from wasl.people.rules.sought import sought_in_box

READ = Permission.CASE_READ
#: Filters of a caseload, by the word in the address.
SHOWN = ("late", "review", "quiet", "rest")
MOST_TYPED = 120
#: All that a list shows of a person.
NAMES = ("given_latin", "family_latin", "given_ar", "family_ar")


def _open(actor: Actor) -> QuerySet[Case]:
    return Case.objects.visible_to(actor, READ).exclude(state__in=sorted(CASE_OVER))  # type: ignore[no-any-return]


def _which(shown: str, *, on: date) -> Q:
    """Late, due for review, without news, at rest; anything else is all of them."""
    match shown:
        case "late":
            return Q(next_on__lt=on)
        case "review":
            return Q(review_on__lte=on)
        case "quiet":
            quiet = on - timedelta(days=parameters("case.quiet_days", on=on)["case.quiet_days"])
            return Q(news_on__lt=quiet)
        case "rest":
            return Q(state=CaseState.SUSPENDED)
    return Q()


def my_cases(*, actor: Actor, on: date, shown: str = "", text: str = "") -> QuerySet[Case]:
    """The actor's own open dossiers, the first due first; `text` is part of a name, in either script or spelling.

    Pages run on (next_on, id).
    """
    rows = _open(actor).filter(worker_id=actor.account_id).filter(_which(shown, on=on))
    return rows.filter(registration__in=_named(actor, text)) if text.strip() else rows


def _named(actor: Actor, text: str) -> QuerySet[Registration]:
    """Registrations whose name holds the text, or that share a name with it across scripts and spellings."""
    folded, sought = search_key(text[:MOST_TYPED]), sought_in_box(text[:MOST_TYPED])
    names = Concat("given_latin", Value(" "), "family_latin", Value(" "), "given_ar", Value(" "), "family_ar")
    rows = Registration.objects.visible_to(actor, Permission.PERSON_READ).annotate(names=SearchKey(names))
    keys = sorted({asked.key for asked in sought.asked()})
    by_name = Q(names__contains=folded)
    return rows.filter(by_name | Q(keys__overlap=keys) if keys else by_name)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Load:
    """Counts of one worker's open dossiers."""

    cases: int
    late: int
    review: int
    quiet: int
    rest: int


def load_of(*, actor: Actor, on: date) -> Load:
    """The actor's own, in one reading."""
    counts = {shown: Count("pk", filter=_which(shown, on=on)) for shown in SHOWN}
    mine = _open(actor).filter(worker_id=actor.account_id)
    return Load(**mine.aggregate(cases=Count("pk"), **counts))


def with_next_steps(actor: Actor, rows: list[Case]) -> None:
    """Gives each its person and its `step`, the earliest thing to do."""
    people: dict[UUID, Registration] = {}
    if actor.may(Permission.PERSON_READ):
        known = Registration.objects.visible_to(actor, Permission.PERSON_READ).only(*NAMES)
        people = known.in_bulk({row.registration_id for row in rows})
    tasks = CaseTask.objects.visible_to(actor, READ).only("case_id", "kind", "reason", "what", "due_on", "urgency")
    tasks = tasks.filter(case_id__in=[row.pk for row in rows], state=TaskState.OPEN)
    steps = {task.case_id: task for task in tasks.order_by("case_id", "due_on", "id").distinct("case_id")}
    for row in rows:
        row.person = people.get(row.registration_id)  # type: ignore[attr-defined]
        row.step = steps.get(row.pk)  # type: ignore[attr-defined]
        if row.step is not None:  # type: ignore[attr-defined]
            row.step.words = words_of_task(row.step)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """`is_gone`: whoever follows these dossiers works here no more, or can sign in no more."""

    account_id: UUID
    name: str
    load: Load
    is_gone: bool = False


def loads_of_team(*, actor: Actor, unit_kind: str, on: date) -> list[WorkerLoad]:
    """Open dossiers per worker that the actor may read, those without an active worker first, then the most late:
    nominative ones are counted only for those named on them."""
    require(actor, Permission.CASE_SUPERVISE)
    rows = at_counter(_open(actor), actor, is_counter=unit_kind in COUNTERS)
    counts = {shown: Count("pk", filter=_which(shown, on=on)) for shown in SHOWN}
    found = list(rows.values("worker_id").annotate(cases=Count("pk"), **counts).order_by("-late", "-cases")[:200])
    names = agents(row["worker_id"] for row in found)
    there = _working(actor, {row["worker_id"] for row in found}, on=on)
    loads = [
        WorkerLoad(
            row["worker_id"], names.get(row["worker_id"], ""), Load(row["cases"], *(row[s] for s in SHOWN)),
            is_gone=row["worker_id"] not in there,
        )
        for row in found
    ]  # fmt: skip
    return sorted(loads, key=lambda one: not one.is_gone)


def _working(actor: Actor, account_ids: set[UUID], *, on: date) -> set[UUID]:
    """Those of them who hold a posting here that day, below or above, under an account that is open."""
    low, high = path_range(actor.path)
    steps = actor.path.rstrip(".").split(".")
    above = [".".join(steps[:length]) + "." for length in range(1, len(steps))]
    held = Posting.objects.filter(account_id__in=account_ids, account__is_active=True, since__lte=on)
    held = held.filter(Q(until__isnull=True) | Q(until__gt=on))
    here = held.filter(Q(unit__path__gte=low, unit__path__lt=high) | Q(unit__path__in=above))
    return set(here.values_list("account_id", flat=True))


def cases_of_worker(*, actor: Actor, account_id: UUID) -> QuerySet[Case]:
    """Open dossiers in the hands of one worker that the actor may read; pages run on (next_on, id)."""
    if account_id != actor.account_id:
        require(actor, Permission.CASE_SUPERVISE)
    return _open(actor).filter(worker_id=account_id)


def _supervised(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """What is the actor's own, or, for those who supervise, of their territory; of nominative dossiers all who are
    named answer for it."""
    if actor.may(Permission.CASE_SUPERVISE):
        return rows
    return rows.filter(Q(responsible_id=actor.account_id) | Q(level__gte=NOMINATIVE))


def due_tasks(*, actor: Actor, on: date) -> list[CaseTask]:
    """The actor's own steps of open dossiers that are due that day or late, the longest late first."""
    rows = CaseTask.objects.visible_to(actor, READ).filter(responsible_id=actor.account_id, state=TaskState.OPEN)
    return described_tasks(actor, list(rows.filter(due_on__lte=on).order_by("due_on", "id")[:25]))


def escalated_tasks(*, actor: Actor) -> QuerySet[CaseTask]:
    """Late steps that were told to those who supervise, the longest late first; pages run on (due_on, id)."""
    rows = CaseTask.objects.visible_to(actor, READ).filter(state=TaskState.OPEN, escalated_on__isnull=False)
    return _supervised(actor, rows)


def lost_tasks(*, actor: Actor) -> QuerySet[CaseTask]:
    """Open dossiers whose person may be out of sight; pages run on (due_on, id)."""
    rows = CaseTask.objects.visible_to(actor, READ).filter(state=TaskState.OPEN, kind=TaskKind.LOST)
    return _supervised(actor, rows)


def lost_follow_ups(*, actor: Actor, on: date) -> list[FollowUp]:
    """After the closure: tried in vain, or long due and never tried; the longest due first."""
    limit = on - timedelta(days=parameters("case.lost_days", on=on)["case.lost_days"])
    rows = FollowUp.objects.visible_to(actor, READ)
    rows = rows.filter(Q(state=FollowUpState.LOST) | Q(state=FollowUpState.DUE, due_on__lt=limit))
    return _described(actor, list(_supervised(actor, rows).order_by("due_on", "id")[:200]))


def due_follow_ups(*, actor: Actor, on: date) -> list[FollowUp]:
    """The actor's own, due within a week, the first due first."""
    rows = FollowUp.objects.visible_to(actor, READ).filter(responsible_id=actor.account_id, state=FollowUpState.DUE)
    return _described(actor, list(rows.filter(due_on__lte=on + timedelta(days=7)).order_by("due_on", "id")[:200]))


def follow_up_of(*, actor: Actor, follow_up_id: UUID) -> FollowUp:
    """Raises FollowUp.DoesNotExist alike for one that is not there and one out of reach."""
    row = FollowUp.objects.visible_to(actor, READ).get(pk=follow_up_id)
    _described(actor, [row])
    return row  # type: ignore[no-any-return]


def _described(actor: Actor, rows: list[Any]) -> list[Any]:
    """Each with its dossier (and the person of it) and who is responsible."""
    cases = {row.pk: row for row in Case.objects.visible_to(actor, READ).filter(pk__in=[row.case_id for row in rows])}
    with_persons(actor, list(cases.values()))
    names = agents(row.responsible_id for row in rows)
    shown = [row for row in rows if row.case_id in cases]
    for row in shown:
        row.dossier, row.who = cases[row.case_id], names.get(row.responsible_id, "")
        row.words = words_of_task(row) if isinstance(row, CaseTask) else ""
    return shown


def described_tasks(actor: Actor, rows: list[CaseTask]) -> list[CaseTask]:
    return _described(actor, rows)


def posted_at(*, actor: Actor, unit_ids: set[UUID], on: date) -> list[tuple[UUID, str]]:
    """Who works at these units, of the actor's territory: they may be given dossiers."""
    require(actor, Permission.CASE_OPEN)
    low, high = path_range(actor.path)
    posted = Posting.objects.filter(unit_id__in=unit_ids, unit__path__gte=low, unit__path__lt=high, since__lte=on)
    posted = posted.filter(Q(until__isnull=True) | Q(until__gt=on))
    return list(agents(posted.values_list("account_id", flat=True)).items())


@transaction.atomic
def cases_held(*, actor: Actor, account_id: UUID) -> dict[UUID, int]:
    """By unit, how many open dossiers would be left in the hands of an account that ends; never a nominative one, and
    nothing of the dossiers themselves: whoever administers accounts reads none."""
    require(actor, Permission.ACCOUNT_POST)
    with system(JOB):
        rows = Case.objects.for_system(JOB).filter(worker_id=account_id, level__lt=NOMINATIVE)
        rows = rows.exclude(state__in=sorted(CASE_OVER)).order_by()
        return dict(rows.values_list("unit_id").annotate(number=Count("pk")))
