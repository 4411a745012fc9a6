"""Two workers changed one field: the form comes back with what was typed, and says what the other wrote."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wasl.assistance.commands import PlanConflict
from wasl.web import printed
from wasl.web.plans.words import RESPONSIBLE


def shown_conflict(form: Any, kind: Any, conflict: PlanConflict, **more: Any) -> Any:
    """A form with what was typed, that has seen what stands now: sent again, it replaces knowingly.

    Fields that only the other changed take the other's value.
    """
    mine = form.values()
    seen = form.seen()
    kept = {name: mine[name] if mine[name] != seen.get(name, "") else conflict.now[name] for name in mine}
    data = form.data.copy()
    for name, value in kept.items():
        _put(data, name, value)
        data[f"seen-{name}"] = conflict.now[name]
    again = kind(data, seen=conflict.now, **more)
    again.is_valid()
    for name, (_mine, theirs) in conflict.conflicts.items():
        words = _("A colleague wrote meanwhile: “%(theirs)s”. Send again to keep yours, or type theirs.")
        again.add_error(name, words % {"theirs": _said(name, theirs, again)})
    return again


def _put(data: Any, name: str, value: str) -> None:
    if name.endswith("_on"):
        day = date.fromisoformat(value)
        for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
            data[f"{name}_{part}"] = str(number)
    else:
        data[name] = value


def _said(name: str, value: str, form: Any) -> str:
    if name.endswith("_on"):
        return printed.day(date.fromisoformat(value))
    if name == "responsible":
        return str({str(key): word for key, word in RESPONSIBLE}[value])
    if name == "account":
        return str(dict(form.fields["account"].choices).get(value, "—"))
    return value
