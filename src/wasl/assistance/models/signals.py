from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules.signals import SignalState, Way
from wasl.core.actor import NOMINATIVE
from wasl.core.identifiers import new_id
from wasl.network.models import Unit


class Told(Recorded):
    """Of a signal: it lies in the unit that wrote it down and in that of the agent on duty (`to_unit`), and is read by
    those named alone."""

    path_columns: tuple[str, ...] = ("path", "to_path")  # type: ignore[assignment]

    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, db_index=False, null=True, related_name="+", db_constraint=False
    )
    to_path = models.CharField(max_length=120, blank=True, db_collation="C", editable=False)

    class Meta(Recorded.Meta):
        abstract = True

    to_unit_id: UUID | None


class ProtectionSignal(Told):
    """The minute of a signal. Its own id seals it: it is read by the agents of the cell that received it and by who was
    on duty, before any dossier exists.

    `sealed` holds what was said and where (JSON). `event` is the first signal of the same event: a duplicate points to
    it and counts no more. `first_acted_at` is when somebody first did something about it.
    """

    received_at = models.DateTimeField()
    way = models.CharField(max_length=8)
    is_anonymous = models.BooleanField(default=True)
    urgency = models.CharField(max_length=8)
    situation = models.CharField(max_length=12)
    commune_code = models.CharField(max_length=20, blank=True)
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, default=SignalState.WAITING)
    event = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    on_duty = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    first_acted_at = models.DateTimeField(null=True)
    dismissal = models.CharField(max_length=12, blank=True)

    class Meta(Told.Meta):
        indexes = [
            models.Index(fields=["path", "-received_at"], name="assistance_signal_path"),
            models.Index(fields=["to_path", "-received_at"], name="assistance_signal_to"),
            models.Index(fields=["event"], name="assistance_signal_event"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seal=F("id"), level=NOMINATIVE), name="assistance_signal_seal"),
            models.CheckConstraint(condition=Q(state__in=list(SignalState)), name="assistance_signal_state"),
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="assistance_signal_way"),
            models.CheckConstraint(
                condition=Q(state=SignalState.JOINED, event__isnull=False)
                | ~Q(state=SignalState.JOINED) & Q(event__isnull=True),
                name="assistance_signal_joined",
            ),
            models.CheckConstraint(condition=~Q(event=F("id")), name="assistance_signal_not_own"),
        ]

    event_id: UUID | None
    on_duty_id: UUID | None


class SignalChild(Told):
    """One child of an event, known or not: `sealed` holds the name and description as told. Brothers and sisters each
    have a row, and a dossier of their own (`case`) once it is opened."""

    signal = models.ForeignKey(ProtectionSignal, on_delete=models.PROTECT, related_name="children")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    sex = models.CharField(max_length=1, default="X")
    age = models.PositiveSmallIntegerField(null=True)
    sealed = models.BinaryField()

    class Meta(Told.Meta):
        indexes = [
            models.Index(fields=["signal"], name="assistance_child_signal"),
            models.Index(fields=["case"], name="assistance_child_case"),
        ]

    signal_id: UUID
    case_id: UUID | None


class Reporter(Told):
    """Who gave a signal, apart from it and from the dossier: sealed by its own id, on which nobody is named when it is
    written. `sealed` holds name, phone and quality (JSON)."""

    signal = models.OneToOneField(ProtectionSignal, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta(Told.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(seal=F("id"), level=NOMINATIVE), name="assistance_reporter_seal")
        ]

    signal_id: UUID


class _Times(Func):
    function = "tstzrange"
    output_field = DateTimeRangeField()


class OnCall(models.Model):
    """Who is on duty for a delegation (`unit`) and a circuit, from `since_at` until before `until_at`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    circuit = models.CharField(max_length=20)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "circuit", "until_at"], name="assistance_oncall_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("since_at")), name="assistance_oncall_times"),
            ExclusionConstraint(
                name="assistance_oncall_one_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("circuit", RangeOperators.EQUAL),
                    (_Times(F("since_at"), F("until_at"), RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    unit_id: UUID
    account_id: UUID
