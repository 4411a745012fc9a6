from wasl.assistance.commands.acts import CannotRecord, record_act, record_listening, record_unmet_request
from wasl.assistance.commands.cases import (
    CannotChangeCase,
    add_situation,
    advance_case,
    close_case,
    deny_reader,
    end_protection,
    lower_case,
    name_reader,
    open_case,
)
from wasl.assistance.commands.drafts import drop_draft, save_draft
from wasl.assistance.commands.forms import print_forms
from wasl.assistance.commands.orientations import (
    CannotAnswer,
    CannotOrient,
    acknowledge_answer,
    answer_orientation,
    close_orientation,
    receive_orientation_as,
    send_orientation,
)
from wasl.assistance.commands.papers import blank_forms, issue_letter, issue_slip
from wasl.assistance.commands.receptions import (
    AlreadyReceived,
    CannotReceive,
    change_reception,
    identify_reception,
    receive_person,
)
from wasl.assistance.commands.reminders import remind_orientations

__all__ = [
    "AlreadyReceived",
    "CannotAnswer",
    "CannotChangeCase",
    "CannotOrient",
    "CannotReceive",
    "CannotRecord",
    "acknowledge_answer",
    "add_situation",
    "advance_case",
    "answer_orientation",
    "blank_forms",
    "change_reception",
    "close_case",
    "close_orientation",
    "deny_reader",
    "drop_draft",
    "end_protection",
    "identify_reception",
    "issue_letter",
    "issue_slip",
    "lower_case",
    "name_reader",
    "open_case",
    "print_forms",
    "receive_orientation_as",
    "receive_person",
    "record_act",
    "record_listening",
    "record_unmet_request",
    "remind_orientations",
    "save_draft",
    "send_orientation",
]
