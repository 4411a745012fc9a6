from wasl.assistance.commands.acts import CannotRecord, record_act, record_listening, record_unmet_request
from wasl.assistance.commands.answers import answer_link, ask_for_link, look_at_link, open_link, refuse_link
from wasl.assistance.commands.assessments import CannotAssess, override_assessment, record_assessment
from wasl.assistance.commands.cases import (
    CaseConflict,
    advance_case,
    change_case,
    close_case,
    open_case,
    suspend_case,
)
from wasl.assistance.commands.dossier import CannotChangeCase
from wasl.assistance.commands.drafts import drop_draft, save_draft
from wasl.assistance.commands.following import follow_cases
from wasl.assistance.commands.followups import drop_follow_up, record_follow_up, try_follow_up
from wasl.assistance.commands.forms import print_forms
from wasl.assistance.commands.links import CannotLink, MadeLink, end_link, make_link, new_link_code
from wasl.assistance.commands.loop import CannotAnswer
from wasl.assistance.commands.notes import write_note
from wasl.assistance.commands.orientations import (
    CannotOrient,
    acknowledge_answer,
    answer_orientation,
    close_orientation,
    receive_orientation_as,
    send_orientation,
)
from wasl.assistance.commands.papers import blank_forms, issue_letter, issue_slip
from wasl.assistance.commands.plans import (
    CannotPlan,
    PlanConflict,
    change_plan,
    end_plan,
    issue_plan,
    note_result,
    return_plan,
    review_plan,
    set_action,
    set_goal,
    sign_plan,
    start_plan,
    validate_plan,
)
from wasl.assistance.commands.protection import deny_reader, end_denial, end_protection, lower_case, name_reader
from wasl.assistance.commands.receptions import (
    AlreadyReceived,
    CannotReceive,
    change_reception,
    identify_reception,
    receive_person,
)
from wasl.assistance.commands.reminders import remind_orientations
from wasl.assistance.commands.situations import add_situation, change_severity, end_situation
from wasl.assistance.commands.steps import (
    TaskConflict,
    add_task,
    change_task,
    end_tasks_about,
    finish_task,
    set_next_step,
)

__all__ = [
    "CannotAssess",
    "override_assessment",
    "record_assessment",
    "CannotPlan",
    "PlanConflict",
    "change_plan",
    "end_plan",
    "issue_plan",
    "note_result",
    "return_plan",
    "review_plan",
    "set_action",
    "set_goal",
    "sign_plan",
    "start_plan",
    "validate_plan",
    "AlreadyReceived",
    "CannotAnswer",
    "CannotChangeCase",
    "CannotLink",
    "CannotOrient",
    "CannotReceive",
    "CannotRecord",
    "CaseConflict",
    "TaskConflict",
    "MadeLink",
    "acknowledge_answer",
    "add_situation",
    "add_task",
    "advance_case",
    "answer_link",
    "answer_orientation",
    "ask_for_link",
    "blank_forms",
    "change_case",
    "change_reception",
    "change_severity",
    "change_task",
    "close_case",
    "close_orientation",
    "deny_reader",
    "end_denial",
    "drop_draft",
    "drop_follow_up",
    "end_link",
    "end_protection",
    "end_situation",
    "end_tasks_about",
    "finish_task",
    "follow_cases",
    "identify_reception",
    "issue_letter",
    "issue_slip",
    "look_at_link",
    "lower_case",
    "make_link",
    "name_reader",
    "new_link_code",
    "open_case",
    "open_link",
    "print_forms",
    "receive_orientation_as",
    "receive_person",
    "record_act",
    "record_follow_up",
    "refuse_link",
    "record_listening",
    "record_unmet_request",
    "remind_orientations",
    "save_draft",
    "send_orientation",
    "set_next_step",
    "suspend_case",
    "try_follow_up",
    "write_note",
]
