"""Reports computed live, for a reader or for the server itself."""

from collections.abc import Iterable, Mapping
from datetime import date

from wasl.catalogue.queries import parameters
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.bilingual import Bilingual
from wasl.core.figures import PERSONS, Counted, total
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.facts.engine.compute import figures_of
from wasl.facts.engine.shapes import COUNTRY, Answer, Place
from wasl.facts.queries import Reach, indicators_on, reach_of, simple_indicators_on
from wasl.facts.rules.indicator import Indicator, Merged
from wasl.facts.rules.small_cells import Thresholds
from wasl.network.models import UnitState
from wasl.reports.definitions import definition_of
from wasl.reports.rules.definition import Cell, Contents, Definition, Row
from wasl.reports.rules.sheet import Sheet, SheetCell, SheetRow, Total, guarded
from wasl.territory.models import Territory
from wasl.territory.queries import Renumbered, UnknownTerritory, existing
from wasl.territory.queries import territory as territory_of
from wasl.territory.rules import Level


class CannotReport(Exception):
    """`why` is "territory" (unknown), "renumbered" (`code` is the new one), "depth" or "period" (still to come)."""

    def __init__(self, why: str, code: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.code = code


def sheet_of(*, actor: Actor | None, code: str, territory: str, period: Period, today: date) -> Sheet:
    """The report, live. Without an actor (the command line of the server) every unit is counted."""
    definition = definition_of(code)
    place = place_of(actor, definition, territory, period, today)
    contents, known = contents_of(definition, period, today)
    answers: dict[Period, dict[str, Answer]] = {}
    for span in dict.fromkeys(row.period or period for row in contents.rows):
        codes = [cell.indicator for row in contents.rows if (row.period or period) == span for cell in row.cells]
        extra = ["assistance.persons"] if definition.has_totals and span == period else []
        answers[span] = figures_of(codes=[*codes, *extra], known=known, place=place, period=span, today=today)
    rows = tuple(_row(row, period, answers[row.period or period]) for row in contents.rows)
    totals = _totals(contents, rows, answers[period]) if definition.has_totals else ()
    is_simulated = any(cell.is_simulated for row in rows for cell in row.cells)
    sheet = Sheet(code, place.territory, period.code, rows, totals, place.path, is_simulated, contents.groups)
    return guarded(sheet, thresholds_on(today), depth=place.depth)


def thresholds_on(day: date) -> Thresholds:
    """The parameters in force; the shipped ones while the catalogue is empty."""
    found = parameters("disclosure.", on=day)
    default = Thresholds()
    return Thresholds(
        people=found.get("disclosure.minimum", default.people),
        sensitive=found.get("disclosure.minimum_sensitive", default.sensitive),
    )


def cell_of(
    *, code: str, row: int, measure: str, period: Period, today: date
) -> tuple[Row, Cell, Mapping[str, Indicator]]:
    """A cell of a report, with every indicator it may derive from; raises KeyError when there is no such cell."""
    contents, known = contents_of(definition_of(code), period, today)
    for one in contents.rows:
        for cell in one.cells:
            if (one.number, cell.measure) == (row, measure):
                return one, cell, known
    raise KeyError((row, measure))


#: Roles that read for another institution: small counts are hidden from them on screen as well.
OUTSIDE_ROLES = frozenset({"READER", "PARTNER"})


def is_outside(actor: Actor) -> bool:
    return actor.role in OUTSIDE_ROLES


def own_territory(*, actor: Actor, today: date) -> str:
    """The province of the actor's unit; the country where the unit stands above provinces."""
    states = UnitState.objects.filter(unit=actor.unit_id, since__lte=today).order_by("-since")
    return states.values_list("province_code", flat=True).first() or COUNTRY


def place_of(actor: Actor | None, definition: Definition, territory: str, period: Period, today: date) -> Place:
    """The territory and, in it, the units the actor's posting covers; raises NotAllowed when it covers none."""
    territory, _name = found(territory)
    place = Place(territory)
    if min(place.depth, 3) not in definition.depths:
        raise CannotReport("depth")
    if period.since > today:
        raise CannotReport("period")
    if actor is None:
        return place
    require(actor, Permission.REPORT_READ)
    reach = reach_of(actor=actor, territory=territory, period=period)
    if reach is Reach.NONE:
        raise NotAllowed(Permission.REPORT_READ, "outside the territory of the posting in force")
    return Place(territory, actor.path if reach is Reach.PART else "")


def found(territory: str) -> tuple[str, Bilingual]:
    """The territory's code as it is written, and its name; raises CannotReport when there is none of this code."""
    if territory.strip().upper() == COUNTRY:
        return COUNTRY, Bilingual("", "")
    try:
        one = territory_of(territory)
    except Renumbered as moved:
        raise CannotReport("renumbered", moved.territory.code) from moved
    except UnknownTerritory as unknown:
        raise CannotReport("territory") from unknown
    return one.code, Bilingual(one.name_fr, one.name_ar)


def places_for(definition: Definition, *, today: date) -> list[tuple[str, Bilingual]]:
    """(code, name) of the country, regions and provinces the report may be asked for; the country has no name."""
    places: list[tuple[str, Bilingual]] = [(COUNTRY, Bilingual("", ""))] if 0 in definition.depths else []
    for depth, level in ((1, Level.REGION), (2, Level.PROVINCE)):
        if depth in definition.depths:
            rows = existing(Territory.objects.filter(level=level), today).order_by("code")
            places += [(code, Bilingual(fr, ar)) for code, fr, ar in rows.values_list("code", "name_fr", "name_ar")]
    return places


def territory_names(codes: Iterable[str]) -> dict[str, Bilingual]:
    """By code; unknown ones are absent."""
    rows = Territory.objects.filter(code__in=set(codes)).values_list("code", "name_fr", "name_ar")
    return {code: Bilingual(fr, ar) for code, fr, ar in rows}


def contents_of(definition: Definition, period: Period, today: date) -> tuple[Contents, Mapping[str, Indicator]]:
    """The report's rows, then one for each simple indicator made for it and in force at the end of the period."""
    contents = definition.contents(period, today)
    day = min(period.last_day, today)
    known = {**indicators_on(day), **contents.indicators}
    number = max((row.number for row in contents.rows), default=0)
    rows = list(contents.rows)
    for simple in simple_indicators_on(day).filter(report=definition.code):
        number += 1
        label = Bilingual(simple.label_fr, simple.label_ar)
        rows.append(Row(number, simple.section, label, (Cell("value", simple.code, is_service=False),)))
    return Contents(tuple(rows), contents.indicators, contents.groups), known


def _row(row: Row, period: Period, answers: Mapping[str, Answer]) -> SheetRow:
    cells = tuple(_cell(row, cell, answers[cell.indicator], period) for cell in row.cells)
    return SheetRow(row.number, row.section, row.label, cells, row.period.code if row.period else "")


def _cell(row: Row, cell: Cell, answer: Answer, period: Period) -> SheetCell:
    figure = answer.figure
    if figure is not None and cell.shown.floor_step:
        figure = figure.more_than(cell.shown.floor_step)
    return SheetCell(
        row=row.number,
        section=row.section,
        measure=cell.measure,
        unit=answer.indicator.unit.value,
        figure=figure,
        source=answer.source,
        indicator=cell.indicator,
        shown=cell.shown,
        period=(row.period or period).code,
        is_sensitive=answer.indicator.is_sensitive,
        is_simulated=answer.is_simulated,
        beside=answer.beside,
        compared=answer.compared,
        made_of=answer.made_of,
        is_merged=isinstance(answer.indicator.of, Merged),
    )


_LINKS = Bilingual(
    "Somme des bénéficiaires des lignes de services : une personne compte dans chacune",
    "مجموع المستفيدين في أسطر الخدمات: يحتسب الشخص في كل سطر",
)
_DISTINCT = Bilingual(
    "Parmi les actes enregistrés seulement : des états déclarés ne disent pas qui est la même personne",
    "ضمن الخدمات المسجلة فقط: المعطيات المصرح بها لا تبين من هو الشخص نفسه",
)


def _totals(contents: Contents, rows: tuple[SheetRow, ...], answers: Mapping[str, Answer]) -> tuple[Total, ...]:
    """Two different figures: person-services over the rows, and the distinct persons that are known to be so."""
    services = {(row.number, cell.measure) for row in contents.rows for cell in row.cells if cell.is_service}
    links = [
        cell.figure.as_person_services()
        for row in rows
        for cell in row.cells
        if cell.key in services and cell.figure is not None and cell.figure.unit in PERSONS
    ]
    return (
        Total("person_services", total(links, Counted.PERSON_SERVICE) if links else None, _LINKS),
        Total("distinct_persons", answers["assistance.persons"].figure, _DISTINCT),
    )
