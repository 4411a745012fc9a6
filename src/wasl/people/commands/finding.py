"""What comparison proposes: pairs to review, and the links it may make by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.db import connection, transaction

from wasl.core.scope import system
from wasl.people.models import PersonLink, Registration
from wasl.people.queries.frequencies import name_frequencies
from wasl.people.rules import Origin, Source, Tier, sought_as
from wasl.people.rules.sought import best_agreement, is_likely

#: Of a thousand automatic links, how many an adjudicator checks.
DRAWN = 20


@dataclass(frozen=True, slots=True)
class ProposedPair:
    """What a comparison says of two registrations. `reasons` are codes `field_level`, never a name or a number;
    `veto` why an automatic link is forbidden, or empty."""

    one_id: UUID
    other_id: UUID
    probability: float
    weight: float
    tier: Tier
    reasons: tuple[str, ...] = ()
    veto: str = ""


def is_drawn(one: UUID, other: UUID) -> bool:
    """Whether this pair belongs to the sample that is checked: the same answer at every run."""
    text = f"{min(one, other)} {max(one, other)}".encode()
    return int.from_bytes(blake2b(text, digest_size=4).digest()) % 1000 < DRAWN


@transaction.atomic
def store_pairs(*, pairs: Iterable[ProposedPair], run_id: UUID | None = None) -> dict[str, int]:
    """Links the automatic tier where nothing forbids it, and keeps the rest to be reviewed.

    Strongest first: what is linked first counts when a later link would join two who are kept apart. A few hundred at
    a time, since each call is one transaction. Answers how many were `linked`, `kept` for review, `done` before.
    """
    counts = {"linked": 0, "kept": 0, "done": 0}
    with system("find person"), connection.cursor() as cursor:
        for pair in sorted(pairs, key=lambda each: (-each.probability, each.one_id, each.other_id)):
            outcome = "REVIEW"
            if pair.tier is Tier.AUTO and not pair.veto:
                cursor.execute(
                    "SELECT outcome FROM people_say(%s, %s, 'SAME', '', %s, NULL)",
                    [pair.one_id, pair.other_id, Source.AUTO],
                )
                (outcome,) = cursor.fetchone()
            if outcome != "DONE":
                is_linked = outcome == "SAID"
                _propose(pair, Origin.CHECK if is_linked else Origin.FOUND, run_id, is_linked=is_linked)
            counts[{"SAID": "linked", "DONE": "done"}.get(outcome, "kept")] += 1
    return counts


def _propose(pair: ProposedPair, origin: Origin, run_id: UUID | None, *, is_linked: bool = False) -> None:
    drawn = is_linked and is_drawn(pair.one_id, pair.other_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_propose(%s, %s, %s, %s, %s, %s::text[], %s, %s, %s, %s)",
            [
                pair.one_id, pair.other_id, origin, pair.probability, pair.weight, list(pair.reasons), pair.tier,
                pair.veto, drawn, run_id,
            ],
        )  # fmt: skip


@transaction.atomic
def find_doubles(*, now: datetime, limit: int = 200) -> int:
    """Compares registrations not compared yet with all others; answers how many were compared.

    Runs in the worker, after the fact, so that registering a protected person's double takes the same time as any.
    """
    with system("find person"):
        rows = Registration.objects.for_system("find person")
        waiting = list(rows.filter(doubles_checked_at__isnull=True).order_by("pk")[:limit])
        for row in waiting:
            _find_doubles_of(row)
        rows.filter(pk__in=[row.pk for row in waiting]).update(doubles_checked_at=now)
    return len(waiting)


def _find_doubles_of(row: Registration) -> None:
    sought, names = sought_as(row.particulars), name_frequencies()
    if sought.is_empty:
        return
    rows = Registration.objects.for_system("find person")
    asked = [each.key for each in sought.asked(names)]
    others = rows.filter(keys__overlap=asked).exclude(pk=row.pk).order_by("pk")[:500]
    links = PersonLink.objects.for_system("find person").filter(until_at__isnull=True)
    alike = {
        other.pk: agreement
        for other in others
        if is_likely(agreement := best_agreement(sought, other.particulars, has_phone=False, by_number=0, names=names))
    }
    persons = dict(links.filter(registration__in=[row.pk, *alike]).values_list("registration_id", "person_id"))
    for other, agreement in alike.items():
        if persons.get(other) == persons.get(row.pk):
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT people_is_protected(%s) OR people_is_protected(%s)", [row.pk, other])
            (is_protected,) = cursor.fetchone()
        if is_protected or not row.none_of_these:
            weight, probability = agreement.weight, agreement.probability
            reasons = tuple(map(str, agreement.reasons))
            _propose(ProposedPair(row.pk, other, probability, weight, Tier.REVIEW, reasons), Origin.FOUND, None)
