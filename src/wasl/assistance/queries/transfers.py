from datetime import date
from uuid import UUID

from wasl.assistance.commands.transfers import words_of_transfer
from wasl.assistance.models import Case, CaseTransfer
from wasl.assistance.queries.names import agents, units
from wasl.assistance.queries.receptions import with_persons
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.network.models import Unit


def transfers(*, actor: Actor, on: date) -> list[CaseTransfer]:
    """Proposals from and to the territory, the latest first; of the dossier itself only what the actor reads."""
    rows = CaseTransfer.objects.visible_to(actor, Permission.CASE_READ)
    found = list(rows.order_by("-proposed_at", "-id")[:100])
    return _described(actor, found, on=on)


def transfer_of(*, actor: Actor, transfer_id: UUID, on: date) -> CaseTransfer:
    """Raises CaseTransfer.DoesNotExist alike for one that is not there and one out of reach."""
    row = CaseTransfer.objects.visible_to(actor, Permission.CASE_READ).get(pk=transfer_id)
    return _described(actor, [row], on=on)[0]


def _described(actor: Actor, rows: list[CaseTransfer], *, on: date) -> list[CaseTransfer]:
    names = units(actor, [row.unit_id for row in rows] + [row.to_unit_id for row in rows], on=on)
    cases = {
        case.pk: case
        for case in Case.objects.visible_to(actor, Permission.CASE_READ).filter(pk__in=[row.case_id for row in rows])
    }
    with_persons(actor, list(cases.values()))
    writers = agents(row.recorded_by_id for row in rows)
    for row in rows:
        row.from_name, row.to_name = names.get(row.unit_id, ""), names.get(row.to_unit_id, "")  # type: ignore[attr-defined]
        row.dossier, row.words = cases.get(row.case_id), words_of_transfer(row)  # type: ignore[attr-defined]
        row.writer = writers.get(row.recorded_by_id, "") if row.recorded_by_id else ""  # type: ignore[attr-defined]
        row.is_sender, row.is_receiver = actor.reaches(row.path), actor.reaches(row.to_path)  # type: ignore[attr-defined]
    return rows


def centre_with_code(*, actor: Actor, code: str) -> Unit | None:
    """A centre by its code, anywhere: what it is, is not told here."""
    require(actor, Permission.CASE_OPEN)
    return Unit.objects.filter(code=code.strip().upper()).first()
