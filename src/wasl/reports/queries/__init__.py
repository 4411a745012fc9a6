from wasl.reports.queries.behind import Behind, behind
from wasl.reports.queries.issues import (
    changes_between,
    changes_since,
    content_of,
    issue_of,
    issues_of,
    latest_issue,
    papers_of,
)
from wasl.reports.queries.live import (
    CannotReport,
    found,
    is_outside,
    own_territory,
    places_for,
    sheet_of,
    territory_names,
    thresholds_on,
)

__all__ = [
    "Behind",
    "CannotReport",
    "behind",
    "changes_between",
    "changes_since",
    "content_of",
    "found",
    "is_outside",
    "issue_of",
    "issues_of",
    "latest_issue",
    "own_territory",
    "papers_of",
    "places_for",
    "sheet_of",
    "territory_names",
    "thresholds_on",
]
