"""What comes next in a dossier. An open one always has a next step: ending the last one asks for another.

Other parts of this room add their own tasks (`add_task` with a kind and `about`, the id of their row) and end them
(`end_tasks_about`); nothing else writes tasks or `Case.next_on`.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.models import Account
from wasl.access.queries import closed_to
from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case, of_case
from wasl.assistance.commands.placing import insert, replayed
from wasl.assistance.models import Case, CaseTask
from wasl.assistance.rules import CASE_OVER, Fault, Urgency
from wasl.assistance.rules.merging import Conflict, merged
from wasl.assistance.rules.steps import PLACEHOLDERS, TaskKind, TaskState, fault_of_ending, fault_of_task
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.sealed import seal, unseal


class TaskConflict(Exception):
    """Somebody changed the same fields meanwhile; `conflicts` holds both values of each, nothing was written."""

    def __init__(self, conflicts: list[Conflict], version: int) -> None:
        super().__init__(conflicts)
        self.conflicts, self.version = conflicts, version


def seal_words(task_id: UUID, text: str, *, part: str = "what") -> bytes:
    """`part`: what or how. Empty words are not sealed: there is nothing to hide."""
    return seal(text.encode(), context=f"task {part}:".encode() + task_id.bytes) if text else b""


def words_of_task(task: Any, *, part: str = "what") -> str:
    raw = bytes(getattr(task, part))
    return unseal(raw, context=f"task {part}:".encode() + task.id.bytes).decode() if raw else ""


@transaction.atomic
def add_task(
    *,
    actor: Actor,
    now: datetime,
    case_id: UUID,
    due_on: date,
    what: str = "",
    task_id: UUID | None = None,
    kind: str = TaskKind.STEP,
    about: UUID | None = None,
    reason: str = "",
    responsible_id: UUID | None = None,
    urgency: str = Urgency.NORMAL,
) -> CaseTask:
    """Adds something to do in an open dossier, done by its worker unless said otherwise.

    The same `kind` and `about` again changes the open task that is there already (an appointment that moved). A step
    that somebody says takes the place of the one that asked for it.
    """
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    tasks = CaseTask.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    row = CaseTask(
        pk=task_id or new_id(), kind=kind, about=about, reason=reason, due_on=due_on, urgency=urgency,
        responsible_id=responsible_id or case.worker_id, recorded_by_id=actor.account_id, **of_case(case),
    )  # fmt: skip
    if task_id and (known := replayed(actor, Permission.CASE_READ, row, same=("case_id", "kind", "due_on"))):
        return known
    today = localtime(now).date()
    fault = fault_of_task(kind=kind, words=what, is_over=case.state in CASE_OVER, due_on=due_on, today=today)
    if fault:
        raise CannotChangeCase(fault)
    if responsible_id is not None:
        _check_responsible(case, responsible_id)
    there = tasks.filter(kind=kind, about=about, state=TaskState.OPEN).first() if about is not None else None
    if there is not None:
        row = _moved(there, row, what)
    else:
        row.what = seal_words(row.pk, what)
        insert(row)
    if kind not in PLACEHOLDERS:
        ended = {"state": TaskState.DROPPED, "ended_at": now, "ended_by_id": actor.account_id}
        tasks.filter(state=TaskState.OPEN, kind__in=sorted(PLACEHOLDERS)).update(**ended)
    _set_next(case, tasks)
    journal_case(actor, case, "case:task", reason=kind)
    return row


def _moved(there: CaseTask, row: CaseTask, what: str) -> CaseTask:
    there.what, there.due_on, there.urgency = seal_words(there.pk, what), row.due_on, row.urgency
    there.responsible_id, there.reason, there.escalated_on = row.responsible_id, row.reason, None
    there.version += 1
    there.save(update_fields=["what", "due_on", "urgency", "responsible", "reason", "escalated_on", "version"])
    return there


def set_next_step(
    *,
    actor: Actor,
    now: datetime,
    case_id: UUID,
    what: str,
    due_on: date,
    task_id: UUID | None = None,
    responsible_id: UUID | None = None,
    urgency: str = Urgency.NORMAL,
) -> CaseTask:
    """What somebody says comes next."""
    return add_task(
        actor=actor, now=now, case_id=case_id, task_id=task_id, what=what, due_on=due_on,
        responsible_id=responsible_id, urgency=urgency,
    )  # fmt: skip


def _check_responsible(case: Case, account_id: UUID) -> None:
    """Someone who works at the dossier's unit, or the worker of the dossier."""
    posted = Account.objects.filter(pk=account_id, is_active=True, postings__unit_id=case.unit_id)
    if account_id != case.worker_id and not posted.exists():
        raise CannotChangeCase(Fault.NOT_A_COLLEAGUE)
    if closed_to(account_id=account_id, dossier_ids=[case.pk]):
        raise CannotChangeCase(Fault.CLOSED_TO)


def _set_next(case: Case, tasks: Any) -> None:
    """The dossier's next day is that of its earliest open task."""
    earliest = tasks.filter(state=TaskState.OPEN).order_by("due_on").values_list("due_on", flat=True).first()
    if earliest != case.next_on:
        case.next_on = earliest
        case.save(update_fields=["next_on"])


def place_step(
    case: Case,
    *,
    kind: TaskKind,
    due_on: date,
    by: UUID | None,
    reason: str = "",
    about: UUID | None = None,
    responsible_id: UUID | None = None,
) -> CaseTask:
    """A task that the program itself writes; the caller sets `Case.next_on`."""
    return insert(
        CaseTask(
            pk=new_id(), kind=kind, due_on=due_on, reason=reason, about=about, recorded_by_id=by,
            responsible_id=responsible_id or case.worker_id, **of_case(case),
        )
    )  # fmt: skip


def _task_and_case(actor: Actor, task_id: UUID) -> tuple[CaseTask, Case]:
    """Both held: the dossier first, so that two who end its two last tasks do not both find another one open."""
    tasks = CaseTask.objects.visible_to(actor, Permission.CASE_READ)
    found = tasks.filter(pk=task_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotAllowed(Permission.CASE_READ, "a task out of reach")
    case = locked_case(actor, found, Permission.CASE_OPEN)
    return tasks.select_for_update().get(pk=task_id), case


@transaction.atomic
def finish_task(
    *,
    actor: Actor,
    now: datetime,
    task_id: UUID,
    to: str = TaskState.DONE,
    how: str = "",
    next_what: str = "",
    next_due_on: date | None = None,
) -> CaseTask:
    """Done, or dropped; the last open task of a dossier ends only when the next step is said."""
    task, case = _task_and_case(actor, task_id)
    if task.state == to:
        return task
    tasks = CaseTask.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    others = tasks.filter(state=TaskState.OPEN).exclude(pk=task.pk).exists()
    has_next = bool(next_what.strip()) and next_due_on is not None
    fault = fault_of_ending(state=task.state, to=to, is_last=not others, has_next=has_next)
    if fault:
        raise CannotChangeCase(fault)
    task.state, task.ended_at, task.ended_by_id = to, now, actor.account_id
    task.how = seal_words(task.pk, how, part="how")
    task.version += 1
    task.save(update_fields=["state", "ended_at", "ended_by", "how", "version"])
    if has_next and next_due_on is not None:
        add_task(actor=actor, now=now, case_id=case.pk, what=next_what, due_on=next_due_on)
    else:
        _set_next(case, tasks)
    if to == TaskState.DONE:
        note_news(actor, case, on=localtime(now).date())
    journal_case(actor, case, "case:end_task", reason=to)
    return task


@transaction.atomic
def end_tasks_about(
    *, actor: Actor, now: datetime, case_id: UUID, kind: str, about: UUID, to: str = TaskState.DONE
) -> int:
    """Ends the open tasks that stand for a row; when none is left open, the dossier asks for its next step."""
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    tasks = CaseTask.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    mine = tasks.filter(kind=kind, about=about, state=TaskState.OPEN)
    ended = mine.update(state=to, ended_at=now, ended_by_id=actor.account_id)
    if ended and case.state not in CASE_OVER:
        if not tasks.filter(state=TaskState.OPEN).exists():
            today = localtime(now).date()
            place_step(case, kind=TaskKind.NEXT, due_on=_some_days_on(today), by=actor.account_id)
        _set_next(case, tasks)
        journal_case(actor, case, "case:end_task", reason=to)
    return int(ended)


def _some_days_on(today: date) -> date:
    return today + timedelta(days=parameter("case.next_days", on=today))


EDITED = ("what", "due_on", "responsible_id", "urgency")


@transaction.atomic
def change_task(
    *,
    actor: Actor,
    now: datetime,
    task_id: UUID,
    version: int,
    what: str,
    due_on: date,
    responsible_id: UUID,
    urgency: str,
) -> CaseTask:
    """Changes an open task; `version` is the one the form was shown with.

    What somebody else changed meanwhile is kept where this form left it as it was; raises TaskConflict where both
    changed the same thing.
    """
    task, case = _task_and_case(actor, task_id)
    mine: dict[str, Any] = {"what": what, "due_on": due_on, "responsible_id": responsible_id, "urgency": urgency}
    theirs = {name: getattr(task, name) for name in EDITED} | {"what": words_of_task(task)}
    values, conflicts = merged(base=_as_it_was(actor, task, version, theirs), theirs=theirs, mine=mine)
    if conflicts:
        raise TaskConflict(conflicts, task.version)
    if values == theirs:
        return task
    today = localtime(now).date()
    fault = fault_of_task(
        kind=task.kind, words=values["what"], is_over=task.state != TaskState.OPEN, today=today,
        due_on=values["due_on"] if values["due_on"] != theirs["due_on"] else today,
    )  # fmt: skip
    if fault:
        raise CannotChangeCase(fault)
    if values["responsible_id"] != theirs["responsible_id"]:
        _check_responsible(case, values["responsible_id"])
    task.what, task.due_on = seal_words(task.pk, values["what"]), values["due_on"]
    task.responsible_id, task.urgency = values["responsible_id"], values["urgency"]
    task.version, task.escalated_on = task.version + 1, None
    task.save(update_fields=["what", "due_on", "responsible", "urgency", "version", "escalated_on"])
    _set_next(case, CaseTask.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk))
    journal_case(actor, case, "case:task", reason="changed")
    return task


def _as_it_was(actor: Actor, task: CaseTask, version: int, now: dict[str, Any]) -> dict[str, Any]:
    """The values the form was shown with, from the history of the row."""
    if version == task.version:
        return now
    history: Any = CaseTask.pgh_event_model  # type: ignore[attr-defined]
    rows = history.objects.visible_to(actor, Permission.CASE_READ).filter(pgh_obj_id=task.pk, version=version)
    row = rows.order_by("-pgh_id").first()
    if row is None:
        raise CannotChangeCase(Fault.CHANGED_MEANWHILE)
    return {name: getattr(row, name) for name in EDITED} | {"what": words_of_task(row)}


def note_news(actor: Actor, case: Case, *, on: date) -> None:
    """Something was done for the dossier that day."""
    if case.news_on is None or case.news_on < on:
        rows = Case.objects.visible_to(actor, Permission.CASE_READ).filter(pk=case.pk)
        rows.update(news_on=on)
        case.news_on = on
