"""People's side of an alert: checked, confirmed or dismissed, handed on, dealt with, closed."""

import re
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.vocabulary import terms
from wasl.watch.models import Alert, AlertStep, Budget, Intervention
from wasl.watch.queries.territories import lies_in, own_territories
from wasl.watch.rules.alerts import PLANNED, AlertState, Fault, Reason, fault_of_step, judged

#: Numbers of cards and telephones have no place in an alert.
_NUMBER = re.compile(r"\d[\d .-]{5,}\d")


class CannotStep(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def advance_alert(
    *,
    actor: Actor,
    alert_id: UUID,
    after: str,
    version: int,
    now: datetime,
    reason: str = "",
    outcome: str = "",
    partners: tuple[str, ...] = (),
    words: str = "",
) -> Alert:
    """One step of its life; `version` is the one that was shown. Raises Alert.DoesNotExist out of scope."""
    require(actor, Permission.WATCH_HANDLE)
    alert: Alert = Alert.objects.visible_to(actor, Permission.WATCH_READ).select_for_update().get(pk=alert_id)
    known = {term.code for term in terms("referral_destinations")}
    partners = tuple(code for code in partners if code in known)
    if alert.version != version:
        raise CannotStep(Fault.CHANGED)
    if after not in set(AlertState):
        raise CannotStep(Fault.STEP)
    before, to = AlertState(alert.state), AlertState(after)
    fault = fault_of_step(before=before, after=to, reason=reason, outcome=outcome, partners=partners)
    if fault or _NUMBER.search(words):
        raise CannotStep(fault or Fault.NAME)
    alert.state, alert.version, alert.was_right = to, version + 1, judged(alert.was_right, to)
    alert.reason = reason if to is AlertState.DISMISSED else alert.reason
    alert.outcome = outcome if to is AlertState.TREATED else alert.outcome
    alert.partners = list(partners) if to is AlertState.TRANSMITTED else alert.partners
    alert.save(update_fields=["state", "version", "was_right", "reason", "outcome", "partners"])
    AlertStep(
        alert=alert, unit_id=alert.unit_id, path=alert.path, level=0, before=before, after=to, at=now,
        by_id=actor.account_id, reason=reason or outcome, words=words.strip()[:400],
    ).save(force_insert=True)  # fmt: skip
    record(actor=actor, verb=Permission.WATCH_HANDLE, subject="alert", subject_id=alert.pk, path=alert.path, reason=to)
    return alert


@transaction.atomic
def set_budget(*, actor: Actor, false_alarms: int, most: int, now: datetime) -> int:
    """How many false alarms a week the account wants at most; kept between 1 and `most`."""
    require(actor, Permission.WATCH_READ)
    number = max(1, min(false_alarms, most))
    Budget.objects.update_or_create(account_id=actor.account_id, defaults={"false_alarms": number, "set_at": now})
    return number


class CannotPlan(Exception):
    """`why` is "kind", "days", "words" or "territory"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def note_intervention(
    *,
    actor: Actor,
    intervention_id: UUID,
    kind: str,
    territory: str,
    since: date,
    last_on: date,
    words: str,
    now: datetime,
    today: date,
    indicators: tuple[str, ...] = (),
) -> Intervention:
    """Notes what will move figures of one's own territory, or did; the same id sent twice stays one row."""
    require(actor, Permission.WATCH_PLAN)
    if known := Intervention.objects.filter(pk=intervention_id).first():
        return known
    if not lies_in(territory, own_territories(actor=actor, on=today)):
        raise CannotPlan("territory")
    if kind not in set(PLANNED):
        raise CannotPlan("kind")
    if last_on < since or (last_on - since).days > 1_100:
        raise CannotPlan("days")
    if not words.strip():
        raise CannotPlan("words")
    row = Intervention.objects.create(
        pk=intervention_id, kind=Reason(kind), territory=territory, indicators=list(indicators), since=since,
        last_on=last_on, words=words.strip()[:200], noted_by_id=actor.account_id, noted_at=now,
    )  # fmt: skip
    record(actor=actor, verb=Permission.WATCH_PLAN, subject="intervention", subject_id=row.pk, reason=kind)
    return row


@transaction.atomic
def end_intervention(*, actor: Actor, intervention_id: UUID, now: datetime, today: date) -> None:
    """It was noted by mistake: it explains nothing from now on, and stays readable."""
    require(actor, Permission.WATCH_PLAN)
    row = Intervention.objects.select_for_update().filter(pk=intervention_id, ended_at=None).first()
    if row is None or not lies_in(row.territory, own_territories(actor=actor, on=today)):
        raise CannotPlan("territory")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    record(actor=actor, verb=Permission.WATCH_PLAN, subject="intervention", subject_id=intervention_id, reason="end")
