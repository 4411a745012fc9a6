"""One comparison of the registry with itself: begun, watched, halted when it is implausible, ended."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.linkage.rescorer import fit, learns
from wasl.people.models import LikelyDouble, LinkageRun
from wasl.people.queries.quality import labels
from wasl.people.rules import RunState, Tier
from wasl.people.rules.review import Counts, Halt, halt_of

#: Answers from which the queue is ordered by what they teach.
LABELS_NEEDED = 2_000


class StillHalted(Exception):
    """The last run halted and nobody has looked at it yet: nothing is compared."""


class RunHalted(Exception):
    """The run is implausible (`halt`): it links nothing more."""

    def __init__(self, halt: Halt) -> None:
        super().__init__(halt)
        self.halt = halt


@transaction.atomic
def begin_run(*, is_full: bool, now: datetime) -> LinkageRun:
    """Raises StillHalted."""
    last = LinkageRun.objects.order_by("-began_at").first()
    if last is not None and last.state == RunState.HALTED and last.cleared_at is None:
        raise StillHalted
    return LinkageRun.objects.create(is_full=is_full, state=RunState.RUNNING, began_at=now)


def watch_run(*, run_id: UUID, counts: Counts, now: datetime) -> None:
    """To be called with what a run is about to link, before it links anything. Raises RunHalted.

    The halt is kept whatever becomes of the caller's transaction, so it must not be called inside one.
    """
    run = LinkageRun.objects.get(pk=run_id)
    before = LinkageRun.objects.filter(is_full=run.is_full, state=RunState.DONE, records__gt=0).order_by("-began_at")
    usual = before.first()
    halt = halt_of(counts, is_full=run.is_full, usual_rate=usual.automatic / usual.records if usual else None)
    _note(run, counts)
    if halt:
        run.state, run.halt, run.ended_at = RunState.HALTED, halt, now
    run.save()
    if halt:
        raise RunHalted(halt)


def _note(run: LinkageRun, counts: Counts) -> None:
    run.records, run.automatic, run.review = counts.records, counts.automatic, counts.review
    run.expected_wrong = counts.expected_wrong


@transaction.atomic
def end_run(*, run_id: UUID, counts: Counts, vetoed: int, now: datetime, has_failed: bool = False) -> None:
    run = LinkageRun.objects.select_for_update().get(pk=run_id)
    _note(run, counts)
    run.vetoed, run.ended_at = vetoed, now
    run.state = RunState.FAILED if has_failed else RunState.DONE
    run.save()


@transaction.atomic
def clear_run(*, actor: Actor, run_id: UUID, now: datetime) -> None:
    """Somebody looked at the halted run: comparison goes on with the next one."""
    require(actor, Permission.LINKAGE_CLEAR)
    rows = LinkageRun.objects.filter(pk=run_id, state=RunState.HALTED, cleared_at__isnull=True)
    if rows.update(cleared_at=now, cleared_by=actor.account_id):
        record(actor=actor, verb=Permission.LINKAGE_CLEAR, subject="linkage_run", subject_id=run_id)


@transaction.atomic
def rescore_pairs(*, limit: int = 50_000) -> int:
    """Orders what waits for review by what the answers so far teach; how many pairs got another strength.

    Nothing happens under LABELS_NEEDED answers, or when the answers kept apart are told no better than before.
    """
    known = labels()
    if len(known) < LABELS_NEEDED or len({each.is_same for each, _before in known}) < 2:
        return 0
    answers = [each for each, _before in known]
    if not learns(answers, [before for _each, before in known]):
        return 0
    scorer = fit(answers)
    with system("find person"):
        rows = LikelyDouble.objects.for_system("find person")
        waiting = list(rows.filter(is_open=True, tier=Tier.REVIEW).exclude(reasons=[])[:limit])
        for row in waiting:
            row.strength = scorer.probability(row.reasons, row.weight)
        rows.bulk_update(waiting, ["strength"], batch_size=1_000)
    return len(waiting)
