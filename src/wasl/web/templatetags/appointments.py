"""Tags of appointments: who_comes, appointment_state, message_state, weekday, may_print, may_book, is_task."""

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wasl.assistance.rules.appointments import AppointmentState
from wasl.core.actor import Actor
from wasl.core.months import WEEKDAYS
from wasl.core.permissions import Permission
from wasl.messages.rules import MessageState
from wasl.web.appointments.words import MESSAGE_STATES, STATES
from wasl.web.printed import language
from wasl.web.templatetags.wasl import badge, names

register = template.Library()


@register.simple_tag
def who_comes(row: Any) -> SafeString | str:
    """The person's names; nothing more when they may not be read."""
    person = getattr(row, "person", None)
    if person is None or person.is_anonymous:
        return _("Person without a name")
    return names(person.name_latin, person.name_ar)


@register.simple_tag
def appointment_state(code: str) -> SafeString:
    word, kind = STATES[AppointmentState(code)]
    return badge(kind, str(word))


@register.simple_tag
def message_state(code: str) -> SafeString:
    word, kind = MESSAGE_STATES[MessageState(code)]
    return badge(kind, str(word))


@register.filter
def weekday(value: date) -> str:
    return WEEKDAYS[language()][value.weekday()]


@register.filter
def may_print(actor: Actor) -> bool:
    return actor.may(Permission.DOCUMENT_ISSUE)


@register.filter
def may_book(actor: Actor) -> bool:
    return actor.may(Permission.APPOINTMENT_BOOK)


@register.filter
def is_task(row: Any) -> bool:
    """What stands in the day's list without an hour."""
    return hasattr(row, "due_on")
