"""Who may be posted where, and what two eyes may not do alone. Plain values in, a reason or nothing out."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

#: Roles only the system administrator hands out: they govern accounts, privacy, or cross every territory.
CENTRAL_ROLES = frozenset(
    {"SYSTEM_ADMIN", "LOCAL_ADMIN", "DPO", "ADJUDICATOR_PROTECTED", "STATISTICIAN", "BOARD_SECRETARY", "INSPECTOR"}
)

STAND_IN_LIMIT = timedelta(days=92)
SLIP_HOURS = 24


class PostingRefusal(StrEnum):
    """Why a posting cannot be made; the screen has a sentence for each."""

    OWN_ACCOUNT = "own_account"
    UNIT_KIND = "unit_kind"
    CENTRAL_ROLE = "central_role"
    FOUR_EYES = "four_eyes"
    DATES = "dates"
    CLOSED_UNIT = "closed_unit"
    TWICE = "twice"
    STAND_IN_TOO_LONG = "stand_in_too_long"


def posting_refusal(
    *,
    is_own_account: bool,
    role: str,
    unit_kind: str,
    kinds_of_role: Collection[str],
    granter_role: str,
    roles_held: Collection[str],
    four_eyes: Collection[frozenset[str]],
    since: date,
    until: date | None,
    unit_closed_on: date | None,
    is_stand_in: bool,
) -> PostingRefusal | None:
    """First reason why the posting is refused, or None. `roles_held` are those in force at `since`."""
    held_after = {*roles_held, role}
    checks: Mapping[PostingRefusal, bool] = {
        PostingRefusal.OWN_ACCOUNT: is_own_account,
        PostingRefusal.UNIT_KIND: unit_kind not in kinds_of_role,
        PostingRefusal.CENTRAL_ROLE: role in CENTRAL_ROLES and granter_role != "SYSTEM_ADMIN",
        PostingRefusal.FOUR_EYES: any(pair <= held_after for pair in four_eyes),
        PostingRefusal.DATES: until is not None and until <= since,
        PostingRefusal.CLOSED_UNIT: unit_closed_on is not None and unit_closed_on <= since,
        PostingRefusal.STAND_IN_TOO_LONG: is_stand_in and (until is None or until - since > STAND_IN_LIMIT),
    }
    return next((reason for reason, holds in checks.items() if holds), None)


class Denial(StrEnum):
    """Who asked that a file be closed to somebody."""

    DECLARED = "declared"
    NAMED = "named"
    CONFLICT = "conflict"


class BrakeKind(StrEnum):
    """What was beyond a day's work."""

    FILES = "files"
    ROWS = "rows"
    BURST = "burst"


class GoesOn(StrEnum):
    """Why the agent goes on all the same."""

    DANGER = "danger"
    CAMPAIGN = "campaign"
    CHECK = "check"
    REPORT = "report"


class Verdict(StrEnum):
    """What whoever answers for it found."""

    WORK = "work"
    FOLLOW = "follow"


def braked(*, files: int, rows: int, burst: int, caps: Mapping[str, int]) -> dict[BrakeKind, int]:
    """What of the three went beyond its cap; `caps` are parameters by full code."""
    counts = {
        BrakeKind.FILES: (files, caps["brake.files_a_day"]),
        BrakeKind.ROWS: (rows, caps["brake.rows_a_day"]),
        BrakeKind.BURST: (burst, caps["brake.burst_files"]),
    }
    return {kind: count for kind, (count, cap) in counts.items() if count > cap}


class ResetRefusal(StrEnum):
    """Why a reset cannot go on."""

    OWN_ACCOUNT = "own_account"
    SAME_PERSON = "same_person"
    ALREADY_APPROVED = "already_approved"
    EXPIRED = "expired"
    USED = "used"


def approval_refusal(
    *, is_own_account: bool, is_asker: bool, is_approved: bool, is_expired: bool
) -> ResetRefusal | None:
    """A reset is approved once, in time, by a second person who is not the account's holder."""
    checks = {
        ResetRefusal.OWN_ACCOUNT: is_own_account,
        ResetRefusal.SAME_PERSON: is_asker,
        ResetRefusal.ALREADY_APPROVED: is_approved,
        ResetRefusal.EXPIRED: is_expired,
    }
    return next((reason for reason, holds in checks.items() if holds), None)


def asks_by_default(*, role: str, level: int) -> bool:
    """Second factor without a rule of the role's own: nominative files, and roles that govern everybody's access."""
    return level >= 4 or role in {"SYSTEM_ADMIN", "LOCAL_ADMIN", "DPO"}
