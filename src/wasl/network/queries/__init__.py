"""`tree`: what was open on a day, for every room. `listing`: what one reader sees of it, for screens."""

from wasl.network.queries.listing import (
    Filters,
    Page,
    Sheet,
    counts_by_province,
    names_of,
    page_of,
    sheet_of,
    states_for,
    units_under,
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
    "Page",
    "Sheet",
    "ancestors_on",
    "counts_by_province",
    "counts_on",
    "coverage_on",
    "in_force",
    "institution",
    "names_of",
    "opened_between",
    "page_of",
    "sheet_of",
    "states_for",
    "units_on",
    "units_under",
]
