from datetime import date, timedelta

from django.utils.translation import gettext as _

from wasl.core.months import day_in_words
from wasl.documents.papers.table_report import Column, TableReport, TableRow
from wasl.reports.rules.committee import Committee, Line
from wasl.vocabulary import term

HIDDEN = "*"
_LISTS = {"situation": "vulnerability_situations", "sex": "sex", "age_band": "age_bands"}


def part_label(part: str) -> str:
    return {
        "situation": _("Situation"), "sex": _("Sex"), "age_band": _("Age"), "reported": _("Reported to justice"),
        "placed": _("Provisional placement"),
    }[part]  # fmt: skip


def line_label(line: Line, language: str) -> str:
    if line.part in _LISTS:
        return term(_LISTS[line.part], line.code).label(language)
    return _("Yes") if line.code == "yes" else _("No")


def committee_paper(found: Committee, *, since: date, until: date, language: str) -> TableReport:
    """Called with the language active; `until` is the first day after the period."""
    columns = (
        Column(label=_("What"), kind="word"), Column(label="", kind="text"), Column(label=_("Children")),
    )  # fmt: skip
    rows = tuple(
        TableRow(cells=(part_label(line.part), line_label(line, language), _printed(line.count)))
        for line in found.lines
    )
    total = TableRow(cells=(_("Total"), "", _printed(found.total)), is_total=True)
    last = until - timedelta(days=1)
    period = _("From %(since)s to %(until)s") % {
        "since": day_in_words(since, language), "until": day_in_words(last, language),
    }  # fmt: skip
    notes: tuple[str, ...] = (_("Children of distinct events; signals about one event count once."),)
    if found.has_hidden:
        notes += (_("* Hidden: so small that it could point to a child, or would let such a figure be worked out."),)
    return TableReport(
        heading=_("Protection of children: figures for the provincial committee"), subtitle=period, columns=columns,
        rows=(*rows, total), notes=notes,
    )  # fmt: skip


def _printed(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
