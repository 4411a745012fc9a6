"""The receiver's side of a link: nobody is signed in, nothing is remembered but what was answered.

What is wrong with a link or a code is answered, not raised: a wrong code must stay counted.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.held_links import HeldLink
from wasl.assistance.commands.loop import CannotAnswer, journal, seal_context, write_answer, write_step
from wasl.assistance.models import DirectoryEntry, Orientation, OrientationLink
from wasl.assistance.queries.links import current_code
from wasl.assistance.rules import OPEN_ORIENTATION, Fault, OrientationState, Step, Via
from wasl.assistance.rules.links import CodeSaid, LinkState, digest_of_secret
from wasl.core.actor import NOMINATIVE
from wasl.core.scope import system
from wasl.core.sealed import unseal
from wasl.network.models import UnitState
from wasl.network.names import UnitName, names_of
from wasl.network.rules import SECRET_TYPES

JOB = "answer by link"
#: The reason noted when a letter reached a service that it was not meant for.
NOT_FOR_US = "OTHER_BODY"


@dataclass(frozen=True, slots=True)
class SharedSheet:
    """What the receiver may know: of a nominative file the number and the dates alone, for the person brings the rest.

    `shared` by field of rules.SHARABLE; `service` and `reason` are codes.
    """

    number: str
    sent_on: date
    due_on: date
    state: str
    urgency: str
    service: str = ""
    words: str = ""
    shared: dict[str, str] = field(default_factory=dict)
    appointment_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link shows at this moment. `state` None: no such link. `sender` and `phone` are blank when the sender's
    place is a secret; `attempts_left` of wrong codes; `next_code` with the receipt of an answer."""

    state: LinkState | None = None
    lang: str = ""
    sender: UnitName | None = None
    phone: str = ""
    said: CodeSaid | None = None
    attempts_left: int = 0
    sheet: SharedSheet | None = None
    fault: Fault | None = None
    is_noted: bool = False
    is_asked: bool = False
    next_code: str = ""


@transaction.atomic
def look_at_link(*, secret: str, now: datetime) -> LinkPage:
    """Before any code: whether it stands, and whom to call."""
    with system(JOB):
        found = _Found.of(secret, now)
        return found.page() if found else LinkPage()


@transaction.atomic
def open_link(*, secret: str, code: str, now: datetime) -> LinkPage:
    """With its code: what was passed on. The reading is journalled; a wrong code is counted."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None:
            return LinkPage()
        said = found.hear(code)
        if said != CodeSaid.RIGHT:
            return found.page(said=said)
        found.link.opened_at = now
        found.link.save(update_fields=["opened_at"])
        journal(None, found.row, "orientation:read_by_link")
        return found.page(said=said, sheet=_sheet(found.row))


@transaction.atomic
def answer_link(
    *,
    secret: str,
    code: str,
    now: datetime,
    answer: str,
    reason: str = "",
    appointment_at: datetime | None = None,
) -> LinkPage:
    """Notes an answer and spends the code; the next one comes with the receipt. A form sent twice is noted once."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None:
            return LinkPage()
        said = found.hear(code)
        if said != CodeSaid.RIGHT:
            return found.page(said=said, is_noted=said == CodeSaid.SPENT and found.row.state == answer)
        fault = found.note(answer, reason=reason, appointment_at=appointment_at)
        if fault is not None:
            return found.page(said=said, sheet=_sheet(found.row), fault=fault)
        return found.page(is_noted=True, next_code=current_code(found.link))


@transaction.atomic
def ask_for_link(*, secret: str, now: datetime) -> LinkPage:
    """A link that is over or blocked asks the sender for a new one; it stands in the sender's day until it is given."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None or found.state not in {LinkState.STALE, LinkState.BLOCKED, LinkState.REVOKED}:
            return found.page() if found else LinkPage()
        if found.link.asked_at is None and found.row.state in OPEN_ORIENTATION:
            found.tell(Step.LINK_ASKED)
        return found.page(is_asked=True)


@transaction.atomic
def refuse_link(*, secret: str, now: datetime) -> LinkPage:
    """It reached somebody it was not meant for: it opens nothing more, and the sender is told. No code is asked, for
    whoever holds it by mistake has none."""
    with system(JOB):
        found = _Found.of(secret, now)
        if found is None or found.state not in {LinkState.OPEN, LinkState.BLOCKED, LinkState.STALE}:
            return found.page() if found else LinkPage()
        found.link.revoked_at = now
        found.tell(Step.LINK_ENDED, reason=NOT_FOR_US)
        return LinkPage(state=LinkState.REVOKED, lang=found.link.lang, is_noted=True)


class _Found(HeldLink[OrientationLink]):
    """A link with its orientation, both locked."""

    def __init__(self, link: OrientationLink, row: Orientation, now: datetime) -> None:
        super().__init__(link, now=now, is_over=row.state not in OPEN_ORIENTATION)
        self.row = row

    @classmethod
    def of(cls, secret: str, now: datetime) -> "_Found | None":
        digest = digest_of_secret(secret)
        known = OrientationLink.objects.for_system(JOB).filter(digest=digest).values_list("orientation_id", flat=True)
        orientation_id = known.first()
        if orientation_id is None:
            return None
        # The orientation first, as on the sender's side: the two never wait for each other.
        row = Orientation.objects.for_system(JOB).select_for_update().get(pk=orientation_id)
        link = OrientationLink.objects.for_system(JOB).select_for_update().get(digest=digest)
        return cls(link, row, now)

    def tell_blocked(self) -> None:
        self.tell(Step.LINK_BLOCKED)

    def tell(self, step: Step, *, reason: str = "") -> None:
        """To the sender, in the steps and in the day's list."""
        self.link.asked_at = self.now
        self.link.save(update_fields=["asked_at", "revoked_at"])
        write_step(self.row, step=step, at=self.now, via=Via.LINK, reason=reason)
        journal(None, self.row, "orientation:link_told", reason=step)

    def note(self, answer: str, *, reason: str, appointment_at: datetime | None) -> Fault | None:
        try:
            if write_answer(
                self.row, now=self.now, answer=answer, via=Via.LINK, account_id=None,
                reason=reason if answer == OrientationState.REFUSED else "", appointment_at=appointment_at,
            ):  # fmt: skip
                journal(None, self.row, "orientation:answer", reason=answer)
        except CannotAnswer as refusal:
            return refusal.fault
        self.link.turn, self.link.wrong_codes = self.link.turn + 1, 0
        self.link.save(update_fields=["turn", "wrong_codes"])
        return None

    def page(
        self,
        *,
        said: CodeSaid | None = None,
        sheet: SharedSheet | None = None,
        fault: Fault | None = None,
        is_noted: bool = False,
        is_asked: bool = False,
        next_code: str = "",
    ) -> LinkPage:
        sender, phone = _contact(self.row, on=self.today)
        return LinkPage(
            state=self.state, lang=self.link.lang, sender=sender, phone=phone, said=said, sheet=sheet, fault=fault,
            attempts_left=self.attempts_left, is_noted=is_noted,
            is_asked=is_asked or self.link.asked_at is not None, next_code=next_code,
        )  # fmt: skip


def _contact(row: Orientation, *, on: date) -> tuple[UnitName | None, str]:
    if row.level >= NOMINATIVE or UnitState.objects.filter(unit_id=row.unit_id, type__in=SECRET_TYPES).exists():
        return None, ""
    phone = DirectoryEntry.objects.filter(of_unit_id=row.unit_id, ended_on=None).values_list("phone", flat=True).first()
    return names_of([row.unit_id], on=on).get(row.unit_id), phone or ""


def _sheet(row: Orientation) -> SharedSheet:
    bare = SharedSheet(
        number=row.number, sent_on=localtime(row.sent_at).date(), due_on=row.due_on, state=row.state,
        urgency=row.urgency, appointment_at=row.appointment_at,
    )  # fmt: skip
    if row.level >= NOMINATIVE:
        return bare
    content = json.loads(unseal(bytes(row.sealed), context=seal_context(row.pk)))
    return SharedSheet(
        number=bare.number, sent_on=bare.sent_on, due_on=bare.due_on, state=bare.state, urgency=bare.urgency,
        appointment_at=bare.appointment_at, service=row.service, words=content["words"], shared=content["shared"],
    )  # fmt: skip
