"""Frozen reports, and how the live one has moved since."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.documents.commands import ArchiveAltered
from wasl.documents.models import IssuedDocument
from wasl.documents.render import sha256
from wasl.reports.models import ReportIssue
from wasl.reports.queries.live import is_outside, sheet_of, thresholds_on
from wasl.reports.rules.sheet import Change, Sheet, differences, plain


def issues_of(*, actor: Actor, code: str = "", territory: str = "", period: str = "") -> "QuerySet[ReportIssue]":
    """Newest first, without their contents."""
    rows = ReportIssue.objects.visible_to(actor, Permission.REPORT_READ)
    asked = {"report": code, "territory": territory, "period": period}
    found: QuerySet[ReportIssue] = rows.filter(**{name: value for name, value in asked.items() if value})
    return found.defer("content").order_by("-frozen_at", "-id")


def latest_issue(*, actor: Actor, code: str, territory: str, period: str) -> ReportIssue | None:
    """The newest issue of one report, with its content; None when it was never frozen."""
    return issues_of(actor=actor, code=code, territory=territory, period=period).defer(None).first()


def issue_of(*, actor: Actor, issue_id: UUID) -> ReportIssue | None:
    rows = ReportIssue.objects.visible_to(actor, Permission.REPORT_READ)
    found: ReportIssue | None = rows.select_related("frozen_by__agent").filter(pk=issue_id).first()
    return found


def papers_of(*, actor: Actor, issue: ReportIssue) -> dict[str, IssuedDocument]:
    """The archived papers by language, their bytes checked against the hash they were issued with."""
    papers = IssuedDocument.objects.visible_to(actor, Permission.REPORT_READ)
    found = {paper.lang: paper for paper in papers.filter(pk__in=[issue.paper_fr_id, issue.paper_ar_id])}
    for paper in found.values():
        if sha256(bytes(paper.pdf or b"")) != paper.sha256:
            raise ArchiveAltered(f"document {paper.pk} does not have its SHA-256 any more: restore it from a backup")
    return found


def content_of(issue: ReportIssue) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(issue.content)
    return found


def changes_since(*, actor: Actor, issue: ReportIssue, today: date) -> list[Change]:
    """What differs between the issue and the same report counted now, cell by cell."""
    live = sheet_of(
        actor=actor, code=issue.report, territory=issue.territory, period=Period.parse(issue.period), today=today
    )
    changes = changes_between(issue, live)
    if not is_outside(actor):
        return changes
    # A small movement of a large count points at somebody as surely as a small count.
    least = thresholds_on(today).sensitive
    return [change for change in changes if change.gained is not None and abs(change.gained) >= least]


def changes_between(issue: ReportIssue, live: Sheet) -> list[Change]:
    """What differs between the issue and a sheet of the same report, as the institution counts it."""
    return differences(content_of(issue), plain(live))
