"""Rounds of a territory, how far each has come, and what was answered, counted without anybody."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from wasl.catalogue.queries import parameter
from wasl.catalogue.questionnaires.rules import CHOSEN, Form, Question, form_of
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.facts.rules.small_cells import hidden_cells
from wasl.watch.commands.rounds import answers_of
from wasl.watch.models import FieldRound, RoundStop
from wasl.watch.rules.rounds import Coverage, StopState, coverage

P = Permission


@dataclass(frozen=True, slots=True)
class PlaceCoverage:
    code: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class RoundSheet:
    row: FieldRound
    total: Coverage
    places: Sequence[PlaceCoverage]
    stops: Sequence[RoundStop]


@dataclass(frozen=True, slots=True)
class Answered:
    """How many homes chose an option; None: too few to be shown."""

    option: str
    count: int | None


def rounds_of(*, actor: Actor) -> QuerySet[FieldRound]:
    """By (-since_on, -id)."""
    rows = FieldRound.objects.visible_to(actor, P.WATCH_ROUND_WALK)
    return rows.select_related("questionnaire").order_by("-since_on", "-id")  # type: ignore[no-any-return]


def round_of(*, actor: Actor, round_id: UUID) -> FieldRound:
    """Raises FieldRound.DoesNotExist."""
    require(actor, P.WATCH_ROUND_WALK)
    return rounds_of(actor=actor).get(pk=round_id)


def round_sheet(*, actor: Actor, round_id: UUID) -> RoundSheet:
    row = round_of(actor=actor, round_id=round_id)
    rows = RoundStop.objects.visible_to(actor, P.WATCH_ROUND_WALK).filter(round_id=row.pk).defer("sealed")
    stops = list(rows.order_by("position"))
    states: dict[str, list[str]] = defaultdict(list)
    for stop in stops:
        states[stop.place_code].append(stop.state)
    places = [PlaceCoverage(code, coverage(found)) for code, found in sorted(states.items())]
    return RoundSheet(row=row, total=coverage(stop.state for stop in stops), places=places, stops=stops)


def stop_of(*, actor: Actor, round_id: UUID, position: int) -> RoundStop:
    """Raises RoundStop.DoesNotExist."""
    require(actor, P.WATCH_ROUND_WALK)
    rows = RoundStop.objects.visible_to(actor, P.WATCH_ROUND_WALK).select_related("round__questionnaire")
    return rows.get(round_id=round_id, position=position)  # type: ignore[no-any-return]


def results_of(*, actor: Actor, round_id: UUID, today: date) -> tuple[Form, list[tuple[Question, list[Answered]]]]:
    """Each question with options and how many homes chose each; small counts hidden, with enough others."""
    row = round_of(actor=actor, round_id=round_id)
    form = form_of(row.questionnaire.content)
    stops = RoundStop.objects.visible_to(actor, P.WATCH_ROUND_WALK).filter(round_id=row.pk, state=StopState.VISITED)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for stop in stops.iterator(chunk_size=500):
        for code, values in answers_of(stop).items():
            counts[code].update(values)
    least = parameter("disclosure.minimum", on=today)
    asked = [one for one in form.questions() if one.kind in CHOSEN]
    return form, [(one, _shown(one, counts[one.code], least)) for one in asked]


def _shown(question: Question, counts: Counter[str], least: int) -> list[Answered]:
    values = {option.code: Decimal(counts[option.code]) for option in question.options}
    hidden = hidden_cells(values, groups=[list(values)], threshold=least)
    return [Answered(code, None if code in hidden else int(value)) for code, value in values.items()]
