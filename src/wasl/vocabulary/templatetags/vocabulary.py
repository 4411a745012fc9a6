"""``{% load vocabulary %}{{ act.service|label_of:"services" }}``"""

from django import template

from wasl.vocabulary.choices import current_label

register = template.Library()


@register.filter
def label_of(code: str | None, name: str) -> str:
    """Nothing for nothing; the label of the list otherwise."""
    return current_label(name, code) if code else ""
