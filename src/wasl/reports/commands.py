from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.timezone import localtime

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.documents.commands import issue as issue_paper
from wasl.documents.models import IssuedDocument
from wasl.journal import commands as journal
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.reports.models import ReportIssue
from wasl.reports.outputs import as_pdf, formats, frozen
from wasl.reports.outputs.committee import committee_paper
from wasl.reports.queries.committee import committee_of
from wasl.reports.queries.live import found, sheet_of, thresholds_on
from wasl.reports.rules.sheet import canonical, digest, published


@transaction.atomic
def write_report(
    *,
    code: str,
    territory: str,
    period: Period,
    language: str,
    format: str,
    today: date,
    actor: Actor | None = None,
) -> bytes:
    """The report as a file that may leave the institution; without an actor, for the server's own command line."""
    sheet = sheet_of(actor=actor, code=code, territory=territory, period=period, today=today)
    _code, place = found(territory)
    made = formats.render(
        published(sheet, thresholds_on(today)), format=format, language=language, place=place, on=today
    )
    journal.record(
        actor=actor,
        verb="report:write",
        subject="report",
        subject_id=f"{code} {territory} {period}"[:40],
        reason=format,
    )
    return made


@transaction.atomic
def freeze_report(
    *, actor: Actor, code: str, territory: str, period: Period, now: datetime, today: date
) -> ReportIssue:
    """Keeps the report as it is now; whatever is recorded later changes the live one only."""
    require(actor, Permission.REPORT_FREEZE, path=actor.path)
    sheet = sheet_of(actor=actor, code=code, territory=territory, period=period, today=today)
    _code, place = found(territory)
    left = published(sheet, thresholds_on(today))
    content = canonical(frozen.content(sheet, left, place=place))
    hashed = digest(content)
    # Two issues at once would take the same number.
    unit = Unit.objects.select_for_update(no_key=True).get(pk=actor.unit_id)
    earlier = ReportIssue.objects.visible_to(actor, Permission.REPORT_FREEZE).filter(
        unit=unit, report=code, territory=sheet.territory, period=period.code
    )
    issue_id = new_id()
    letterhead = issuing_unit(unit, on=today)
    french, arabic = (
        issue_paper(
            actor=actor, template="table_report", lang=language, unit=letterhead, level=0, subject="report",
            data=as_pdf.paper_of(left, language=language, place=place, issue_hash=hashed), subject_id=issue_id,
            now=now, permission=Permission.REPORT_FREEZE,
        )
        for language in frozen.LANGUAGES
    )  # fmt: skip
    issue = ReportIssue(
        pk=issue_id, unit=unit, path=unit.path, level=0, report=code, territory=sheet.territory, period=period.code,
        number=(earlier.aggregate(last=Max("number"))["last"] or 0) + 1, content=content, sha256=hashed,
        paper_fr_id=french.pk, paper_ar_id=arabic.pk, frozen_by_id=actor.account_id, frozen_at=now,
        is_simulated=sheet.is_simulated,
    )  # fmt: skip
    issue.save(force_insert=True)
    journal.record(actor=actor, verb="report:freeze", subject="issue", subject_id=issue.pk, about=hashed)
    return issue


@transaction.atomic
def issue_committee(*, actor: Actor, now: datetime, since: date, until: date, language: str) -> IssuedDocument:
    """The paper of the provincial committee of child protection: figures without a name, small ones hidden."""
    found_now = committee_of(actor=actor, since=since, until=until)
    on = localtime(now).date()
    with translation.override(language):
        data = committee_paper(found_now, since=since, until=until, language=language)
    return issue_paper(
        actor=actor, template=data.template, lang=language, data=data, now=now, level=1, subject="committee",
        subject_id=new_id(), unit=issuing_unit(Unit.objects.get(pk=actor.unit_id), on=on),
        permission=Permission.SIGNAL_COUNT,
    )  # fmt: skip
