"""The tags of wasl.web.assistance.wording: who, urgency, orientation_state, waited, lapse, short_when."""

from uuid import UUID

from django import template

from wasl.web.assistance import wording
from wasl.web.assistance.sections import Shown, sections_of

register = template.Library()

for tag in (
    wording.who, wording.urgency, wording.orientation_state, wording.waited, wording.lapse, wording.short_when,
    wording.task_words, wording.due, wording.severity, wording.note_readers, wording.follow_up_state,
    wording.transfer_state, wording.why_moved,
):  # fmt: skip
    register.simple_tag(tag)


@register.simple_tag(takes_context=True)
def case_sections(context: template.Context, case_id: UUID, here: str) -> list[Shown]:
    """The pages of a dossier that the reader may open."""
    return sections_of(context["request"].actor, case_id, here)
