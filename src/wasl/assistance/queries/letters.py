from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localtime

from wasl.catalogue.models import LetterTemplate
from wasl.catalogue.queries import entries_of
from wasl.core.actor import Actor
from wasl.documents.commands.letters import paper_of_letter
from wasl.documents.queries.letters import letter_of
from wasl.documents.render import Mark, pdf
from wasl.documents.rules.letters import FROZEN
from wasl.documents.rules.printing import asks_why
from wasl.documents.sealing import opened
from wasl.documents.stamping import draft_line, stamped
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit


def templates_for(*, actor: Actor, about: str, on: date) -> list[tuple[str, str]]:
    """Code and label of the letters in force that are issued from a case, a person or a unit."""
    rows = entries_of(actor=actor, kind=LetterTemplate, on=on).filter(about=about)
    return [(row.code, str(row)) for row in rows]


def preview_of(*, actor: Actor, letter_id: UUID, who: str, now: datetime) -> bytes | None:
    """A PDF marked as a draft; None once the letter is signed, since its paper is then the one that counts.

    Of a nominative file it bears `who` looked, and when, like the copies of what was issued.
    """
    row = letter_of(actor=actor, letter_id=letter_id)
    if row.state in FROZEN:
        return None
    on = localtime(now).date()
    unit = issuing_unit(Unit.objects.get(pk=row.unit_id), on=on)
    paper = paper_of_letter(opened(row.sealed, row.pk))
    mark = Mark(institution=unit.institution(row.lang), unit=unit.name(row.lang), on=on)
    made = pdf(paper.template, row.lang, paper, mark=mark)
    return stamped(made, draft_line(row.lang, who=who, at=now), lang=row.lang, on=on) if asks_why(row.level) else made
