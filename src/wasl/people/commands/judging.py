"""An adjudicator's answers on pairs and clusters, and their undoing."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.commands.linking import NothingToUndo, Refused, call
from wasl.people.models import LikelyDouble
from wasl.people.queries.search import HitExpired
from wasl.people.rules import Answer, WhyVerdict


class AlreadyDecided(Exception):
    """Another adjudicator answered first; undoing that answer comes before another one."""


class SeenOtherwise(Exception):
    """What was shown has changed since: somebody corrected, linked or took apart. Look again."""


class KeptApart(Exception):
    """Something keeps the two apart (another card, twins, siblings, "not the same"): lift it first."""


@transaction.atomic
def decide_double(
    *, actor: Actor, double_id: UUID, answers: Mapping[UUID, Answer], reason: str = "", seen: str | None = None
) -> list[UUID]:
    """Ids of the verdicts. `answers`: what each other registration of the item is to its first one (`one`).

    `seen` is `queries.Item.seen` as it was shown. Raises HitExpired for whoever does not reach both sides and the
    level, AlreadyDecided, SeenOtherwise, KeptApart.
    """
    require(actor, Permission.PERSON_ADJUDICATE)
    double = LikelyDouble.objects.visible_to(actor, Permission.PERSON_ADJUDICATE).filter(pk=double_id).first()
    if double is None:
        raise HitExpired
    why = WhyVerdict(reason) if reason else ""
    first = double.one_id
    if not call("people_hold_seen", [first, *answers], seen)[0]:
        raise SeenOtherwise
    # What ends a link first, so that nobody is linked to somebody just said to be another.
    order = sorted(answers.items(), key=lambda pair: (pair[1] != Answer.DIFFERENT, pair[0]))
    return [_judge(actor, first, other, Answer(answer), why) for other, answer in order]


def _judge(actor: Actor, first: UUID, other: UUID, answer: Answer, why: str) -> UUID:
    try:
        outcome, verdict = call("people_judge", first, other, answer, why, actor.posting_id)
    except Refused as error:
        raise HitExpired from error
    if outcome == "DECIDED":
        raise AlreadyDecided
    if outcome == "APART":
        raise KeptApart
    record(
        actor=actor, verb=Permission.PERSON_ADJUDICATE, subject="verdict", subject_id=verdict, level=actor.level,
        reason=answer, about=f"{min(first, other)} {max(first, other)} {why}",
    )  # fmt: skip
    return UUID(str(verdict))


@transaction.atomic
def take_back(*, actor: Actor, verdict_id: UUID) -> None:
    """The pair is again as it was before the answer. Raises NothingToUndo."""
    require(actor, Permission.PERSON_ADJUDICATE)
    try:
        (is_undone,) = call("people_take_back", verdict_id, actor.posting_id)
    except Refused as error:
        raise NothingToUndo from error
    if not is_undone:
        raise NothingToUndo
    record(
        actor=actor, verb="person:take_back", subject="verdict", subject_id=verdict_id, level=actor.level,
        reason="UNDONE",
    )  # fmt: skip
