"""Words of a questionnaire, in the language of the page."""

from django import template

from wasl.catalogue.questionnaires.rules import Words
from wasl.web.printed import language

register = template.Library()


@register.filter
def said(words: Words) -> str:
    return words.said(language())
