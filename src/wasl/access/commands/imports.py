"""The first day's workbook of agents: held, taken in whole or in part, undone while nobody has used it."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from wasl.access.bulk import NewAgent, write_agents
from wasl.access.importing import LAYOUT, Entry, Verdict, judge
from wasl.access.models import Account
from wasl.access.queries import known_for_import
from wasl.core.actor import ROOT, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.commands.imports import InUse, chosen_rows, held_import, made_import, mark_undone, remove, taken
from wasl.network.models import Import, Unit
from wasl.network.workbooks import read


class AgentRowsRefused(Exception):
    """Rows that were asked for are refused: correct the file, or take the accepted rows only."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        super().__init__(len(verdicts))
        self.verdicts = verdicts


@transaction.atomic
def hold_agents(*, actor: Actor, file_name: str, content: bytes) -> Import:
    """Keeps the rows for review; no account is opened. Raises Unreadable."""
    _require(actor)
    rows = read(content, LAYOUT)
    Import.objects.filter(account_id=actor.account_id, made_at__isnull=True, kind=Import.Kind.AGENTS).delete()
    return Import.objects.create(
        kind=Import.Kind.AGENTS,
        account_id=actor.account_id,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        row_count=len(rows),
        rows=rows,
    )


@transaction.atomic
def import_agents(*, actor: Actor, import_id: UUID, now: datetime, rows: Collection[int] | None = None) -> Import:
    """Opens the accounts of the rows given (None: all, or none if one is refused); each signs in by a slip.

    Raises AgentRowsRefused, NotHeld.
    """
    _require(actor)
    held = held_import(actor=actor, import_id=import_id, kind=Import.Kind.AGENTS)
    verdicts = judge(chosen_rows(held, rows), known_for_import(granter_role=actor.role))
    if refused := [verdict for verdict in verdicts if not verdict.is_accepted]:
        raise AgentRowsRefused(refused)
    entries: dict[str, list[Entry]] = {}
    for verdict in verdicts:
        if verdict.entry:
            entries.setdefault(verdict.entry.number, []).append(verdict.entry)
    units = {
        unit.code: unit for unit in Unit.objects.filter(code__in={e.unit for own in entries.values() for e in own})
    }
    agents = write_agents([_new(own) for own in entries.values()], units=units)
    taken(held, [agent.pk for agent in agents], now=now)
    record(actor=actor, verb="account:import", subject="import", subject_id=held.pk, path=ROOT)
    return held


@transaction.atomic
def undo_agents(*, actor: Actor, import_id: UUID, now: datetime) -> int:
    """Removes every agent, account and posting the import made, or (InUse) none; answers how many agents."""
    _require(actor)
    made = made_import(import_id=import_id, kind=Import.Kind.AGENTS)
    if Account.objects.filter(agent__in=made.created_ids, last_login__isnull=False).exists():
        raise InUse
    own = "SELECT id FROM access_account WHERE agent_id = ANY(%s)"
    statements = [
        f"DELETE FROM access_posting WHERE account_id IN ({own})",
        "DELETE FROM access_account WHERE agent_id = ANY(%s)",
        "DELETE FROM access_agent WHERE id = ANY(%s)",
    ]
    remove(statements, made.created_ids)
    return mark_undone(actor, made, verb="account:import_undo", now=now)


def _require(actor: Actor) -> None:
    for permission in (Permission.ACCOUNT_CREATE, Permission.ACCOUNT_POST):
        require(actor, permission, path=ROOT)


def _new(own: Sequence[Entry]) -> NewAgent:
    first = own[0]
    given_name, family_name, given_name_ar, family_name_ar = first.names
    return NewAgent(
        number=first.number,
        given_name=given_name,
        family_name=family_name,
        given_name_ar=given_name_ar,
        family_name_ar=family_name_ar,
        unit=first.unit,
        postings=tuple((one.role, one.unit, one.since) for one in own),
        password=make_password(None),
        language=first.language,
    )
