"""Propose, approve, refuse: the same three commands for every kind of dated row, here and in the rooms above."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wasl.catalogue.letters import LETTER_TEMPLATES
from wasl.catalogue.models import (
    SHIPPED,
    DatedEntry,
    Destination,
    LetterTemplate,
    Parameter,
    Period,
    Programme,
    Proposal,
    Purpose,
    Questionnaire,
    Service,
    UnmetReason,
)
from wasl.catalogue.questionnaires.rules import WrongForm, form_of
from wasl.catalogue.questionnaires.shipped import shipped as shipped_questionnaires
from wasl.catalogue.rules import (
    PARAMETERS,
    Fault,
    State,
    fault_of_code,
    fault_of_decision,
    fault_of_parameter,
    fault_of_start,
)
from wasl.catalogue.shipped import INSIDE, PERIODS, PURPOSES, UNMET_REASONS
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.rules.letters import fault_of_body
from wasl.journal.commands import record
from wasl.vocabulary import Term, terms

#: The institution's first day: what shipped with the program held always.
FIRST_DAY = date(1957, 4, 27)


class CannotPropose(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class CannotDecide(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def propose[P: Proposal](*, actor: Actor, row: P, now: datetime) -> P:
    """Writes `row` as proposed; the same id sent twice stays one row."""
    require(actor, Permission.CATALOGUE_PROPOSE)
    kind = type(row)
    if already := kind._default_manager.filter(pk=row.pk).first():
        return already
    if isinstance(row, DatedEntry) and (fault := _fault_of_entry(row)):
        raise CannotPropose(fault)
    row.state, row.origin, row.proposed_by_id, row.proposed_at = State.PROPOSED, "", actor.account_id, now
    row.decided_by_id = row.decided_at = None
    row.save(force_insert=True)
    record(actor=actor, verb=Permission.CATALOGUE_PROPOSE, subject=kind._meta.model_name or "", subject_id=row.pk)
    return row


def _fault_of_entry(row: DatedEntry) -> Fault | None:
    kind = type(row)
    same_code = kind._default_manager.filter(code=row.code)
    if same_code.filter(state=State.PROPOSED).exists():
        return Fault.ALREADY_WAITING
    if isinstance(row, Period) and row.last_on < row.since:
        return Fault.ENDS_BEFORE_START
    if isinstance(row, Questionnaire) and not _is_usable(row):
        return Fault.QUESTIONNAIRE
    fault = fault_of_parameter(row.code, row.value) if isinstance(row, Parameter) else fault_of_code(row.code)
    if isinstance(row, LetterTemplate):
        fault = fault or _fault_of_letter(row)
    return fault or fault_of_start(since=row.since, latest=_latest_start(kind, row.code))


def _is_usable(row: Questionnaire) -> bool:
    try:
        form_of(row.content)
    except WrongForm:
        return False
    return True


def _fault_of_letter(row: LetterTemplate) -> Fault | None:
    """Both languages hold exactly one free paragraph, and no field that the record does not give."""
    found = fault_of_body(row.body_fr, about=row.about) or fault_of_body(row.body_ar, about=row.about)
    return Fault(found) if found else None


def _latest_start(kind: type[DatedEntry], code: str) -> date | None:
    approved = kind._default_manager.filter(code=code, state=State.APPROVED)
    return approved.order_by("-since").values_list("since", flat=True).first()


@transaction.atomic
def approve[P: Proposal](*, actor: Actor, kind: type[P], row_id: UUID, now: datetime) -> P:
    """The row counts from its `since` on; the row it follows ends the day before."""
    row = _decided(actor=actor, kind=kind, row_id=row_id, state=State.APPROVED, now=now)
    if isinstance(row, DatedEntry):
        # Without the lock two approvals of one code could both find the same row in force.
        entries = kind._default_manager.select_for_update().filter(code=row.code, state=State.APPROVED)
        before = entries.order_by("-since").first()
        if before is not None:
            if fault := fault_of_start(since=row.since, latest=before.since):  # type: ignore[attr-defined]
                raise CannotDecide(fault)
            before.until = row.since  # type: ignore[attr-defined]
            before.save(update_fields=["until"])
    row.save()
    return row


@transaction.atomic
def refuse[P: Proposal](*, actor: Actor, kind: type[P], row_id: UUID, reason: str, now: datetime) -> P:
    """Keeps the row, with the reason, for those who proposed it."""
    require(actor, Permission.CATALOGUE_APPROVE)
    if not reason.strip():
        raise CannotDecide(Fault.NO_REASON)
    row = _decided(actor=actor, kind=kind, row_id=row_id, state=State.REFUSED, now=now)
    row.decision_reason = reason.strip()
    row.save()
    return row


def _decided[P: Proposal](*, actor: Actor, kind: type[P], row_id: UUID, state: State, now: datetime) -> P:
    require(actor, Permission.CATALOGUE_APPROVE)
    row = kind._default_manager.select_for_update().get(pk=row_id)
    fault = fault_of_decision(state=row.state, proposed_by=row.proposed_by_id, decided_by=actor.account_id)
    if fault:
        raise CannotDecide(fault)
    row.state, row.decided_by_id, row.decided_at = state, actor.account_id, now
    record(
        actor=actor,
        verb=Permission.CATALOGUE_APPROVE,
        subject=kind._meta.model_name or "",
        subject_id=row.pk,
        reason=state,
    )
    return row


@transaction.atomic
def seed() -> int:
    """Writes the shipped rows of every code that has none yet; run again, it writes nothing. Answers how many."""
    return sum(
        (
            _ship(
                Service,
                [
                    _labels(t, n) | {"mission": t.get("mission"), "counts": t.get("counts")}
                    for n, t in _listed("services")
                ],
            ),
            _ship(
                Programme,
                [_labels(t, n) | {"mission": "M4", "fund": "FACS"} for n, t in _listed("facs_schooling_programmes")],
            ),
            _ship(
                Destination,
                [_labels(t, n) | {"is_inside": t.code in INSIDE} for n, t in _listed("referral_destinations")],
            ),
            _ship(
                UnmetReason,
                [
                    {"code": code, "label_fr": fr, "label_ar": ar, "rank": rank}
                    for rank, (code, fr, ar) in enumerate(UNMET_REASONS)
                ],
            ),
            _ship(Purpose, [row | {"rank": rank} for rank, row in enumerate(PURPOSES)]),
            _ship(Period, [row | {"rank": rank} for rank, row in enumerate(PERIODS)]),
            _ship(Questionnaire, shipped_questionnaires()),
            _ship(LetterTemplate, [row | {"rank": rank} for rank, row in enumerate(LETTER_TEMPLATES)]),
            _ship(Parameter, [{"code": code, "value": row[0]} for code, row in PARAMETERS.items()]),
        )
    )


def _listed(name: str) -> list[tuple[int, Term]]:
    return list(enumerate(terms(name)))


def _labels(term: Term, rank: int) -> dict[str, Any]:
    return {"code": term.code, "label_fr": term.label("fr"), "label_ar": term.label("ar"), "rank": rank}


def _ship(kind: type[DatedEntry], rows: list[dict[str, Any]]) -> int:
    known = set(kind._default_manager.values_list("code", flat=True))
    new = [
        kind(**{"state": State.APPROVED, "origin": SHIPPED, "since": FIRST_DAY} | row)
        for row in rows
        if row["code"] not in known
    ]
    return len(kind._default_manager.bulk_create(new))
