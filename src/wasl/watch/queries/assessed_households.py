"""The households a centre's count was made of, as far as the reader may open their dossiers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from uuid import UUID

from django.utils.timezone import get_current_timezone

from wasl.assistance.commands.assessments import SEALED
from wasl.assistance.commands.sealing import unsealed_values
from wasl.assistance.models import Assessment
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.models import Unit
from wasl.people.models import Membership, Registration
from wasl.watch.models import PovertyRun
from wasl.watch.rules.poverty import Definition, Thing, Verdict, definition_of

P = Permission
#: Households on a page, and assessments of one centre that are looked through for them.
SIZE, MOST = 50, 5_000


class Which(StrEnum):
    ALL = "all"
    POOR = "poor"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household by its last assessment: what it lacks, and what was not said."""

    assessment: Assessment
    person: Registration
    verdict: Verdict
    lacking: tuple[Thing, ...]
    unsaid: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Households:
    """`opened` of them the reader may open; `next_after` begins the next page."""

    lines: tuple[HouseholdLine, ...]
    opened: int
    next_after: str | None


def households_of(
    *, actor: Actor, run: PovertyRun, unit_id: UUID, which: Which = Which.ALL, thing: str = "", after: str = ""
) -> Households:
    """Those counted for one unit, the last assessed first; of `thing`, poor ones without it. Each one shown is
    journalled. Without the right to read dossiers there is none."""
    if not actor.may(P.CASE_READ) or run.definition is None:
        return Households((), 0, None)
    definition = definition_of(run.definition.content)
    found = [
        row
        for row in _last_of_each(actor, run, unit_id, definition)
        if _is_asked(definition, row.lacked, which, thing)
    ]  # fmt: skip
    first = next((step + 1 for step, row in enumerate(found) if str(row.assessment.pk) == after), 0)
    page = found[first : first + SIZE]
    people = Registration.objects.visible_to(actor, P.CASE_READ).in_bulk([row.home_of for row in page])
    lines = tuple(_line(actor, row, people, definition) for row in page if row.home_of in people)
    more = len(found) > first + SIZE
    return Households(lines, len(found), str(page[-1].assessment.pk) if more else None)


@dataclass(frozen=True, slots=True)
class _Row:
    assessment: Assessment
    home_of: UUID
    lacked: list[bool | None]


def _last_of_each(actor: Actor, run: PovertyRun, unit_id: UUID, definition: Definition) -> Iterable[_Row]:
    since, until = (_midnight(date.fromisoformat(run.read[name])) for name in ("since", "until"))
    rows = Assessment.objects.visible_to(actor, P.CASE_READ).filter(
        path=Unit.objects.get(pk=unit_id).path, unit_id=unit_id, code=definition.questionnaire, assessed_at__gte=since,
        assessed_at__lt=until,
        level__lt=NOMINATIVE, case__level__lt=NOMINATIVE,
    )  # fmt: skip
    asked = list(rows.select_related("case").order_by("-assessed_at", "-id")[:MOST])
    registrations = {row.case.registration_id for row in asked}
    living = Membership.objects.visible_to(actor, P.CASE_READ).filter(
        registration_id__in=registrations, until=None, level__lt=NOMINATIVE
    )
    homes = dict(living.order_by("-id").values_list("registration_id", "household_id"))
    seen: set[UUID] = set()
    for row in asked:
        person = row.case.registration_id
        home = homes.get(person, person)
        if home not in seen:
            seen.add(home)
            answers = unsealed_values(SEALED, row.pk, row.sealed).get("answers", {})
            yield _Row(row, person, definition.lacked(answers))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_current_timezone()).astimezone(UTC)


def _is_asked(definition: Definition, lacked: list[bool | None], which: Which, thing: str) -> bool:
    verdict = definition.verdict(lacked)
    if thing:
        lacks_it = any(one and known.code == thing for one, known in zip(lacked, definition.things, strict=True))
        return verdict is Verdict.POOR and lacks_it
    return which is Which.ALL or verdict.value == which.value


def _line(actor: Actor, row: _Row, people: dict[UUID, Registration], definition: Definition) -> HouseholdLine:
    case = row.assessment.case
    record(
        actor=actor, verb=P.CASE_READ, subject="case", subject_id=case.pk, path=case.path, level=case.level,
        seal=case.seal,
    )  # fmt: skip
    said = list(zip(definition.things, row.lacked, strict=True))
    return HouseholdLine(
        assessment=row.assessment, person=people[row.home_of], verdict=definition.verdict(row.lacked),
        lacking=tuple(thing for thing, one in said if one), unsaid=tuple(thing for thing, one in said if one is None),
    )  # fmt: skip
