"""Versions of the published score: proposed at headquarters by one, approved there by another, dated and kept."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wasl.catalogue import commands as catalogue
from wasl.catalogue.commands import FIRST_DAY
from wasl.catalogue.models import SHIPPED as SHIPPED_ORIGIN
from wasl.catalogue.queries import in_force
from wasl.catalogue.rules import State
from wasl.core.actor import ROOT, Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.watch.models import ScoreVersion
from wasl.watch.rules.outreach import ProposalFault
from wasl.watch.rules.scores import SHIPPED, Version, WrongScore, version_of

CODE = "HOUSEHOLD"
LABELS = {"label_fr": "Score de proposition de contact", "label_ar": "نقط اقتراح الاتصال"}
P = Permission


class CannotScore(Exception):
    """A version that is not accepted; `flaw` says what is wrong with what was written."""

    def __init__(self, fault: ProposalFault, flaw: str = "") -> None:
        super().__init__(fault, flaw)
        self.fault, self.flaw = fault, flaw


@transaction.atomic
def seed_score() -> bool:
    """Writes the version that ships, unless there is one already."""
    if ScoreVersion._default_manager.filter(code=CODE).exists():
        return False
    ScoreVersion._default_manager.create(
        pk=new_id(), code=CODE, since=FIRST_DAY, state=State.APPROVED, origin=SHIPPED_ORIGIN, content=SHIPPED, **LABELS
    )
    return True


def score_in_force(*, on: date) -> tuple[ScoreVersion, Version] | None:
    row = in_force(ScoreVersion, on=on).filter(code=CODE).first()
    return (row, version_of(row.content)) if row else None


@transaction.atomic
def propose_score(*, actor: Actor, row_id: UUID, content: dict[str, Any], since: date, now: datetime) -> ScoreVersion:
    """Headquarters alone; it counts once another account there approved it, from `since` on."""
    _headquarters(actor)
    try:
        version_of(content)
    except WrongScore as wrong:
        raise CannotScore(ProposalFault.SCORE, wrong.flaw) from wrong
    row = ScoreVersion(pk=row_id, code=CODE, since=since, content=content, **LABELS)
    return catalogue.propose(actor=actor, row=row, now=now)


@transaction.atomic
def approve_score(*, actor: Actor, row_id: UUID, now: datetime) -> ScoreVersion:
    _headquarters(actor)
    return catalogue.approve(actor=actor, kind=ScoreVersion, row_id=row_id, now=now)


@transaction.atomic
def refuse_score(*, actor: Actor, row_id: UUID, reason: str, now: datetime) -> ScoreVersion:
    _headquarters(actor)
    return catalogue.refuse(actor=actor, kind=ScoreVersion, row_id=row_id, reason=reason, now=now)


def _headquarters(actor: Actor) -> None:
    require(actor, P.WATCH_SCORE_EDIT)
    if actor.path != ROOT:
        raise CannotScore(ProposalFault.NOT_HQ)
