"""`tree`: what was open on a day, for every room. `listing`: what one reader sees of it, for screens."""

from wasl.network.queries.listing import (
    Filters,
    Sheet,
    counts_by_province,
    possible_parents,
    sheet_of,
    sheet_to_change,
    states_for,
    units_under,
    visible_names,
)
from wasl.network.queries.tree import (
    Counts,
    ancestors_on,
    counts_on,
    coverage_on,
    in_force,
    institution,
    opened_between,
    units_on,
)

__all__ = [
    "Counts",
    "Filters",
    "Sheet",
    "ancestors_on",
    "counts_by_province",
    "counts_on",
    "coverage_on",
    "in_force",
    "institution",
    "opened_between",
    "sheet_of",
    "sheet_to_change",
    "states_for",
    "units_on",
    "possible_parents",
    "units_under",
    "visible_names",
]
