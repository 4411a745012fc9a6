from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.rules import OrientationState, Urgency
from wasl.watch.models.base import Between, Observed, Told
from wasl.watch.rules.dispatches import OPEN_DISPATCH, STATES
from wasl.watch.rules.field_signals import Found, Outcome, SignalState, Source, WhyDismissed


class FieldSignal(Observed, Told):
    """What somebody reports from the field, about a place and never about a person.

    `event` is the first signal of the same event: this one counts no more, and `state_before` is where it was.
    `has_reporter` says that who reported left a way to be reached, which stands apart.
    """

    urgency = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=SignalState.NEW)
    state_before = models.CharField(max_length=10, blank=True)
    event = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    dismissal = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    checked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField(null=True)
    has_reporter = models.BooleanField(default=False)

    class Meta(Observed.Meta):
        indexes = [
            models.Index(fields=["path", "-recorded_at", "-id"], name="watch_signal_path"),
            models.Index(fields=["-recorded_at", "-id"], name="watch_signal_latest"),
            models.Index(
                fields=["kind", "place_code", "observed_on"], name="watch_signal_event", condition=Q(event__isnull=True)
            ),
            models.Index(fields=["event"], name="watch_signal_joined", condition=Q(event__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(SignalState)), name="watch_signal_state"),
            models.CheckConstraint(condition=Q(source__in=list(Source)), name="watch_signal_source"),
            models.CheckConstraint(condition=Q(urgency__in=list(Urgency)), name="watch_signal_urgency"),
            models.CheckConstraint(condition=Q(level=0, seal__isnull=True), name="watch_signal_nobody"),
            models.CheckConstraint(
                condition=Q(state=SignalState.JOINED, event__isnull=False) & ~Q(state_before="")
                | ~Q(state=SignalState.JOINED) & Q(event__isnull=True, state_before=""),
                name="watch_signal_joined_to",
            ),
            models.CheckConstraint(condition=~Q(event=F("id")), name="watch_signal_not_own"),
            models.CheckConstraint(
                condition=~Q(state=SignalState.DISMISSED) | Q(dismissal__in=list(WhyDismissed)),
                name="watch_signal_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignalState.CLOSED) | Q(outcome__in=list(Outcome), closed_at__isnull=False),
                name="watch_signal_outcome",
            ),
        ]

    event_id: UUID | None


class FieldReporter(Observed):
    """How to reach who reported, if they wished to be called back: sealed, and read in the unit that wrote it down
    alone, neither above nor below."""

    signal = models.OneToOneField(FieldSignal, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    signal_id: UUID


class SignalDispatch(Between, Told):
    """What was passed on to one receiver, as it was told that day: a unit, or a partner of the catalogue by name.

    State, clock and owner as those of an orientation (rules.dispatches).
    """

    signal = models.ForeignKey(FieldSignal, on_delete=models.PROTECT, related_name="dispatches")
    destination = models.CharField(max_length=20, blank=True)
    destination_name = models.CharField(max_length=120, blank=True)
    urgency = models.CharField(max_length=8)
    state = models.CharField(max_length=12, default=OrientationState.SENT)
    state_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    answer_reason = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    delegated_on = models.DateField(null=True)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")

    class Meta(Between.Meta):
        indexes = [
            models.Index(fields=["signal"], name="watch_dispatch_signal"),
            models.Index(fields=["to_path", "-sent_at", "-id"], name="watch_dispatch_to"),
            models.Index(
                fields=["due_on", "id"], name="watch_dispatch_due", condition=Q(state__in=sorted(OPEN_DISPATCH))
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(STATES)), name="watch_dispatch_state"),
            models.CheckConstraint(
                condition=Q(to_unit__isnull=True, to_path="") & ~Q(destination="")
                | Q(to_unit__isnull=False, destination="") & ~Q(to_path=""),
                name="watch_dispatch_to_whom",
            ),
            models.UniqueConstraint(
                fields=["signal", "to_unit"],
                condition=Q(to_unit__isnull=False) & ~Q(state__in=[OrientationState.CLOSED, OrientationState.REFUSED]),
                name="watch_dispatch_once",
            ),
        ]

    signal_id: UUID
    owner_id: UUID | None


class FieldVisit(Between):
    """Somebody went and looked. `to_unit` is the unit of the signal, when another one visits; `words` is sealed."""

    signal = models.ForeignKey(FieldSignal, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField()
    found = models.CharField(max_length=10)
    count = models.PositiveIntegerField(null=True)
    counted = models.CharField(max_length=20)
    qualifier = models.CharField(max_length=10)
    words = models.BinaryField(default=bytes)

    class Meta(Between.Meta):
        indexes = [models.Index(fields=["signal", "visited_on"], name="watch_visit_signal")]
        constraints = [models.CheckConstraint(condition=Q(found__in=list(Found)), name="watch_visit_found")]

    signal_id: UUID


class SignalPerson(Observed):
    """Somebody who was received because of a signal: a bare id, so that nothing of the place's history hangs on a
    person. PostgreSQL shows the row to whoever reads the reception, and to nobody else."""

    signal = models.ForeignKey(FieldSignal, on_delete=models.PROTECT, related_name="+")
    reception_ref = models.UUIDField(unique=True)

    class Meta(Observed.Meta):
        indexes = [models.Index(fields=["signal"], name="watch_person_signal")]

    signal_id: UUID


class SignalStep(Between):
    """One step of a signal's life: a code, who took it and when; `dispatch` when it is about one receiver."""

    signal = models.ForeignKey(FieldSignal, on_delete=models.PROTECT, related_name="steps")
    dispatch = models.ForeignKey(SignalDispatch, on_delete=models.PROTECT, null=True, related_name="steps")
    step = models.CharField(max_length=12)
    via = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta(Between.Meta):
        indexes = [
            models.Index(fields=["signal", "at"], name="watch_step_signal"),
            models.Index(fields=["dispatch"], name="watch_step_dispatch", condition=Q(dispatch__isnull=False)),
        ]

    signal_id: UUID
    dispatch_id: UUID | None
