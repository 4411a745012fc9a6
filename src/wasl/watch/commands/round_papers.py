"""The list of a round on paper, for those who walk without a telephone: places and homes, nobody's name."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import pgettext

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.documents.papers.table_report import Column, TableReport, TableRow
from wasl.documents.render import Mark, pdf
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.watch.commands.field_signals import journal
from wasl.watch.queries.places import names_of_places
from wasl.watch.queries.rounds import RoundSheet, round_sheet

BOX = "☐"


@transaction.atomic
def round_paper(*, actor: Actor, today: date, round_id: UUID, lang: str) -> bytes:
    """A PDF in the order of the draw."""
    sheet = round_sheet(actor=actor, round_id=round_id)
    unit = issuing_unit(Unit.objects.get(pk=sheet.row.unit_id), on=today)
    with translation.override(lang):
        paper = _paper(sheet, names_of_places((one.code for one in sheet.places), lang=lang))
        made = pdf(
            TableReport.template, lang, paper,
            mark=Mark(institution=unit.institution(lang), unit=unit.name(lang), on=today),
        )  # fmt: skip
    journal(actor, sheet.row, Permission.WATCH_ROUND_WALK, reason="paper", subject="fieldround")
    return made


def _paper(sheet: RoundSheet, places: dict[str, str]) -> TableReport:
    row = sheet.row
    return TableReport(
        heading=pgettext("paper", "List of a field round"),
        subtitle=f"{row.name} · {row.since_on:%d/%m/%Y} – {row.until_on:%d/%m/%Y}",
        columns=(
            Column(label=pgettext("paper", "No."), kind="word"), Column(label=pgettext("paper", "Commune")
            , kind="text"), Column(label=pgettext("paper", "Home"), kind="word"),
            Column(label=pgettext("paper", "Answered"), kind="word"),
            Column(label=pgettext("paper", "Nobody there"), kind="word"),
            Column(label=pgettext("paper", "Refused"), kind="word"),
        ),
        rows=tuple(
            TableRow(cells=(str(stop.position), places.get(stop.place_code, stop.place_code), str(stop.home), BOX, BOX,
                            BOX))
            for stop in sheet.stops
        ),
        notes=(
            pgettext(
                "paper",
                "Begin at the school or the mosque, turn right as you leave it and keep to the right, counting the "
                "homes you pass: the number of the home is the one to visit. Where there is no such home, write so.",
            ),
            pgettext("paper", "Write no name on this list."),
            pgettext("paper", "Number of the draw: %(seed)s") % {"seed": row.seed},
        ),
    )  # fmt: skip
