"""Words of a questionnaire, in the language of the page."""

from typing import Any

from django import template

from wasl.web.people import labels
from wasl.web.printed import language

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """Of a language spoken with somebody; an unknown code shows itself, none says that it was not noted."""
    return str(labels.LANGUAGES.get(code, code)) or "—"


@register.filter
def said(words: Any) -> str:
    return str(words.said(language()))
