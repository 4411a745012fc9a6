"""Every change of the tree, from a day on; see `tree` for what they share."""

from wasl.network.commands.corrections import correct_change, correct_closing, correct_opening
from wasl.network.commands.due import apply_due_changes
from wasl.network.commands.tree import CannotChange, Profile
from wasl.network.commands.units import change_state, close_unit, create_unit, move_unit, set_coverage

__all__ = [
    "CannotChange",
    "Profile",
    "apply_due_changes",
    "change_state",
    "close_unit",
    "correct_change",
    "correct_closing",
    "correct_opening",
    "create_unit",
    "move_unit",
    "set_coverage",
]
