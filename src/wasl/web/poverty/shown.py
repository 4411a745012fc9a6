"""The numbers of both pages, once for the screen, the sheet and the paper."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from wasl.watch.queries.assessed_households import Which
from wasl.watch.queries.poverty import Assessed, CensusLine, Rate
from wasl.watch.rules.poverty_columns import PARTS, WHOLE
from wasl.web.needs.shown import Cell, Row, Table
from wasl.web.poverty import words
from wasl.web.printed import language

NOW, BEFORE = 2024, 2014


def _one(value: float | None) -> Cell:
    return _("not known") if value is None else round(value, 1)


def of_territories(
    lines: Sequence[CensusLine], *, people: Mapping[str, int | None], address: Callable[[CensusLine], str]
) -> Table:
    heads = (
        _("In a hundred, 2024"), _("In a hundred, 2014"), _("Change in points"), _("Rank"), _("Rank by comparison"),
        _("Inhabitants"),
    )  # fmt: skip
    rows = tuple(
        Row(
            line.name.in_(language()),
            (
                _one(line.row.now), _one(line.row.before), _one(line.change), line.row.rank, line.row.composite_rank,
                people.get(line.row.territory),
            ),
            address(line),
        )
        for line in lines
    )  # fmt: skip
    return Table(_("People who lack several things at once"), _("Territory"), heads, rows)


def of_rates(rates: Sequence[Rate], *, address: Callable[[Rate], str]) -> Table:
    """How many in a hundred lack each thing; a row opens to the census's own lines."""
    heads = (
        _("2024, all"), _("2024, towns"), _("2024, countryside"), _("2014, all"), _("Change in points"),
        _("Asked alike in both"),
    )  # fmt: skip
    town, country = PARTS
    rows = []
    for rate in rates:
        now, before = rate.of.get((NOW, WHOLE)), rate.of.get((BEFORE, WHOLE))
        change = None if now is None or before is None else now - before
        parts = (rate.of.get((NOW, town)), rate.of.get((NOW, country)))
        # A commune is town or countryside: the other has no line, which is not the same as not known.
        cells = (_one(now), *(None if one is None else round(one, 1) for one in parts), _one(before), _one(change))
        rows.append(Row(words.lacks(rate), (*cells, _("yes") if rate.is_comparable else _("no")), address(rate)))
    return Table(_("What it rests on, in a hundred"), _("Lacking"), heads, tuple(rows))


def of_things(one: Assessed, *, address: Callable[[str], str]) -> Table:
    few, names = _("few"), {thing.code: thing.words for thing in one.definition.things}
    asked = {thing.code for thing in one.definition.things if thing.question}
    heads = (
        _("Households without it"),
        _("Part of all they lack, in a hundred"),
        _("No answer, of all households assessed"),
    )
    rows = []
    for thing in one.things:
        name = names[thing.code].said(language())
        if thing.code not in asked:
            rows.append(Row(name, (_("not asked"), None, None)))
            continue
        cells: tuple[Cell, ...] = (
            few if thing.lacking is None else int(thing.lacking),
            few if thing.share is None else round(100 * thing.share, 1),
            few if thing.unsaid is None else int(thing.unsaid),
        )
        rows.append(Row(name, cells, address(thing.code) if thing.lacking else ""))
    return Table(_("What these households lack"), _("Thing"), heads, tuple(rows))


def of_places(parts: Sequence[Assessed], *, address: Callable[[Assessed], str]) -> Table:
    heads = (
        _("Households assessed"), _("Too little said"), _("Lack several things"), _("In a hundred"),
        _("What they lack, in hundredths"), _("Both together"),
    )  # fmt: skip
    rows = tuple(Row(one.name.in_(language()) or "—", _of_place(one), address(one)) for one in parts)
    return Table(_("Place by place"), _("Place"), heads, rows)


def _of_place(one: Assessed) -> tuple[Cell, ...]:
    if one.is_hidden:
        return (_("few"), *[None] * 5)
    row = one.row
    shares = (row.headcount, row.intensity, row.adjusted)
    return (row.assessed, row.unsure, row.poor, *(None if one is None else round(100 * one, 1) for one in shares))


def which_name(which: Which) -> str:
    names = {
        Which.ALL: _("All households assessed"), Which.POOR: _("Households that lack several things"),
        Which.UNSURE: _("Households of which too little was said"),
    }  # fmt: skip
    return names[which]
