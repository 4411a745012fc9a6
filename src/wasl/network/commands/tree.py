"""What every change of the tree shares: one lock, the split of a state, the check of periods, the paths of today."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.network.models import Unit, UnitState
from wasl.network.places import place_of
from wasl.network.refusals import FIELDS, sentence
from wasl.network.rules import Kind, Refusal, change_day_refusal, path_above, type_refusal, unknown_among, within
from wasl.vocabulary.queries import terms

TREE_LOCK = 7_301_911


class CannotChange(Exception):
    """The tree refuses a change; `str()` is a sentence for the screen, in the language of the request."""

    def __init__(self, refusal: Refusal, **details: Any) -> None:
        super().__init__(refusal, details)
        self.refusal = refusal
        self.details = details

    def __str__(self) -> str:
        return sentence(self.refusal, self.details)

    @property
    def field(self) -> str | None:
        """The field of the form it stands beside, if one is to blame."""
        return FIELDS.get(self.refusal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a unit is, its parent aside. Codes of the vocabulary; `capacity` in authorised places; degrees WGS 84."""

    name_fr: str
    name_ar: str
    type: str = ""
    eps_category: str = ""
    management: str = ""
    commune_code: str = ""
    province_code: str = ""
    area: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    capacity: int | None = None

    def columns(self) -> dict[str, Any]:
        return asdict(self)


#: Columns of a state that hold a code of a list of the vocabulary.
LISTS = {
    "type": "establishment_types",
    "eps_category": "eps_legal_categories",
    "management": "management_modes",
    "area": "area",
}


def refuse(refusal: Refusal | None, **details: Any) -> None:
    """Raises CannotChange for a refusal; does nothing for None."""
    if refusal is not None:
        raise CannotChange(refusal, **details)


def lock_tree() -> None:
    """Changes of the tree pass one by one until the transaction ends; readers never wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def unit_to_change(*, actor: Actor, permission: Permission, unit_id: UUID, version: int | None) -> Unit:
    """The unit under the tree's lock. It is changed from above: the actor must reach the unit it stands under.

    `version` is what the actor saw; None means they did not look (imports, jobs).
    """
    lock_tree()
    unit = Unit.objects.get(pk=unit_id)
    require(actor, permission, path=path_above(unit.path))
    if version is not None and unit.version != version:
        raise CannotChange(Refusal.CHANGED_MEANWHILE)
    return unit


def check_day(unit: Unit, day: date, *, today: date) -> None:
    refusal = change_day_refusal(day, opened_on=unit.opened_on, closed_on=unit.closed_on, today=today)
    refuse(refusal, **life_of(unit))


def life_of(unit: Unit) -> dict[str, str]:
    """Details of sentences about a unit's dates, dd/mm/yyyy."""
    closed = f"{unit.closed_on:%d/%m/%Y}" if unit.closed_on else ""
    return {"opened": f"{unit.opened_on:%d/%m/%Y}", "closed": closed, "founded": "27/04/1957"}


def checked_profile(kind: Kind, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns, with names, codes and commune checked and the province taken from the commune."""
    found = dict(columns)
    if not found["name_fr"].strip() or not found["name_ar"].strip():
        raise CannotChange(Refusal.NAME_NEEDED)
    refuse(type_refusal(kind, found["type"]))
    for column, name in LISTS.items():
        for code in unknown_among([found[column]], [term.code for term in terms(name)]):
            raise CannotChange(Refusal.UNKNOWN_CODE, code=code, field=column)
    if found["commune_code"]:
        found["province_code"] = province_of(found["commune_code"])
    return found


def province_of(commune_code: str) -> str:
    place = place_of(commune_code)
    if place is None:
        raise CannotChange(Refusal.COMMUNE_UNKNOWN, code=commune_code)
    if place.new_code:
        raise CannotChange(Refusal.COMMUNE_RENUMBERED, code=commune_code, new_code=place.new_code)
    return place.province_code


def change_from(unit: Unit, since: date, changes: Mapping[str, Any], *, reason: str) -> None:
    """Makes `changes` true from `since` on, later planned states included where they only repeated the old value."""
    first = _state_from(unit, since, reason=reason)
    before = {column: getattr(first, column) for column in changes}
    if all(before[column] == value for column, value in changes.items()):
        raise CannotChange(Refusal.NOTHING_CHANGED)
    open_columns = dict(changes)
    for state in UnitState.objects.filter(unit=unit, since__gte=since).order_by("since"):
        open_columns = {c: v for c, v in open_columns.items() if getattr(state, c) == before[c]}
        for column, value in open_columns.items():
            setattr(state, column, value)
        if open_columns:
            state.save(update_fields=list(open_columns))


def _state_from(unit: Unit, since: date, *, reason: str) -> UnitState:
    """The state that starts on `since`, cut out of the one in force that day."""
    state = (
        UnitState.objects.filter(unit=unit, since__lte=since).filter(Q(until__isnull=True) | Q(until__gt=since)).get()
    )
    if state.since == since:
        return state
    until, state.until = state.until, since
    state.save(update_fields=["until"])
    columns = {field.attname: getattr(state, field.attname) for field in UnitState._meta.fields if not field.generated}
    columns |= {"id": None, "since": since, "until": until, "reason": reason}
    return UnitState.objects.create(**columns)


def check_periods(unit: Unit) -> None:
    """Each state lies within the life of the unit above it, and each unit below within this one's."""
    life = (unit.opened_on, unit.closed_on)
    for state in UnitState.objects.filter(unit=unit, parent__isnull=False).select_related("parent"):
        above = state.parent
        assert above is not None
        if not within((state.since, state.until), (above.opened_on, above.closed_on)):
            raise CannotChange(Refusal.PARENT_CLOSED)
    for since, until in UnitState.objects.filter(parent=unit).values_list("since", "until"):
        if not within((since, until), life):
            raise CannotChange(Refusal.CHILDREN_OUTSIDE)


# Where each unit stands: in force today, else where it will open, else where it last stood.
_PATHS = """
WITH RECURSIVE placed AS (
    SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM network_unitstate
    ORDER BY unit_id, (since <= %(today)s AND (until IS NULL OR until > %(today)s)) DESC, (since > %(today)s) DESC,
             CASE WHEN since > %(today)s THEN since END, since DESC
), tree AS (
    SELECT u.id, (u.code || '.') COLLATE "C" AS path
    FROM placed p JOIN network_unit u ON u.id = p.unit_id WHERE p.parent_id IS NULL
    UNION ALL
    SELECT u.id, (t.path || u.code || '.') COLLATE "C"
    FROM tree t JOIN placed p ON p.parent_id = t.id JOIN network_unit u ON u.id = p.unit_id
)
UPDATE network_unit u SET path = tree.path FROM tree WHERE tree.id = u.id AND u.path <> tree.path
"""


def refresh_paths(*, today: date) -> int:
    """Brings every path to the tree of `today`, rows of the upper rooms following; answers how many units moved."""
    with connection.cursor() as cursor:
        cursor.execute(_PATHS, {"today": today})
        return int(cursor.rowcount)


def settle(unit: Unit, *, today: date) -> None:
    """Ends a change: periods checked, paths brought up to date, version raised."""
    check_periods(unit)
    Unit.objects.filter(pk=unit.pk).update(version=F("version") + 1)
    refresh_paths(today=today)
    unit.refresh_from_db()
