"""Proposals a reader may see, each with the events it rests on; the published score; how right it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from wasl.assistance.models import CaseSituation
from wasl.catalogue.queries import parameter
from wasl.catalogue.rules import State
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.models import Registration
from wasl.territory.models import Territory
from wasl.watch.commands.placing import words_of
from wasl.watch.models import ContactProposal, HouseholdScore, ScoreVersion
from wasl.watch.queries.household_facts import JOB
from wasl.watch.rules.fairness import Decile, Gap, Judged, Recall, auc, deciles, gaps, recalls
from wasl.watch.rules.outreach import OPEN_PROPOSAL, ProposalState

P = Permission
STATES: dict[str, frozenset[ProposalState]] = {
    "open": OPEN_PROPOSAL,
    "over": frozenset(ProposalState) - OPEN_PROPOSAL,
}
#: Most rows that are asked about protection at once: a page shows fewer.
MOST = 500


def visible_proposals(*, actor: Actor) -> QuerySet[ContactProposal]:
    """Those whose person and whole household the actor still reads; nobody protected since is among them."""
    rows = ContactProposal.objects.visible_to(actor, P.WATCH_OUTREACH_DECIDE)
    people = Registration.objects.visible_to(actor, P.WATCH_OUTREACH_DECIDE)
    rows = rows.filter(score__registration__in=people)
    return rows.exclude(score__registration_id__in=_protected_since(rows))  # type: ignore[no-any-return]


def _protected_since(rows: Any) -> list[UUID]:
    """Protection may be younger than last night's scores."""
    ids = list(rows.filter(state__in=sorted(OPEN_PROPOSAL)).values_list("score__registration_id", flat=True)[:MOST])
    if not ids:
        return []
    with system(JOB), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM unnest(%s::uuid[]) id WHERE people_is_protected(id)", [ids])
        return [key for (key,) in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    row: ContactProposal
    score: HouseholdScore
    person: Registration
    words: str


def proposals(*, actor: Actor, state: str) -> QuerySet[ContactProposal]:
    """Most points first, by (-score__points, -id)."""
    require(actor, P.WATCH_OUTREACH_DECIDE)
    rows = visible_proposals(actor=actor).filter(state__in=sorted(STATES[state]))
    return rows.select_related("score__registration").order_by("-score__points", "-id")


def proposal_sheet(*, actor: Actor, proposal_id: UUID) -> ProposalSheet:
    """Raises ContactProposal.DoesNotExist."""
    require(actor, P.WATCH_OUTREACH_DECIDE)
    row = visible_proposals(actor=actor).select_related("score__registration", "score__version").get(pk=proposal_id)
    return ProposalSheet(row=row, score=row.score, person=row.score.registration, words=words_of(row))


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether the score is only tried: outcomes known, and how many it takes."""

    known: int
    needed: int

    @property
    def is_shadow(self) -> bool:
        return self.known < self.needed


def trial(*, actor: Actor, today: date) -> Trial:
    """A count of the whole country: it names nobody."""
    require(actor, P.UNIT_READ)
    with system(JOB):
        known = HouseholdScore.objects.for_system(JOB).filter(was_found__isnull=False).count()
    return Trial(known=known, needed=parameter("watch.score_outcomes", on=today))


def versions(*, actor: Actor) -> QuerySet[ScoreVersion]:
    """Every version, refused ones included, newest first."""
    require(actor, P.UNIT_READ)
    rows = ScoreVersion._default_manager.select_related("proposed_by__agent", "decided_by__agent")
    return rows.order_by("-since", "-proposed_at")


def waiting_version(*, actor: Actor) -> ScoreVersion | None:
    return versions(actor=actor).filter(state=State.PROPOSED).first()


@dataclass(frozen=True, slots=True)
class Fairness:
    """One year's report. `order` is the area under the curve; None where too little is known."""

    year: int
    count: int
    found: int
    order: float | None
    deciles: Sequence[Decile]
    recalls: Sequence[Recall]
    gaps: Sequence[Gap]
    is_simulated: bool


def fairness(*, actor: Actor, year: int, today: date) -> Fairness:
    """How right the scores of a year were, and for whom less. Counts only; small groups are not said."""
    require(actor, P.WATCH_SCORE_EVALUATE)
    least = parameter("disclosure.minimum_sensitive", on=today)
    with system(JOB):
        rows = HouseholdScore.objects.for_system(JOB).filter(computed_on__year=year, was_found__isnull=False)
        scores = list(rows.select_related("registration"))
        judged = _judged(scores)
    lines = recalls(judged, least=least)
    return Fairness(
        year=year, count=len(judged), found=sum(row.is_found for row in judged),
        order=auc([row.points for row in judged], [row.is_found for row in judged]) if len(judged) >= least else None,
        deciles=[one for one in deciles(judged) if one.count >= least] if judged else [], recalls=lines,
        gaps=gaps(lines), is_simulated=any(row.is_simulated for row in scores),
    )  # fmt: skip


def _judged(scores: Sequence[HouseholdScore]) -> list[Judged]:
    communes = {row.registration.commune_code for row in scores}
    areas = dict(Territory.objects.filter(code__in=communes - {""}).values_list("code", "area"))
    handicap = CaseSituation.objects.for_system(JOB).filter(
        code="HANDICAP", case__registration_id__in={row.registration_id for row in scores}
    )
    disabled = set(handicap.values_list("case__registration_id", flat=True))
    return [
        Judged(
            points=row.points, is_found=bool(row.was_found), is_proposed=row.is_proposed,
            groups={
                "area": areas.get(row.registration.commune_code, ""),
                "sex": row.registration.sex if row.registration.sex in {"F", "M"} else "",
                "disability": "yes" if row.registration_id in disabled else "no",
            },
        )
        for row in scores
    ]  # fmt: skip
