"""Who follows an orientation once the one who sent it has left, or may not read it: the nearest above who may."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from wasl.access.models import NamedAccess, Posting
from wasl.access.roles import level_of
from wasl.assistance.models import Orientation
from wasl.core.actor import NOMINATIVE

#: Who takes over, at the unit itself first, then at each step above it.
HEIRS = ("SUPERVISOR", "CENTRE_DIRECTOR", "DELEGATE", "WOMEN_OFFICER", "CHILD_OFFICER", "DISABILITY_OFFICER",
         "SOCIAL_WORKER")  # fmt: skip


class Owners:
    """The postings and names that matter to a batch of orientations, read in three queries."""

    def __init__(self, rows: Sequence[Orientation], *, today: date) -> None:
        held = Posting.objects.filter(since__lte=today, account__is_active=True).filter(
            Q(until__isnull=True) | Q(until__gt=today), Q(unit__closed_on__isnull=True) | Q(unit__closed_on__gt=today)
        )
        seals = {row.seal for row in rows if row.seal}
        names = NamedAccess.objects.filter(dossier_id__in=seals, until_at__isnull=True)
        self._named: set[tuple[UUID, UUID]] = set()
        self._denied: set[tuple[UUID, UUID]] = set()
        for dossier, account, is_denied in names.values_list("dossier_id", "account_id", "is_denied"):
            (self._denied if is_denied else self._named).add((dossier, account))
        owners = {row.owner_id for row in rows}
        self._working: dict[UUID, list[tuple[str, str]]] = {}
        for account, path, role in held.filter(account__in=owners).values_list("account_id", "unit__path", "role"):
            self._working.setdefault(account, []).append((path, role))
        left = [row for row in rows if not self._is_there(row)]
        above = {path for row in left for path in _upward(row.path)}
        found = held.filter(role__in=HEIRS, unit__path__in=above).order_by("since", "account_id")
        self._heirs: dict[str, list[tuple[str, UUID]]] = {}
        for path, role, account in found.values_list("unit__path", "role", "account_id"):
            self._heirs.setdefault(path, []).append((role, account))
        self._left = {row.pk for row in left}

    def _is_there(self, row: Orientation) -> bool:
        """At work where it was sent from, and still able to read it: it may have turned graver, or closed to them."""
        if row.owner_id is None:
            return False
        held = self._working.get(row.owner_id, [])
        return any(row.path.startswith(path) and self._may_read(row, role, row.owner_id) for path, role in held)

    def heir_of(self, row: Orientation) -> UUID | None:
        """Who has the row from now on; None while its owner is there, and when nobody above may read it."""
        if row.pk not in self._left:
            return None
        for path in _upward(row.path):
            able = [
                (role, account) for role, account in self._heirs.get(path, []) if self._may_read(row, role, account)
            ]
            if able:
                return min(able, key=lambda one: HEIRS.index(one[0]))[1]
        return None

    def _may_read(self, row: Orientation, role: str, account: UUID) -> bool:
        if row.seal and (row.seal, account) in self._denied:
            return False
        if row.level < NOMINATIVE:
            return level_of(role) >= row.level
        return level_of(role) >= NOMINATIVE and (row.seal, account) in self._named


def _upward(path: str) -> list[str]:
    """The path itself, then each step above it: "MA.C05.D081." gives itself, "MA.C05." and "MA."."""
    steps = path.rstrip(".").split(".")
    return [".".join(steps[:length]) + "." for length in range(len(steps), 0, -1)]
