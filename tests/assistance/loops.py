"""What the rules say of one orientation, on plain values: its state, its clock, its link."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from wasl.assistance.rules import (
    ANSWERED,
    ANSWERS,
    NEXT_ORIENTATION,
    OPEN_ORIENTATION,
    OrientationState,
    Step,
    due_on,
    next_step,
)
from wasl.catalogue.rules import PARAMETERS
from wasl.network.models import Unit

S = OrientationState
DAYS = {code: row[0] for code, row in PARAMETERS.items()}
SENT = date(2026, 11, 2)


@dataclass
class Letter:
    urgency: str
    state: str = S.SENT
    since: date = SENT
    due: date = SENT
    appointment_on: date | None = None
    reminded_on: date | None = None
    escalated_on: date | None = None
    delegated_on: date | None = None
    sent_on: date = SENT

    def enter(self, state: str, today: date) -> None:
        if state != S.RECEIVED:
            self.reminded_on = self.escalated_on = self.delegated_on = None
        self.state, self.since = state, today
        if state in OPEN_ORIENTATION:
            self.due = due_on(
                state=state, sent_on=self.sent_on, state_on=today, urgency=self.urgency,
                appointment_on=self.appointment_on, days=DAYS,
            )  # fmt: skip

    def night(self, today: date) -> Step | None:
        """The step of that day, as the job writes it."""
        step = next_step(
            state=self.state, sent_on=self.sent_on, due=self.due, today=today, urgency=self.urgency, days=DAYS,
            reminded_on=self.reminded_on, escalated_on=self.escalated_on, delegated_on=self.delegated_on,
        )  # fmt: skip
        if step == Step.UNANSWERED:
            self.enter(S.UNANSWERED, today)
        if step:
            self.reminded_on = today
            self.escalated_on = today if step == Step.ESCALATED else self.escalated_on
            self.delegated_on = today if step == Step.DELEGATED else self.delegated_on
        return step


@dataclass
class Link:
    secret: str
    code: str
    until: datetime
    spent: str = ""
    wrong: int = 0
    is_revoked: bool = False


@dataclass
class Sent(Letter):
    """`path` is the sender's, `to_path` the receiver's, blank outside; `case` whether it belongs to the dossier."""

    id: UUID = field(kw_only=True)
    path: str = field(kw_only=True)
    to_path: str = field(kw_only=True)
    owner: UUID = field(kw_only=True)
    is_of_case: bool = field(kw_only=True)
    level: int = field(kw_only=True)
    appointment_at: datetime | None = None
    received_as: UUID | None = None
    answer: str = ""
    links: list[Link] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ORIENTATION

    @property
    def link(self) -> Link | None:
        return next((link for link in reversed(self.links) if not link.is_revoked), None)

    def say(self, answer: str, reason: str, at: datetime | None, now: datetime) -> bool:
        """False when such an answer is refused; the same twice changes nothing."""
        if answer in ANSWERS and self.state == answer and at in (None, self.appointment_at):
            return True
        if answer not in NEXT_ORIENTATION[S(self.state)] & ANSWERS or reason not in {"", "NO_PLACE"}:
            return False
        if (answer == S.REFUSED and not reason) or (answer == S.APPOINTED and (at is None or at < now)):
            return False
        self.appointment_at = at or self.appointment_at
        self.appointment_on = self.appointment_at.date() if self.appointment_at else None
        self.enter(answer, now.date())
        self.answer = answer if answer in ANSWERED else self.answer
        return True


@dataclass
class Dossier:
    id: UUID
    registration_id: UUID
    unit: Unit
    worker: UUID
    level: int = 2
    named: set[UUID] = field(default_factory=set)
    denied: set[UUID] = field(default_factory=set)


def is_allowed(steps: list[str]) -> bool:
    """The states among the steps, each led to by the one before it; the first is that it was sent."""
    lived = [S.UNANSWERED if step == Step.UNANSWERED else S(step) for step in steps if step in {*S, Step.UNANSWERED}]
    return lived[0] == S.SENT and all(
        after in NEXT_ORIENTATION[before] for before, after in zip(lived, lived[1:], strict=False)
    )
