"""Who lacks several things at once, as a reader may see it: census figures everywhere, counts of assessed households in
the territories that the posting answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from wasl.catalogue.queries import questionnaires_on
from wasl.catalogue.questionnaires.rules import Question, form_of
from wasl.catalogue.rules import State
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.bilingual import Bilingual
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.facts.engine.shapes import COUNTRY
from wasl.network.models import UnitState
from wasl.territory.models import CensusColumn, CensusFigures, Territory
from wasl.territory.rules import Level
from wasl.watch.models import AssessedPoverty, CensusPoverty, PovertyDefinition, PovertyRun
from wasl.watch.queries.territories import answered_for, answers_for, tells_few
from wasl.watch.rules.poverty import (
    ASSESSED,
    NOT,
    POOR,
    UNSAID,
    UNSURE,
    Definition,
    Kind,
    definition_of,
)
from wasl.watch.rules.poverty_columns import COLUMNS, PARTS, WHOLE, Column

P = Permission


def latest_run(kind: Kind) -> PovertyRun | None:
    runs = PovertyRun.objects.filter(kind=kind).exclude(finished_at=None).select_related("definition")
    return runs.order_by("-as_of", "-started_at").first()


@dataclass(frozen=True, slots=True)
class CensusLine:
    row: CensusPoverty
    name: Bilingual

    @property
    def above(self) -> str:
        """Code of the province of a commune, the region of a province, else the country."""
        parts = self.row.territory.split(".")
        return ".".join(parts[: {Level.COMMUNE: 2, Level.PROVINCE: 1}.get(Level(self.row.level), 0)]) or COUNTRY

    @property
    def change(self) -> float | None:
        row = self.row
        return None if row.now is None or row.before is None else row.now - row.before


def territories(*, actor: Actor, run: PovertyRun, level: Level, within: str = "") -> list[CensusLine]:
    """Of one level, the worst off first and those not known last; `within` a region or a province."""
    require(actor, P.WATCH_READ)
    rows = run.territories.filter(level=level)  # type: ignore[attr-defined]
    if within and within != COUNTRY:
        rows = rows.filter(territory__startswith=f"{within}.")
    return _lines(rows.order_by(F("now").desc(nulls_last=True), "territory"))


def census_line(*, actor: Actor, run: PovertyRun, code: str) -> CensusLine:
    """Raises CensusPoverty.DoesNotExist."""
    require(actor, P.WATCH_READ)
    found = _lines([run.territories.get(territory=code)])  # type: ignore[attr-defined]
    if not found:
        raise CensusPoverty.DoesNotExist
    return found[0]


def _lines(rows: "Sequence[CensusPoverty] | QuerySet[CensusPoverty]") -> list[CensusLine]:
    found = list(rows)
    named = Territory.objects.filter(code__in=[row.territory for row in found])
    names = {code: Bilingual(fr, ar) for code, fr, ar in named.values_list("code", "name_fr", "name_ar")}
    # What a newer edition of the census no longer knows waits for the night that counts it anew.
    return [CensusLine(row, names[row.territory]) for row in found if row.territory in names]


def ranked(*, run: PovertyRun, level: str) -> int:
    """How many territories of a level have a rank."""
    return int(run.territories.filter(level=level).exclude(rank=None).count())  # type: ignore[attr-defined]


def places_of(level: Level, *, within: str = "") -> list[tuple[str, Bilingual]]:
    """To choose from, in the order of their codes."""
    rows = Territory.objects.filter(level=level).order_by("code")
    rows = rows.filter(code__startswith=f"{within}.") if within else rows
    return [(code, Bilingual(fr, ar)) for code, fr, ar in rows.values_list("code", "name_fr", "name_ar")]


def inhabitants(codes: Sequence[str]) -> dict[str, int | None]:
    """Of 2024; None unpublished."""
    return dict(Territory.objects.filter(code__in=codes).values_list("code", "population_2024"))


@dataclass(frozen=True, slots=True)
class Rate:
    """How many in a hundred lack one thing, by census and area; `is_comparable`: asked alike in both."""

    column: Column
    of: dict[tuple[int, str], float | None]
    is_comparable: bool


def rates_behind(*, actor: Actor, code: str) -> list[Rate]:
    """The census columns of one territory that its figure rests on."""
    require(actor, P.WATCH_READ)
    columns = CensusColumn.objects.filter(code__in=[one.code for one in COLUMNS])
    found: dict[str, dict[tuple[int, str], float | None]] = {one.code: {} for one in COLUMNS}
    comparable = {one.code: True for one in COLUMNS}
    lines = CensusFigures.objects.filter(territory__code=code, sex="", is_sum=False)
    values = {(line.census, line.subject, line.area): line.values for line in lines}
    for column in columns:
        comparable[column.code] &= column.comparable
        for area in (WHOLE, *PARTS):
            line = values.get((column.census, column.subject, area))
            found[column.code][column.census, area] = None if line is None else line[column.position]
    return [Rate(one, _lacking(one, found[one.code]), comparable[one.code]) for one in COLUMNS]


def _lacking(column: Column, of: dict[tuple[int, str], float | None]) -> dict[tuple[int, str], float | None]:
    return {key: None if rate is None else 100 - rate if column.has else rate for key, rate in of.items()}


@dataclass(frozen=True, slots=True)
class Assessed:
    """A place's count; `tells_all` where small counts are told."""

    row: AssessedPoverty
    name: Bilingual
    definition: Definition
    tells_all: bool

    def hides(self, what: str) -> bool:
        return not self.tells_all and what in self.row.hidden

    @property
    def is_hidden(self) -> bool:
        """Nothing may be said of it but that there is something."""
        return any(self.hides(what) for what in (ASSESSED, UNSURE, POOR, NOT))

    def told(self, what: str, value: float) -> float | None:
        return None if self.is_hidden or self.hides(what) else value

    @property
    def judged(self) -> int:
        return self.row.assessed - self.row.unsure

    @property
    def things(self) -> list["Lacked"]:
        row = self.row
        return [
            Lacked(
                code=thing.code, lacking=self.told(thing.code, row.lacking[step]),
                share=self.told(thing.code, row.contributions[step] / row.adjusted if row.adjusted else 0.0),
                unsaid=self.told(UNSAID + thing.code, row.unsaid[step]),
            )
            for step, thing in enumerate(self.definition.things)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lacked:
    """One thing: poor households without it, its share of all that is lacked, and who did not say; None untold."""

    code: str
    lacking: float | None
    share: float | None
    unsaid: float | None


def places_within(*, actor: Actor, run: PovertyRun) -> list[tuple[str, Bilingual]]:
    require(actor, P.WATCH_READ)
    rows = AssessedPoverty.objects.filter(run=run, unit=None)
    return answered_for(rows.values_list("territory", flat=True), actor=actor, on=run.as_of)


def assessed_in(*, actor: Actor, run: PovertyRun, territory: str, unit_id: UUID | None = None) -> Assessed:
    """Of a territory, or of one unit in it; raises AssessedPoverty.DoesNotExist, NotAllowed outside the posting."""
    _allowed(actor, run, territory)
    rows = AssessedPoverty.objects.filter(run=run)
    if unit_id is None:
        return _assessed(actor, run, [rows.get(territory=territory, unit=None)])[0]
    return _assessed(actor, run, [_below(rows, territory, actor).get(unit=unit_id)])[0]


def parts_of(*, actor: Actor, run: PovertyRun, territory: str) -> list[Assessed]:
    """What it is made of: regions, provinces, or the units of a province; most poor households first."""
    _allowed(actor, run, territory)
    rows = AssessedPoverty.objects.filter(run=run)
    if territory == COUNTRY:
        rows = rows.filter(unit=None).exclude(territory__contains=".").exclude(territory=COUNTRY)
    elif "." not in territory:
        rows = rows.filter(unit=None, territory__startswith=f"{territory}.")
    else:
        rows = _below(rows, territory, actor)
    return _assessed(actor, run, rows.order_by("-poor", "-assessed", "id"))


def _below(rows: "QuerySet[AssessedPoverty]", territory: str, actor: Actor) -> "QuerySet[AssessedPoverty]":
    low, high = path_range(actor.path)
    mine = rows.filter(unit__path__gte=low, unit__path__lt=high)
    if territory == COUNTRY:
        return mine
    return mine.filter(Q(territory=territory) | Q(territory__startswith=f"{territory}."))


def _allowed(actor: Actor, run: PovertyRun, territory: str) -> None:
    require(actor, P.WATCH_READ)
    if not answers_for(territory, actor=actor, on=run.as_of):
        raise NotAllowed(P.WATCH_READ, "outside the territory of the posting in force")


def _assessed(
    actor: Actor, run: PovertyRun, rows: "Sequence[AssessedPoverty] | QuerySet[AssessedPoverty]"
) -> list[Assessed]:
    assert run.definition is not None  # every count of assessments keeps its definition
    definition, found, tells = definition_of(run.definition.content), list(rows), tells_few(actor)
    states = UnitState.objects.filter(unit__in=[row.unit_id for row in found if row.unit_id], until=None)
    units = {pk: Bilingual(fr, ar) for pk, fr, ar in states.values_list("unit_id", "name_fr", "name_ar")}
    places = Territory.objects.filter(code__in={row.territory for row in found})
    named = {code: Bilingual(fr, ar) for code, fr, ar in places.values_list("code", "name_fr", "name_ar")}
    blank = Bilingual("", "")
    return [
        Assessed(
            row, units.get(row.unit_id, blank) if row.unit_id else named.get(row.territory, blank), definition, tells
        )
        for row in found
    ]


def definitions(*, actor: Actor) -> list[PovertyDefinition]:
    """Every version that counts, counted or will, newest first."""
    require(actor, P.WATCH_READ)
    return list(PovertyDefinition._default_manager.filter(state=State.APPROVED).order_by("-since"))


def waiting_definition(*, actor: Actor) -> PovertyDefinition | None:
    require(actor, P.WATCH_SCORE_EDIT)
    rows = PovertyDefinition._default_manager.filter(state=State.PROPOSED)
    return rows.select_related("proposed_by__agent").first()


def questionnaire_of(definition: Definition, *, on: date) -> tuple[str, dict[str, Question]]:
    """Its name and questions as they are asked that day; blank and empty when it is asked no more."""
    row = questionnaires_on(on).filter(code=definition.questionnaire).first()
    if row is None:
        return "", {}
    return row.label, {one.code: one for one in form_of(row.content).questions()}
