from wasl.assistance.queries.cases import (
    OpenWork,
    case_to_change,
    cases,
    colleagues_of,
    nominative_case_of,
    open_work,
    readers_of,
    responsibles_of,
    situation_of,
    team_of,
)
from wasl.assistance.queries.day import Day, my_day
from wasl.assistance.queries.destinations import behind
from wasl.assistance.queries.directory import services_found, unit_of_entry
from wasl.assistance.queries.drafts import draft_of, level_of_form
from wasl.assistance.queries.orientations import (
    by_coupon,
    described,
    orientation_sheet,
    orientations,
    receivers_of,
    targets,
)
from wasl.assistance.queries.receptions import reception_sheet, register, with_persons
from wasl.assistance.queries.sheets import case_sheet, notes_in, task_sheet
from wasl.assistance.queries.subjects import Subject, situations_of, subject_of, writers_of

__all__ = [
    "Day",
    "OpenWork",
    "behind",
    "by_coupon",
    "Subject",
    "case_sheet",
    "case_to_change",
    "cases",
    "colleagues_of",
    "described",
    "services_found",
    "draft_of",
    "level_of_form",
    "my_day",
    "open_work",
    "orientation_sheet",
    "orientations",
    "nominative_case_of",
    "notes_in",
    "readers_of",
    "receivers_of",
    "reception_sheet",
    "register",
    "responsibles_of",
    "situation_of",
    "subject_of",
    "targets",
    "task_sheet",
    "team_of",
    "situations_of",
    "unit_of_entry",
    "with_persons",
    "writers_of",
]
