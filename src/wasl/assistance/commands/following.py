"""Each day: late steps go to those who supervise, and whoever falls out of sight gets a task with a name on it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.utils.timezone import localtime

from wasl.access.models import NamedAccess, Posting
from wasl.assistance.commands.dossier import journal_case
from wasl.assistance.commands.steps import place_step
from wasl.assistance.models import Case, CaseTask, Orientation
from wasl.assistance.rules import CASE_OVER, CaseState, OrientationState
from wasl.assistance.rules.steps import TaskKind, TaskState, WhyLost, escalates
from wasl.catalogue.queries import parameters
from wasl.core.actor import NOMINATIVE
from wasl.core.scope import system

JOB = "follow cases"
#: Who is asked when the worker of a dossier cannot be, the nearest first.
IN_CHARGE = ("SUPERVISOR", "CENTRE_DIRECTOR", "DELEGATE")


def follow_cases(*, now: datetime, today: date, batch: int = 500) -> dict[str, int]:
    """Run again the same day it writes nothing more; answers how many were escalated, and lost by each reason."""
    days = parameters("case.", on=today)
    done = {"escalated": 0} | dict.fromkeys(map(str, WhyLost), 0)
    after: tuple[date, UUID] | None = None
    while True:
        after = _escalate_batch(now=now, today=today, days=days, after=after, size=batch, done=done)
        if after is None:
            break
    for why in sorted(set(WhyLost) - {WhyLost.DEATH}):
        while found := _list_lost(why=why, now=now, today=today, days=days, size=batch):
            done[why] += found
    return done


@transaction.atomic
def _escalate_batch(
    *, now: datetime, today: date, days: dict[str, int], after: tuple[date, UUID] | None, size: int,
    done: dict[str, int],
) -> tuple[date, UUID] | None:  # fmt: skip
    with system(JOB):
        tasks = CaseTask.objects.for_system(JOB).filter(state=TaskState.OPEN, due_on__lt=today)
        if after is not None:
            tasks = tasks.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], id__gt=after[1]))
        rows = list(tasks.order_by("due_on", "id").select_for_update(skip_locked=True)[:size])
        for row in rows:
            if row.escalated_on is None and escalates(due_on=row.due_on, urgency=row.urgency, today=today, days=days):
                row.escalated_on = today
                row.save(update_fields=["escalated_on"])
                case = Case.objects.for_system(JOB).get(pk=row.case_id)
                journal_case(None, case, "case:escalate", reason=row.kind)
                done["escalated"] += 1
    return (rows[-1].due_on, rows[-1].pk) if len(rows) == size else None


@transaction.atomic
def _list_lost(*, why: WhyLost, now: datetime, today: date, days: dict[str, int], size: int) -> int:
    with system(JOB):
        due_on = today + timedelta(days=days["case.lost_days"])
        found = 0
        for case, about in _lost(why, now=now, today=today, days=days, size=size):
            place_step(
                case, kind=TaskKind.LOST, due_on=due_on, by=None, reason=why, about=about,
                responsible_id=_in_charge(case, why, today=today),
            )  # fmt: skip
            if case.next_on is None or due_on < case.next_on:
                Case.objects.for_system(JOB).filter(pk=case.pk).update(next_on=due_on)
            journal_case(None, case, "case:lost", reason=why)
            found += 1
    return found


def _lost(
    why: WhyLost, *, now: datetime, today: date, days: dict[str, int], size: int
) -> Iterator[tuple[Case, UUID | None]]:
    cases = Case.objects.for_system(JOB).exclude(state__in=sorted(CASE_OVER)).order_by("id")
    if why == WhyLost.ORIENTATION:
        yield from _unanswered(now=now, days=days, size=size)
        return
    told = CaseTask.objects.for_system(JOB).filter(case_id=OuterRef("pk"), kind=TaskKind.LOST, reason=why)
    # Listed once: again only when somebody ended the task and nothing was done for a long time after.
    if why != WhyLost.MAJORITY:
        told = told.filter(Q(state=TaskState.OPEN) | Q(ended_at__gt=now - timedelta(days=days["case.quiet_days"])))
    for case in _of(why, cases, today=today, days=days).exclude(Exists(told))[:size]:
        yield case, None


def _of(why: WhyLost, cases: QuerySet[Case], *, today: date, days: dict[str, int]) -> QuerySet[Case]:
    match why:
        case WhyLost.SUSPENSION:
            limit = today - timedelta(days=days["case.lost_days"])
            return cases.filter(state=CaseState.SUSPENDED, suspended_until__lt=limit)
        case WhyLost.NO_NEWS:
            quiet = today - timedelta(days=days["case.quiet_days"])
            return cases.filter(news_on__lt=quiet, next_on__lt=today).exclude(state=CaseState.SUSPENDED)
        case WhyLost.UNIT_CLOSED:
            return cases.filter(unit__closed_on__lte=today)
        case WhyLost.MAJORITY:
            return _came_of_age(cases, today)
        case _:
            posted = Posting.objects.filter(account_id=OuterRef("worker_id"), account__is_active=True)
            posted = posted.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))
            here = posted.annotate(where=ExpressionWrapper(OuterRef("path"), CharField())).filter(
                where__startswith=F("unit__path")
            )
            standing = NamedAccess.objects.filter(account_id=OuterRef("worker_id"), dossier_id=OuterRef("pk"))
            denied = standing.filter(is_denied=True, until_at__isnull=True)
            # Closed to its worker by what closed a brother's or a sister's: as good as gone.
            return cases.filter(~Exists(here) | Exists(denied))


def _came_of_age(cases: QuerySet[Case], today: date) -> QuerySet[Case]:
    """Under 18 when the dossier was opened, 18 since. Who has only a year of birth is 18 when that year has ended."""
    return cases.extra(
        where=[
            "EXISTS (SELECT FROM people_registration r CROSS JOIN LATERAL (SELECT CASE"
            " WHEN r.birth_day IS NULL THEN make_date(r.birth_year + 18, 12, 31)"
            " ELSE (make_date(r.birth_year, r.birth_month, r.birth_day) + interval '18 years')::date END AS day) of_age"
            " WHERE r.id = assistance_case.registration_id AND r.birth_year > %s AND of_age.day <= %s"
            " AND of_age.day > (assistance_case.opened_at AT TIME ZONE 'Africa/Casablanca')::date)"
        ],
        params=[today.year - 40, today],
    )


def _unanswered(*, now: datetime, days: dict[str, int], size: int) -> Iterator[tuple[Case, UUID | None]]:
    """Orientations of open dossiers that were refused or never answered, and that nobody followed by another step."""
    over = [OrientationState.REFUSED, OrientationState.UNANSWERED, OrientationState.ABSENT]
    sent = Orientation.objects.for_system(JOB).filter(
        case__isnull=False, state__in=over, state_at__lt=now - timedelta(days=days["case.lost_days"])
    )
    told = CaseTask.objects.for_system(JOB).filter(kind=TaskKind.LOST, about=OuterRef("pk"))
    # Something was planned or done for her since the answer came: she is in somebody's hands.
    since = CaseTask.objects.for_system(JOB).filter(case_id=OuterRef("case_id"), recorded_at__gt=OuterRef("state_at"))
    cases = Case.objects.for_system(JOB).exclude(state__in=sorted(CASE_OVER))
    sent = sent.filter(Exists(cases.filter(pk=OuterRef("case_id")))).exclude(Exists(told)).exclude(Exists(since))
    for row in sent.order_by("id")[:size]:
        case = cases.get(pk=row.case_id)
        if case.news_on is None or case.news_on <= localtime(row.state_at).date():
            yield case, row.pk


def _in_charge(case: Case, why: WhyLost, *, today: date) -> UUID:
    """The worker; and when it is the worker or the centre that is missing, whoever is in charge above.

    Of a nominative dossier that is another colleague named on it who still works there: nobody else may learn of it.
    """
    if why not in {WhyLost.WORKER_GONE, WhyLost.UNIT_CLOSED}:
        return case.worker_id
    held = Posting.objects.filter(since__lte=today, account__is_active=True)
    held = held.filter(Q(until__isnull=True) | Q(until__gt=today)).annotate(
        where=Value(case.path, output_field=CharField())
    )
    held = held.filter(where__startswith=F("unit__path")).filter(
        Q(unit__closed_on__isnull=True) | Q(unit__closed_on__gt=today)
    )
    standing = NamedAccess.objects.filter(dossier_id=case.pk, until_at__isnull=True)
    # Whoever it is closed to would be given what they can neither read nor end.
    held = held.exclude(account_id__in=standing.filter(is_denied=True).values("account_id"))
    if case.level >= NOMINATIVE:
        held = held.filter(account_id__in=standing.filter(is_denied=False).values("account_id"))
    else:
        held = held.filter(role__in=IN_CHARGE)
    nearest = held.order_by("-unit__path", "since").values_list("account_id", flat=True).first()
    return nearest or case.worker_id
