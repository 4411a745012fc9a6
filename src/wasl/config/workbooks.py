"""What `wasl init` does with the workbooks of the first day, once Django stands."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate, now
from django.utils.translation import override

from wasl.access import faults
from wasl.access.commands import imports as agents
from wasl.access.importing import LAYOUT as AGENTS
from wasl.access.importing import Place
from wasl.access.models import Account
from wasl.access.queries import actor_of, agent_verdicts, postings_in_force
from wasl.config.launcher.errors import CannotStart
from wasl.core.actor import Actor
from wasl.core.sheets import Unreadable
from wasl.network import refusals
from wasl.network.commands import imports as units
from wasl.network.importing import LAYOUT as UNITS
from wasl.network.models import Import
from wasl.network.queries.imports import lists_of, term_rows, unit_verdicts
from wasl.network.workbooks import model, with_verdicts

LAYOUTS = {"units": UNITS, "agents": AGENTS}
WHY = {
    "size": "larger than 10 MB; send it in parts.",
    "kind": "not an XLSX workbook, or a damaged one; save it again from your spreadsheet.",
    "extension": "not an XLSX workbook but {detail}; save it as .xlsx.",
    "page": "a web page under the name of a workbook; open it in your spreadsheet and save it as .xlsx.",
    "protected": "closed by a password; remove the password and save it again.",
    "bomb": "unpacked it would be far too large; it was not opened.",
    "empty": "its first sheet holds no row.",
    "rows": "more than 50,000 rows; send it in parts.",
    "wide": "more than 200 columns; start from the template.",
    "columns": "its first row must name the columns; missing: {detail}.",
}


def write_templates(directory: Path) -> int:
    directory.mkdir(parents=True, exist_ok=True)
    for kind, layout in LAYOUTS.items():
        path = directory / f"wasl-{kind}.xlsx"
        path.write_bytes(model(layout, lists={name: term_rows(name) for name in lists_of(layout)}))
        print(path)
    return 0


def administrator(number: str) -> Actor:
    """The actor of an administrator's posting in force."""
    account = Account.objects.filter(staff_number=number.strip().upper()).first()
    postings = postings_in_force(account=account, today=localdate()).filter(role="SYSTEM_ADMIN") if account else []
    for posting in postings:
        return actor_of(posting=posting)
    raise CannotStart(f"{number} is not a system administrator of this institution: check the staff number.")


def bring(actor: Actor, kind: str, path: Path, given: Namespace) -> int:
    """0 when the rows were taken (or only tried), 1 when refused rows stand in the way."""
    # A trial of both files together reads the agents as if the units were there.
    together = given.check and given.units and kind == "agents"
    coming = units_of(actor, hold(actor, "units", given.units)) if together else {}
    held = hold(actor, kind, path)
    verdicts = judged(actor, kind, held, coming)
    accepted = {verdict.number for verdict in verdicts if verdict.is_accepted}
    refused = len(verdicts) - len(accepted)
    print(f"{path.name}: {len(accepted)} rows accepted, {refused} refused")
    if refused or given.check:
        write_verdicts(kind, path, verdicts)
    if given.check:
        return 0
    if refused and not given.accepted_only:
        print("Nothing was imported: correct the file, or add --accepted-only.")
        return 1
    made = take(actor, kind, held, accepted)
    print(f"{len(made.created_ids)} {kind} imported; to undo: wasl init --as {given.number} --undo {made.pk}")
    return 0


def hold(actor: Actor, kind: str, path: Path) -> Import:
    command = units.hold_units if kind == "units" else agents.hold_agents
    try:
        return command(actor=actor, file_name=path.name, content=path.read_bytes())
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror}.") from None
    except Unreadable as error:
        raise CannotStart(f"{path}: {WHY[error.reason].format(detail=error.detail)}") from None


def judged(actor: Actor, kind: str, held: Import, coming: Mapping[str, Place]) -> Sequence[Any]:
    if kind == "units":
        return unit_verdicts(actor=actor, held=held, today=localdate())
    return agent_verdicts(actor=actor, held=held, coming=coming)


def units_of(actor: Actor, held: Import) -> dict[str, Place]:
    """The units that a workbook would make, by code."""
    entries = [verdict.entry for verdict in unit_verdicts(actor=actor, held=held, today=localdate())]
    return {one.code: Place(one.kind, one.opened_on, one.closed_on) for one in entries if one}


def take(actor: Actor, kind: str, held: Import, rows: set[int]) -> Import:
    if kind == "units":
        return units.import_units(actor=actor, import_id=held.pk, now=now(), today=localdate(), rows=rows)
    return agents.import_agents(actor=actor, import_id=held.pk, now=now(), rows=rows)


def write_verdicts(kind: str, path: Path, verdicts: Sequence[Any]) -> None:
    """The same file again, beside the first one, each row with its verdict and what to correct, in French."""
    sentence: Callable[..., str] = refusals.sentence if kind == "units" else faults.sentence
    told = path.with_name(f"{path.stem}-verdicts.xlsx")
    with override("fr"):
        rows = [
            (
                verdict.row,
                "ligne acceptée" if verdict.is_accepted else "ligne refusée",
                [sentence(fault, details) for fault, details in verdict.problems],
            )
            for verdict in verdicts
        ]
    told.write_bytes(with_verdicts(LAYOUTS[kind], rows))
    print(f"Each row's verdict, and what to correct: {told}")


def undo(actor: Actor, import_id: str) -> int:
    try:
        wanted = UUID(import_id)
    except ValueError:
        raise CannotStart(f"{import_id} names no import: copy it from the line that the import printed.") from None
    commands: tuple[Callable[..., int], ...] = (units.undo_units, agents.undo_agents)
    for command in commands:
        try:
            print(f"{command(actor=actor, import_id=wanted, now=now())} removed: the import is undone.")
            return 0
        except units.NotHeld:
            continue
        except units.InUse:
            raise CannotStart("Something already stands on what this import brought: nothing was undone.") from None
    raise CannotStart("There is no such import, or it was undone already.")
