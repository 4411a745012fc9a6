import json
from decimal import Decimal

from wasl.core.bilingual import Bilingual
from wasl.reports.outputs.printed import heading, notes, printed_cells, value_of
from wasl.reports.rules.printing import exported
from wasl.reports.rules.sheet import Sheet


def render(sheet: Sheet, *, language: str, place: Bilingual) -> bytes:
    """`rows`: {row, section, measure, value, unit, qualifier, source, printed, beside}, then what is read with them."""
    answer = {
        "report": sheet.report,
        "territory": sheet.territory,
        "period": sheet.period,
        "lang": language,
        "title": heading(sheet, place=place, language=language),
        "is_simulated": sheet.is_simulated,
        "rows": [
            {
                "row": cell.row,
                "section": cell.section,
                "measure": cell.measure,
                "value": _number(cell.value),
                "unit": cell.unit,
                "qualifier": cell.qualifier,
                "source": cell.source,
                "printed": cell.printed,
                "beside": cell.beside,
            }
            for cell in printed_cells(sheet, language=language)
        ],
        "compared": [
            {"row": cell.row, "measure": cell.measure}
            | {name: _number(exported(figure)) for name, figure in cell.compared.named}
            for cell in sheet.cells
            if cell.compared is not None
        ],
        "totals": [
            {"measure": total.measure, "value": _number(value), "qualifier": qualifier}
            for total in sheet.totals
            for value, qualifier in [value_of(total)]
        ],
        "notes": notes(sheet, language=language),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1).encode()


def _number(value: Decimal | None) -> int | float | None:
    """JSON has one kind of number: whole ones stay whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
