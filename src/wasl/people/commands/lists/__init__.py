"""A list of persons, from the file to the registrations it makes, and back (docs/adr/0023)."""

from wasl.people.commands.lists import held
from wasl.people.commands.lists.answering import answer_row
from wasl.people.commands.lists.applying import apply_list, apply_rows
from wasl.people.commands.lists.checking import check_rows, read_rows
from wasl.people.commands.lists.clearing import clear_lists
from wasl.people.commands.lists.sending import BadColumns, NotNow, send_list, set_columns
from wasl.people.commands.lists.undoing import undo_list, undo_rows
from wasl.people.commands.lists.working import LANES, waiting_lists, work_on

__all__ = [
    "LANES",
    "BadColumns",
    "NotNow",
    "answer_row",
    "apply_list",
    "apply_rows",
    "check_rows",
    "clear_lists",
    "held",
    "read_rows",
    "send_list",
    "set_columns",
    "undo_list",
    "undo_rows",
    "waiting_lists",
    "work_on",
]
