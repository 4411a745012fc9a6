"""One dossier as its page shows it: who and how to reach her, what is next, then what happened, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from wasl.access.models import Account
from wasl.assistance.commands.notes import note_context
from wasl.assistance.commands.steps import words_of_task
from wasl.assistance.models import Act, Case, CaseNote, CaseSituation, CaseTask, FollowUp, Orientation
from wasl.assistance.queries.names import persons, units
from wasl.assistance.queries.orientations import visible
from wasl.assistance.queries.receptions import Note, notes_of
from wasl.assistance.rules import CASE_OVER
from wasl.assistance.rules.steps import TaskState
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.sealed import unseal
from wasl.journal.commands import record
from wasl.people.models import Phone
from wasl.people.rules.states import CAUTION

PAGE = 25
READ = Permission.CASE_READ
#: Where a page of the history ends: the moment and the id of its last row.
Key = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: `kind` is act, note, orientation or task; `text` what was written, None when sealed to
    others; `who` wrote or did it."""

    kind: str
    at: datetime
    row: Any
    text: str | None = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """`contact` is the most cautious word on any of her numbers; `tasks` are the open ones, the first due first."""

    case: Case
    worker: str
    contact: str
    situations: list[CaseSituation]
    tasks: list[CaseTask]
    events: list[Event]
    next_key: Key | None
    follow_ups: list[FollowUp] = field(default_factory=list)


def case_sheet(*, actor: Actor, case_id: UUID, on: date, before: Key | None = None) -> CaseSheet:
    """Raises Case.DoesNotExist alike for one that is not there and one out of reach; the reading is journalled."""
    case = Case.objects.visible_to(actor, READ).select_related("worker__agent").get(pk=case_id)
    case.person = persons(actor, [case.registration_id]).get(case.registration_id)
    situations = CaseSituation.objects.visible_to(actor, READ).filter(case_id=case.pk).order_by("since", "id")
    is_over = case.state in CASE_OVER
    events, next_key = _history(actor, case, on=on, before=before)
    record(actor=actor, verb=READ, subject="case", subject_id=case.pk, path=case.path, level=case.level, seal=case.seal)
    return CaseSheet(
        case=case, worker=agent_name(case.worker), contact=contact_of(actor, case.registration_id),
        situations=list(situations), tasks=[] if is_over else open_tasks(actor, case), events=events,
        next_key=next_key, follow_ups=_follow_ups(actor, case) if is_over else [],
    )  # fmt: skip


def agent_name(account: Account | None) -> str:
    return account.agent.name_in(get_language() or "fr") if account else ""


def contact_of(actor: Actor, registration_id: UUID) -> str:
    """The most cautious word on any of her numbers; empty when none is known or may be read."""
    if not actor.may(Permission.PERSON_READ):
        return ""
    phones = Phone.objects.visible_to(actor, Permission.PERSON_READ).filter(registration_id=registration_id)
    known = set(phones.filter(ended_on__isnull=True).values_list("contact", flat=True))
    return max(known, key=CAUTION.index, default="")


def open_tasks(actor: Actor, case: Case) -> list[CaseTask]:
    rows = CaseTask.objects.visible_to(actor, READ).filter(case_id=case.pk, state=TaskState.OPEN)
    found = list(rows.select_related("responsible__agent").order_by("due_on", "id"))
    for row in found:
        row.words, row.who = words_of_task(row), agent_name(row.responsible)
    return found


def _follow_ups(actor: Actor, case: Case) -> list[FollowUp]:
    return list(FollowUp.objects.visible_to(actor, READ).filter(case_id=case.pk).order_by("due_on", "id"))


def _page(rows: QuerySet[Any], at: str, before: Key | None) -> list[Any]:
    """The latest of one kind, one more than a page holds: whatever the history, no more is read."""
    if before is not None:
        rows = rows.filter(Q(**{f"{at}__lt": before[0]}) | Q(**{at: before[0], "id__lt": before[1]}))
    return list(rows.order_by(f"-{at}", "-id")[: PAGE + 1])


def _history(actor: Actor, case: Case, *, on: date, before: Key | None) -> tuple[list[Event], Key | None]:
    found = [*_tasks(actor, case, before), *_notes(actor, case, before)]
    if actor.may(Permission.ACT_READ):
        acts = Act.objects.visible_to(actor, Permission.ACT_READ).filter(case_id=case.pk)
        found += [Event("act", row.occurred_at, row) for row in _page(acts, "occurred_at", before)]
    if actor.may(Permission.ORIENTATION_READ):
        sent = visible(actor).filter(case_id=case.pk)
        found += [Event("orientation", row.sent_at, row) for row in _page(sent, "sent_at", before)]
    found.sort(key=lambda event: (event.at, event.row.pk), reverse=True)
    shown = found[:PAGE]
    more = (shown[-1].at, shown[-1].row.pk) if len(found) > PAGE else None
    _destinations(actor, [event.row for event in shown if event.kind == "orientation"], on=on)
    heard = notes_of(actor, [event.row.pk for event in shown if event.kind == "act" and event.row.service == "ECO"])
    return [_with_note(event, heard) for event in shown], more


def _with_note(event: Event, heard: dict[UUID, Note]) -> Event:
    note = heard.get(event.row.pk)
    return Event("act", event.at, event.row, note.text, note.author) if note else event


def _destinations(actor: Actor, rows: Iterable[Orientation], *, on: date) -> None:
    rows = list(rows)
    names = units(actor, (row.to_unit_id for row in rows), on=on)
    for row in rows:
        row.to_name = names.get(row.to_unit_id, "")  # type: ignore[attr-defined, arg-type]


def _tasks(actor: Actor, case: Case, before: Key | None) -> list[Event]:
    rows = CaseTask.objects.visible_to(actor, READ).filter(case_id=case.pk, state=TaskState.DONE)
    found = _page(rows.select_related("ended_by__agent"), "ended_at", before)
    for row in found:
        row.words = words_of_task(row)
    return [Event("task", row.ended_at, row, words_of_task(row, part="how"), agent_name(row.ended_by)) for row in found]


def _notes(actor: Actor, case: Case, before: Key | None) -> list[Event]:
    rows = CaseNote.objects.visible_to(actor, READ).filter(case_id=case.pk).select_related("author__agent")
    return [
        Event(
            "note", row.written_at, row, unseal(bytes(row.text), context=note_context(row.pk)).decode(),
            agent_name(row.author),
        )
        for row in _page(rows, "written_at", before)
    ]  # fmt: skip


def notes_in(*, actor: Actor, case_id: UUID) -> list[str]:
    """The texts of the notes of a dossier that the actor may read, oldest first."""
    case = Case.objects.visible_to(actor, READ).get(pk=case_id)
    rows = CaseNote.objects.visible_to(actor, READ).filter(case_id=case.pk).order_by("written_at", "id")
    return [unseal(bytes(row.text), context=note_context(row.pk)).decode() for row in rows]


@dataclass(frozen=True, slots=True)
class TaskSheet:
    task: CaseTask
    case: Case
    is_last: bool


def task_sheet(*, actor: Actor, case_id: UUID, task_id: UUID) -> TaskSheet:
    """Raises CaseTask.DoesNotExist alike for one that is not there and one out of reach."""
    tasks = CaseTask.objects.visible_to(actor, READ)
    task = tasks.get(pk=task_id, case_id=case_id)
    task.words = words_of_task(task)
    case = Case.objects.visible_to(actor, READ).get(pk=task.case_id)
    case.person = persons(actor, [case.registration_id]).get(case.registration_id)
    others = tasks.filter(case_id=case.pk, state=TaskState.OPEN).exclude(pk=task.pk)
    return TaskSheet(task, case, is_last=not others.exists())
