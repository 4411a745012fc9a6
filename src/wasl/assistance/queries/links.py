"""What a link without an account says at this moment, to whoever sent it and to whoever holds it."""

from datetime import date, datetime

from django.utils.timezone import localtime

from wasl.assistance.models.links import AccountlessLink
from wasl.assistance.rules.links import LinkState, code_of, state_of_link
from wasl.catalogue.queries import parameter
from wasl.core.sealed import ring


def current_code(link: AccountlessLink) -> str:
    """The one-time code that is good now, for telling it by telephone."""
    return code_of(key=ring().blind, link_id=link.pk, turn=link.turn)


def most_wrong(*, on: date) -> int:
    return int(parameter("orientation.link_wrong_codes", on=on))


def state_of(link: AccountlessLink, *, now: datetime, is_over: bool) -> LinkState:
    """`is_over`: what it leads to asks for nothing more."""
    return state_of_link(
        revoked_at=link.revoked_at, until_at=link.until_at, wrong_codes=link.wrong_codes,
        most_wrong=most_wrong(on=localtime(now).date()), is_closed=is_over, now=now,
    )  # fmt: skip
