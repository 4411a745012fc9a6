"""What may stand under what, which days are possible, and whose unit is itself a secret."""

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Codes of the vocabulary's `org_unit_types`."""

    HQ = "HQ"
    COORD = "COORD"
    DELEG = "DELEG"
    CENTRE = "CENTRE"
    CELL = "CELL"
    TEAM = "TEAM"


class Refusal(StrEnum):
    """Why a change of the tree is refused; `refusals.py` holds the sentence of each and the field it stands beside."""

    CODE_SHAPE = "code_shape"
    CODE_TAKEN = "code_taken"
    PARENT_NEEDED = "parent_needed"
    PARENT_KIND = "parent_kind"
    PARENT_CLOSED = "parent_closed"
    UNDER_ITSELF = "under_itself"
    SAME_PARENT = "same_parent"
    TYPE_NEEDED = "type_needed"
    NAME_NEEDED = "name_needed"
    UNKNOWN_CODE = "unknown_code"
    COMMUNE_UNKNOWN = "commune_unknown"
    COMMUNE_RENUMBERED = "commune_renumbered"
    BEFORE_FOUNDATION = "before_foundation"
    TOO_FAR = "too_far"
    BEFORE_OPENING = "before_opening"
    AFTER_CLOSING = "after_closing"
    CLOSES_TOO_EARLY = "closes_too_early"
    ALREADY_CLOSED = "already_closed"
    CHILDREN_OPEN = "children_open"
    CHILDREN_OUTSIDE = "children_outside"
    NOT_BETWEEN = "not_between"
    NO_SUCH_DATE = "no_such_date"
    NOTHING_CHANGED = "nothing_changed"
    CHANGED_MEANWHILE = "changed_meanwhile"
    # Of a row of a workbook.
    EMPTY = "empty"
    ROW_TWICE = "row_twice"
    BAD_DAY = "bad_day"
    BAD_NUMBER = "bad_number"
    PARENT_UNKNOWN = "parent_unknown"
    PARENT_REFUSED = "parent_refused"
    TERRITORY_UNKNOWN = "territory_unknown"


PARENT_KINDS: dict[Kind, frozenset[Kind]] = {
    Kind.HQ: frozenset(),
    Kind.COORD: frozenset({Kind.HQ}),
    Kind.DELEG: frozenset({Kind.COORD, Kind.HQ}),
    Kind.CENTRE: frozenset({Kind.DELEG, Kind.COORD, Kind.HQ}),
    Kind.CELL: frozenset({Kind.CENTRE, Kind.DELEG, Kind.COORD, Kind.HQ}),
    Kind.TEAM: frozenset({Kind.CENTRE, Kind.DELEG, Kind.COORD, Kind.HQ}),
}

#: Kinds that do a centre's work and so have a type; the others are offices of the tree itself.
TYPED_KINDS = frozenset({Kind.CENTRE, Kind.CELL, Kind.TEAM})

#: Where being seen is itself a danger: women's and children's protection, and the homes that hide them.
SECRET_TYPES = frozenset({"EMF", "CEL_FEM", "UPE", "CAPE", "CTR_ENF_DIFF"})

#: The institution was founded on 27 April 1957; nothing of it is older.
FOUNDED_ON = date(1957, 4, 27)
#: Days a change may be planned ahead; beyond that a typed year is a slip.
PLANNED_AHEAD = 3 * 366

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")


def normal_code(text: str) -> str:
    """Upper case without blanks around: how a code is stored and compared."""
    return text.strip().upper()


def path_under(parent_path: str, code: str) -> str:
    return f"{parent_path}{code}."


def path_above(path: str) -> str:
    """The path of the unit above, or the root's own."""
    return path[: path.rstrip(".").rfind(".") + 1] or path


def code_refusal(code: str) -> Refusal | None:
    return None if _CODE.fullmatch(code) else Refusal.CODE_SHAPE


def parent_refusal(kind: Kind, parent_kind: Kind | None) -> Refusal | None:
    if parent_kind is None:
        return None if kind is Kind.HQ else Refusal.PARENT_NEEDED
    return None if parent_kind in PARENT_KINDS[kind] else Refusal.PARENT_KIND


def day_refusal(day: date, *, today: date) -> Refusal | None:
    """Whether a day can be a day of the institution's tree at all."""
    if day < FOUNDED_ON:
        return Refusal.BEFORE_FOUNDATION
    return Refusal.TOO_FAR if (day - today).days > PLANNED_AHEAD else None


def change_day_refusal(day: date, *, opened_on: date, closed_on: date | None, today: date) -> Refusal | None:
    """Whether a unit open from `opened_on` to the day before `closed_on` may change on `day`."""
    if refusal := day_refusal(day, today=today):
        return refusal
    if day < opened_on:
        return Refusal.BEFORE_OPENING
    return Refusal.AFTER_CLOSING if closed_on is not None and day >= closed_on else None


def type_refusal(kind: Kind, type_code: str) -> Refusal | None:
    return Refusal.TYPE_NEEDED if (kind in TYPED_KINDS) != bool(type_code) else None


def within(inner: tuple[date, date | None], outer: tuple[date, date | None]) -> bool:
    """Half-open periods; no end is without limit."""
    starts = inner[0] >= outer[0]
    ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return starts and ends


def unknown_among(codes: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code and code not in known)
