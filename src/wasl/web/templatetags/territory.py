"""Names of places and what kind of place they are, in the language of the page."""

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from wasl.web import printed
from wasl.web.territory import charts, words

if TYPE_CHECKING:
    from wasl.territory.models import Territory

register = template.Library()
register.filter("place_name", charts.name_of)


@register.filter
def place_kind(place: "Territory") -> str:
    return words.kind_of(place)


@register.filter
def signed(value: float | None, places: int) -> str:
    """+1,2 or −1,2: a difference says its direction."""
    if value is None:
        return "—"
    return format_html(
        '<bdi dir="ltr">{}{}</bdi>', "+" if round(value, places) > 0 else "", printed.number(value, places)
    )
