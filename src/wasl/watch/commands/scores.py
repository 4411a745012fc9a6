"""The nightly job: who lives together, what was recorded, how many points, and what may be proposed of it.

A household with somebody protected is left out, and leaves no row: the owner of that person's nominative dossier finds
a step in it, which nobody else reads.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from wasl.access.models import NamedAccess
from wasl.assistance.commands.steps import place_step
from wasl.assistance.models import Assessment, Case, CaseTask
from wasl.assistance.rules import CASE_OVER
from wasl.assistance.rules.steps import TaskKind, TaskState
from wasl.catalogue.queries import parameters
from wasl.core.actor import NOMINATIVE
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.network.models import Unit
from wasl.people.models import Household, Membership, Registration
from wasl.watch.commands.score_versions import score_in_force, seed_score
from wasl.watch.models import ContactProposal, HouseholdScore, ScoreVersion
from wasl.watch.queries.household_facts import JOB, Recorded, facts_of, together
from wasl.watch.rules.outreach import OPEN_PROPOSAL, ProposalState, WhyDecided, months_later
from wasl.watch.rules.scores import Score, Version, proposes, score

HEAD = "CHEF"
EVENTS = "EVENTS"
#: Bands of the questionnaire of needs that say that the need was there.
IN_NEED = ("HIGH", "VERY_HIGH")


@dataclass(frozen=True, slots=True)
class Home:
    """A household, or one who lives in none (`household_id` None); `contact` is whom one would speak to."""

    household_id: UUID | None
    unit_id: UUID
    contact: UUID
    members: tuple[UUID, ...]


def score_households(*, now: datetime, today: date, batch: int = 300) -> dict[str, int]:
    """Works everything out again, a transaction a batch; what did not change is left alone. Answers how many were
    scored, proposed, told to an owner, expired and judged."""
    seed_score()
    given = score_in_force(on=today)
    done = dict.fromkeys(("scored", "proposed", "told", "expired", "judged"), 0)
    if given is None:
        return done
    done["judged"] = _judge(today=today)
    done["expired"] = _expire(today=today)
    for kind in (_homes, _alone):
        after: UUID | None = None
        while True:
            after = _batch(kind=kind, given=given, now=now, today=today, after=after, size=batch, done=done)
            if after is None:
                break
    return done


@transaction.atomic
def _batch(
    *, kind: Any, given: tuple[ScoreVersion, Version], now: datetime, today: date, after: UUID | None, size: int,
    done: dict[str, int],
) -> UUID | None:  # fmt: skip
    with system(JOB):
        homes, last = kind(after, size)
        if homes:
            _score_all(homes, given, now=now, today=today, done=done)
    return last  # type: ignore[no-any-return]


def _homes(after: UUID | None, size: int) -> tuple[list[Home], UUID | None]:
    """Households in the order of their ids, with those who live there today."""
    rows = Household.objects.for_system(JOB).order_by("id")
    found = list((rows.filter(id__gt=after) if after else rows)[:size])
    ids = [row.pk for row in found]
    living: dict[UUID, list[Membership]] = defaultdict(list)
    for one in Membership.objects.for_system(JOB).filter(household_id__in=ids, until__isnull=True).order_by("id"):
        living[one.household_id].append(one)
    homes = [_home(row, living[row.pk]) for row in found if living[row.pk]]
    return homes, ids[-1] if len(ids) == size else None


def _home(row: Household, living: Sequence[Membership]) -> Home:
    head = next((one for one in living if one.role == HEAD), living[0])
    return Home(row.pk, row.unit_id, head.registration_id, tuple(one.registration_id for one in living))


def _alone(after: UUID | None, size: int) -> tuple[list[Home], UUID | None]:
    """Registrations with a dossier, who live in no household today."""
    cases = Case.objects.for_system(JOB).order_by("registration_id")
    cases = cases.filter(registration_id__gt=after) if after else cases
    ids = list(cases.values_list("registration_id", flat=True).distinct()[:size])
    housed = Membership.objects.for_system(JOB).filter(registration_id__in=ids, until__isnull=True)
    elsewhere = set(housed.values_list("registration_id", flat=True))
    rows = Registration.objects.for_system(JOB).filter(pk__in=set(ids) - elsewhere)
    return [Home(None, row.unit_id, row.pk, (row.pk,)) for row in rows], ids[-1] if len(ids) == size else None


def _score_all(
    homes: Sequence[Home], given: tuple[ScoreVersion, Version], *, now: datetime, today: date, done: dict[str, int]
) -> None:
    members = [one for home in homes for one in home.members]
    facts = facts_of(members, today=today)
    protected = _protected(members)
    denied = _denied({seal for one in facts.values() for seal in one.seals})
    days = parameters("watch.", on=today)
    is_shadow = outcomes_known() < days["watch.score_outcomes"]
    units = dict(Unit.objects.filter(pk__in={home.unit_id for home in homes}).values_list("pk", "path"))
    for home in homes:
        recorded = together(facts, home.members)
        found = score(given[1], recorded.facts, today=today)
        if protected & set(home.members) or recorded.level >= NOMINATIVE:
            _leave_no_row(home)
            if proposes(given[1], found, today=today):
                done["told"] += _tell_owners(home, now=now, today=today)
            continue
        seals = recorded.seals & denied
        if not found.lines or len(seals) > 1:
            _replace(home, today=today)
            continue
        row = _kept(home, recorded, found, given, units[home.unit_id], next(iter(seals), None), today, days)
        if row is not None:
            done["scored"] += 1
            done["proposed"] += 0 if is_shadow else _propose(row, today=today)


def _protected(ids: Sequence[UUID]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM unnest(%s::uuid[]) id WHERE people_is_protected(id)", [list(ids)])
        return {key for (key,) in cursor.fetchall()}


def _denied(seals: set[UUID]) -> set[UUID]:
    rows = NamedAccess.objects.filter(dossier_id__in=seals, is_denied=True, until_at__isnull=True)
    return set(rows.values_list("dossier_id", flat=True))


def outcomes_known() -> int:
    """How many scores have an outcome by now; inside the job, or where counts are read."""
    with system(JOB):
        return HouseholdScore.objects.for_system(JOB).filter(was_found__isnull=False).count()  # type: ignore[no-any-return]


def _current(home: Home) -> HouseholdScore | None:
    rows = HouseholdScore.objects.for_system(JOB).filter(registration_id=home.contact, replaced_on__isnull=True)
    return rows.first()  # type: ignore[no-any-return]


def _replace(home: Home, *, today: date) -> None:
    row = _current(home)
    if row is not None:
        row.replaced_on = today
        row.save(update_fields=["replaced_on"])
        _end_proposal(row)


def _leave_no_row(home: Home) -> None:
    """Of somebody protected there is nothing to be found, today's or older."""
    rows = HouseholdScore.objects.for_system(JOB).filter(registration_id__in=home.members)
    ContactProposal.objects.for_system(JOB).filter(score__in=list(rows.values_list("pk", flat=True))).delete()
    # Their only dependents have just gone; the collector would ask related tables without saying for whom.
    rows._raw_delete(rows.db)


def _kept(
    home: Home, recorded: Recorded, found: Score, given: tuple[ScoreVersion, Version], path: str, seal: UUID | None,
    today: date, days: dict[str, int],
) -> HouseholdScore | None:  # fmt: skip
    """The score of today, or None when it says what the one in force says."""
    lines = [asdict(line) | {"on": line.on.isoformat(), "source_id": str(line.source_id)} for line in found.lines]
    before = _current(home)
    same = before is not None and (before.lines, before.version_id, before.members, before.seal) == (
        lines, given[0].pk, len(home.members), seal,
    )  # fmt: skip
    if before is not None and same and before.expires_on > today:
        return None
    _replace(home, today=today)
    row = HouseholdScore(
        pk=new_id(), unit_id=home.unit_id, path=path, level=max(2, recorded.level), seal=seal,
        registration_id=home.contact, household_id=home.household_id, members=len(home.members), version=given[0],
        points=found.total, lines=lines, is_proposed=proposes(given[1], found, today=today), computed_on=today,
        expires_on=months_later(today, days["watch.score_months"]),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _propose(row: HouseholdScore, *, today: date) -> int:
    """A proposal, unless the household asked not to be proposed, or one is being dealt with."""
    if not row.is_proposed:
        return 0
    others = ContactProposal.objects.for_system(JOB).filter(score__registration_id=row.registration_id)
    if others.filter(reason=WhyDecided.WISH, state=ProposalState.DECLINED).exists():
        return 0
    if others.filter(state__in=sorted(OPEN_PROPOSAL)).exists():
        return 0
    proposal = ContactProposal(
        pk=new_id(), unit_id=row.unit_id, path=row.path, level=row.level, seal=row.seal, score=row, proposed_on=today
    )
    proposal.save(force_insert=True)
    record(
        actor=None, verb="watch:propose_contact", subject="contactproposal", subject_id=proposal.pk, path=row.path,
        level=row.level, seal=row.seal,
    )  # fmt: skip
    return 1


def _end_proposal(row: HouseholdScore) -> None:
    """What nobody decided on is over with its score; what somebody decided stays theirs."""
    proposals = ContactProposal.objects.for_system(JOB).filter(score_id=row.pk, state=ProposalState.PROPOSED)
    proposals.update(state=ProposalState.EXPIRED)


def _tell_owners(home: Home, *, now: datetime, today: date) -> int:
    """A step in each open nominative dossier, for its owner; at most one open."""
    told = 0
    cases = Case.objects.for_system(JOB).filter(registration_id__in=home.members, level__gte=NOMINATIVE)
    for case in cases.exclude(state__in=sorted(CASE_OVER)).order_by("id"):
        tasks = CaseTask.objects.for_system(JOB).filter(case_id=case.pk, kind=TaskKind.REVIEW, reason=EVENTS)
        month = today - timedelta(days=30)
        if tasks.filter(state=TaskState.OPEN).exists() or tasks.filter(ended_at__date__gt=month).exists():
            continue
        due_on = today + timedelta(days=7)
        place_step(case, kind=TaskKind.REVIEW, due_on=due_on, by=None, reason=EVENTS)
        if case.next_on is None or due_on < case.next_on:
            Case.objects.for_system(JOB).filter(pk=case.pk).update(next_on=due_on)
        record(
            actor=None, verb="watch:tell_owner", subject="case", subject_id=case.pk, path=case.path, level=case.level,
            seal=case.seal,
        )  # fmt: skip
        told += 1
    return told


@transaction.atomic
def _expire(*, today: date) -> int:
    """Past its months a score says nothing any more; the batch that follows works it out again."""
    with system(JOB):
        rows = HouseholdScore.objects.for_system(JOB).filter(replaced_on__isnull=True, expires_on__lte=today)
        found = list(rows.select_for_update(skip_locked=True, of=("self",))[:5_000])
        for row in found:
            row.replaced_on = today
            row.save(update_fields=["replaced_on"])
            _end_proposal(row)
    return len(found)


@transaction.atomic
def _judge(*, today: date, size: int = 5_000) -> int:
    """Outcomes that daily work brought: an assessment of needs made after the score, before it expired. Who was not
    assessed is not counted as well."""
    with system(JOB):
        waiting = HouseholdScore.objects.for_system(JOB).filter(was_found__isnull=True, expires_on__gt=today)
        rows = list(waiting.order_by("computed_on", "id")[:size])
        latest = dict(_assessed({row.registration_id for row in rows}))
        judged = 0
        for row in rows:
            day, band = latest.get(row.registration_id, (None, ""))
            if day is not None and day > row.computed_on:
                row.was_found, row.found_on = band in IN_NEED, day
                row.save(update_fields=["was_found", "found_on"])
                judged += 1
    return judged


def _assessed(ids: set[UUID]) -> Iterator[tuple[UUID, tuple[date, str]]]:
    rows = Assessment.objects.for_system(JOB).filter(case__registration_id__in=ids, code="NEEDS")
    for row in rows.select_related("case").order_by("assessed_at"):
        yield row.case.registration_id, (row.assessed_at.date(), row.decided_band or row.band)
