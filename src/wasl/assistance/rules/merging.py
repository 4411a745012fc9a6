"""Two people change one row: what each changed is kept, and what both changed is shown with both values."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Conflict(NamedTuple):
    """A field that both changed: `mine` was typed, `theirs` stands in the row."""

    field: str
    mine: Any
    theirs: Any


def merged(
    *, base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Conflict]]:
    """`base`: what the form was shown with; `theirs`: what stands now; `mine`: what was sent. Same keys in all three.

    No value is ever lost in silence: it is in the first answer, or in a conflict, or somebody saw it and replaced it.
    """
    values, conflicts = {}, []
    for field, before in base.items():
        now, sent = theirs[field], mine[field]
        if sent in (before, now):
            values[field] = now
        elif now == before:
            values[field] = sent
        else:
            values[field] = now
            conflicts.append(Conflict(field, sent, now))
    return values, conflicts
