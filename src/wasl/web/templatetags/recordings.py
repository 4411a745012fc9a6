"""The player beside a phrase: `{% hear code question %}` within a questionnaire, `{% hear_phrase phrase %}` elsewhere.

The view gives `sounds` (wasl.web.recordings.sounds.Sounds); what is not recorded yet says so, and its words stay.
"""

from typing import Any

from django import template

from wasl.catalogue.recordings.rules import Phrase
from wasl.web.printed import comma

register = template.Library()


@register.inclusion_tag("recordings/hear.html", takes_context=True)
def hear(context: template.Context, code: str, question: str) -> dict[str, Any]:
    return {"heard": context["sounds"].of_slot(f"q-{code}-{question}")}


@register.inclusion_tag("recordings/hear.html", takes_context=True)
def hear_phrase(context: template.Context, phrase: Phrase) -> dict[str, Any]:
    return {"heard": context["sounds"].of(phrase)}


@register.inclusion_tag("recordings/hear.html", takes_context=True)
def hear_slot(context: template.Context, start: str, code: str) -> dict[str, Any]:
    return {"heard": context["sounds"].of_slot(f"{start}-{code}")}


@register.inclusion_tag("recordings/not_recorded.html", takes_context=True)
def not_recorded(context: template.Context) -> dict[str, Any]:
    """In which languages nothing of the page can be heard."""
    return {"silent": comma().join(context["sounds"].silent)}


@register.inclusion_tag("recordings/read_aloud.html", takes_context=True)
def read_aloud(context: template.Context) -> dict[str, Any]:
    """The phrases of the page one by one: drawing, words, player."""
    sounds = context["sounds"]
    return {
        "phrases": [one for one in sounds.phrases if not one.slot.startswith("q-")],
        "sounds": sounds,
        "silent": comma().join(sounds.silent),
    }
