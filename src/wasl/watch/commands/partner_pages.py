"""The partner's side of a link: nobody is signed in. What is wrong with a link or a code is answered, not raised: a
wrong code must stay counted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.held_links import HeldLink
from wasl.assistance.rules import OrientationState
from wasl.assistance.rules.links import CodeSaid, LinkState, digest_of_secret
from wasl.assistance.rules.orientations import Via
from wasl.catalogue.queries import unmet_reasons_on
from wasl.core.scope import system
from wasl.documents.models import IssuedDocument
from wasl.journal.commands import record
from wasl.network.names import UnitName, names_of
from wasl.watch.commands.dispatches import enter_answer
from wasl.watch.commands.placing import words_of
from wasl.watch.models import Bulletin, DataSet, PartnerLink, SignalDispatch
from wasl.watch.queries.partner_links import Behind, behind
from wasl.watch.rules.dispatches import ANSWERS, fault_of
from wasl.watch.rules.partner_links import Handed

JOB = "read by partner link"
ASKABLE = frozenset({LinkState.STALE, LinkState.BLOCKED, LinkState.REVOKED})
MODELS: dict[Handed, type[Bulletin | DataSet | SignalDispatch]] = {
    Handed.BULLETIN: Bulletin, Handed.DATASET: DataSet, Handed.SIGNAL: SignalDispatch,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """What a link shows at this moment. `state` None: no such link. `sheet` only with the right code; `words` are those
    of a signal."""

    state: LinkState | None = None
    kind: Handed | None = None
    lang: str = ""
    partner: str = ""
    sender: UnitName | None = None
    until_at: datetime | None = None
    attempts_left: int = 0
    said: CodeSaid | None = None
    sheet: Behind | None = None
    words: str = ""
    is_asked: bool = False
    is_noted: bool = False
    is_refused: bool = False
    needs_reason: bool = False


@transaction.atomic
def look_at_partner_link(*, secret: str, now: datetime) -> PartnerPage:
    """Before any code: whether it stands, and who sent it."""
    with system(JOB):
        found = _Found.of(secret, now)
        return found.page() if found else PartnerPage()


@transaction.atomic
def open_partner_link(*, secret: str, code: str, now: datetime) -> PartnerPage:
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None:
            return PartnerPage()
        said = found.hear(code)
        if said != CodeSaid.RIGHT:
            return found.page(said=said)
        found.read("watch:read_by_link")
        return found.page(said=said, with_sheet=True)


@transaction.atomic
def take_by_partner_link(*, secret: str, code: str, now: datetime, lang: str) -> tuple[PartnerPage, bytes]:
    """The file behind the link, empty when there is none to take: a bulletin in either language, a data set."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None:
            return PartnerPage(), b""
        said = found.hear(code)
        if said != CodeSaid.RIGHT:
            return found.page(said=said), b""
        content = _content(found.behind.row, lang)
        if content:
            found.read("watch:take_by_link")
        return found.page(said=said, with_sheet=True), content


@transaction.atomic
def answer_by_partner_link(*, secret: str, code: str, now: datetime, answer: str, reason: str = "") -> PartnerPage:
    """What the partner says of a signal passed on; the same answer again changes nothing."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None:
            return PartnerPage()
        said = found.hear(code)
        row = found.behind.row
        if said != CodeSaid.RIGHT or not isinstance(row, SignalDispatch):
            return found.page(said=said)
        if answer in ANSWERS and row.state == answer:
            return found.page(said=said, with_sheet=True, is_noted=True)
        today = localtime(now).date()
        is_refusal = answer == OrientationState.REFUSED
        reason = reason if is_refusal and unmet_reasons_on(today).filter(code=reason).exists() else ""
        if answer not in ANSWERS or fault_of(state=row.state, answer=answer, reason=reason, now=now):
            return found.page(said=said, with_sheet=True, needs_reason=is_refusal)
        enter_answer(row, answer, reason=reason, now=now, today=today, via=Via.LINK, by=None)
        found.read("watch:answer_by_link")
        return found.page(said=said, with_sheet=True, is_noted=True)


@transaction.atomic
def ask_for_partner_link(*, secret: str, now: datetime) -> PartnerPage:
    """A link that is over or blocked asks its sender for another one."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None:
            return PartnerPage()
        if found.state in ASKABLE and found.link.asked_at is None:
            found.tell("watch:link_asked")
        return found.page(is_asked=found.state in ASKABLE)


@transaction.atomic
def refuse_partner_link(*, secret: str, now: datetime) -> PartnerPage:
    """It reached somebody it was not meant for: it opens nothing more, and the sender is told."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None:
            return PartnerPage()
        if found.link.revoked_at is None:
            found.link.revoked_at = now
            found.link.save(update_fields=["revoked_at"])
            found.tell("watch:link_refused")
        return found.page(is_refused=True)


def _content(row: Bulletin | DataSet | SignalDispatch, lang: str) -> bytes:
    if isinstance(row, DataSet):
        row.taken += 1
        row.save(update_fields=["taken"])
        return bytes(row.content)
    if isinstance(row, Bulletin):
        document_id = row.paper_ar_id if lang == "ar" else row.paper_fr_id
        papers = IssuedDocument.objects.for_system(JOB).filter(pk=document_id).values_list("pdf", flat=True)
        return bytes(papers.first() or b"")
    return b""


class _Found(HeldLink[PartnerLink]):
    """A link, locked, with what it leads to."""

    def __init__(self, link: PartnerLink, now: datetime) -> None:
        model = MODELS[Handed(link.subject)]
        row = model.objects.for_system(JOB).select_for_update(of=("self",)).get(pk=link.subject_id)
        self.behind = behind(row, today=localtime(now).date())
        super().__init__(link, now=now, is_over=self.behind.is_over)

    @classmethod
    def of(cls, secret: str, now: datetime) -> "_Found | None":
        rows = PartnerLink.objects.for_system(JOB).select_for_update()
        link = rows.filter(digest=digest_of_secret(secret)).first()
        return cls(link, now) if link else None

    def tell_blocked(self) -> None:
        self.tell("watch:link_blocked")

    def tell(self, verb: str) -> None:
        """To the sender, beside the link."""
        self.link.asked_at = self.now
        self.link.save(update_fields=["asked_at"])
        self._journal(verb)

    def read(self, verb: str) -> None:
        self.link.opened_at, self.link.opened = self.now, self.link.opened + 1
        self.link.save(update_fields=["opened_at", "opened"])
        self._journal(verb)

    def _journal(self, verb: str) -> None:
        record(
            actor=None, verb=verb, subject=self.link.subject, subject_id=self.link.subject_id, path=self.link.path,
            level=self.link.level, about=str(self.link.pk),
        )  # fmt: skip

    def page(
        self, *, said: CodeSaid | None = None, with_sheet: bool = False, is_asked: bool = False,
        is_noted: bool = False, is_refused: bool = False, needs_reason: bool = False,
    ) -> PartnerPage:  # fmt: skip
        sheet = self.behind if with_sheet else None
        return PartnerPage(
            state=self.state, kind=Handed(self.link.subject), lang=self.link.lang, partner=self.link.partner,
            sender=names_of([self.link.unit_id], on=self.today).get(self.link.unit_id), until_at=self.link.until_at,
            attempts_left=self.attempts_left, said=said, sheet=sheet,
            words=words_of(sheet.row) if sheet and isinstance(sheet.row, SignalDispatch) else "",
            is_asked=is_asked or self.link.asked_at is not None, is_noted=is_noted, is_refused=is_refused,
            needs_reason=needs_reason,
        )  # fmt: skip
