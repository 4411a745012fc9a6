"""The tags of wasl.web.assistance.wording: who, urgency, orientation_state, waited, lapse, short_when."""

from django import template

from wasl.web.assistance import wording

register = template.Library()

for tag in (wording.who, wording.urgency, wording.orientation_state, wording.waited, wording.lapse, wording.short_when):
    register.simple_tag(tag)
