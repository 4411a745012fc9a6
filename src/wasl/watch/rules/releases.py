"""When a data set may be asked for, and when it may be taken."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum


class ReleaseFault(StrEnum):
    """Why it is refused; the screen has a sentence for each."""

    PARTNER = "partner"
    PURPOSE = "purpose"
    INDICATOR = "indicator"
    TERRITORY = "territory"
    DAYS = "days"
    EXPIRY = "expiry"
    OWN = "own"
    DECIDED = "decided"
    REVOKED = "revoked"
    WAITING = "waiting"
    EXPIRED = "expired"


def fault_of_request(
    *,
    partner: str,
    purpose: str,
    indicators: Sequence[str],
    published: Collection[str],
    is_own: bool,
    since: date,
    until: date,
    expires_on: date,
    today: date,
    longest: int,
) -> ReleaseFault | None:
    """To whom, for what, which published indicators of one's own territory, which whole months, until when."""
    checks = (
        (bool(partner.strip()), ReleaseFault.PARTNER),
        (len(purpose.strip()) >= 10, ReleaseFault.PURPOSE),
        (bool(indicators) and set(indicators) <= set(published), ReleaseFault.INDICATOR),
        (is_own, ReleaseFault.TERRITORY),
        (since < until <= today and (until - since).days <= 3_660, ReleaseFault.DAYS),
        (today < expires_on <= today + timedelta(days=longest), ReleaseFault.EXPIRY),
    )
    return next((fault for is_sound, fault in checks if not is_sound), None)


def fault_of_taking(*, is_approved: bool, is_revoked: bool, expires_on: date, today: date) -> ReleaseFault | None:
    if is_revoked:
        return ReleaseFault.REVOKED
    if not is_approved:
        return ReleaseFault.WAITING
    return ReleaseFault.EXPIRED if today > expires_on else None
