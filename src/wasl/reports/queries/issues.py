"""Frozen reports, and how the live one has moved since."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.reports.models import ReportIssue
from wasl.reports.queries.live import sheet_of
from wasl.reports.rules.sheet import Change, Sheet, differences, plain


def issues_of(*, actor: Actor, code: str = "", territory: str = "", period: str = "") -> "QuerySet[ReportIssue]":
    """Newest first, without their contents."""
    rows = ReportIssue.objects.visible_to(actor, Permission.REPORT_READ)
    asked = {"report": code, "territory": territory, "period": period}
    found: QuerySet[ReportIssue] = rows.filter(**{name: value for name, value in asked.items() if value})
    return found.defer("content", "pdf_fr", "pdf_ar").order_by("-frozen_at", "-id")


def issue_of(*, actor: Actor, issue_id: UUID) -> ReportIssue | None:
    rows = ReportIssue.objects.visible_to(actor, Permission.REPORT_READ)
    found: ReportIssue | None = rows.select_related("frozen_by__agent").filter(pk=issue_id).first()
    return found


def content_of(issue: ReportIssue) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(issue.content)
    return found


def changes_since(*, actor: Actor, issue: ReportIssue, today: date) -> list[Change]:
    """What differs between the issue and the same report counted now, cell by cell."""
    live = sheet_of(
        actor=actor, code=issue.report, territory=issue.territory, period=Period.parse(issue.period), today=today
    )
    return changes_between(issue, live)


def changes_between(issue: ReportIssue, live: Sheet) -> list[Change]:
    """What differs between the issue and a sheet of the same report, as the institution counts it."""
    return differences(content_of(issue), plain(live))
