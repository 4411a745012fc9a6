"""What is said when something is not accepted, and what to do."""

from django.utils.translation import gettext as _

from wasl.catalogue.rules import Fault


def refusal(why: str) -> str:
    return {
        "negative": _("A figure is zero or more: check the sign."),
        "not_whole": _("Persons and things are counted in whole numbers."),
        "too_large": _("This number is too large: check its digits."),
        "centimes": _("An amount has two decimals at most."),
        "recorded_below": _("“More than” needs a recorded figure above the one that is published."),
        "measure": _("This figure is not asked for any more: open the page again."),
        "closed_unit": _("The unit was not open in this period: check the period."),
        "future": _("This period has not begun: choose an earlier one."),
        "own_entry": _("You entered some of these values: another person approves them."),
        "nothing": _("Nothing waits for approval here any more."),
    }[why]


def fault(code: Fault) -> str:
    """Of a proposal or a decision on one."""
    return {
        Fault.CODE: _("A code has 2 to 20 capital letters, digits or underscores and begins with a letter."),
        Fault.SAME_ACCOUNT: _("Who proposes does not decide: another person approves or refuses it."),
        Fault.ALREADY_DECIDED: _("This proposal was already decided on."),
        Fault.BEFORE_ROW_IN_FORCE: _("The start must come after that of the row in force."),
        Fault.ALREADY_WAITING: _("A proposal for this code already waits for a decision."),
        Fault.NO_REASON: _("Say why it is refused."),
    }.get(code, str(code))
