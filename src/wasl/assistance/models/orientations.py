from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.models.directory import DirectoryEntry
from wasl.assistance.models.links import AccountlessLink
from wasl.assistance.models.receptions import Reception
from wasl.assistance.rules import CAME_BACK, OPEN_ORIENTATION, OrientationState
from wasl.network.models import Unit
from wasl.people.models import Registration


class Orientation(Recorded):
    """A person sent from `unit` to `to_unit`, or to an outside `destination` (then `to_path` is blank).

    `sealed` holds the words of the reason and the shared values (JSON, sealed for the row); `shared` names the fields.
    `received_as` is the registration the receiving unit made or found; it stays in that unit's own scope.
    `owner` follows it, and `due_on` is when somebody must look again: what is open has both. `answer` is the last
    answer, which closing leaves in place; `answered_at` the first. `reminded_on`, `escalated_on` and `delegated_on`
    belong to the present state.
    """

    path_columns: tuple[str, ...] = ("path", "to_path")  # type: ignore[assignment]

    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, db_index=False, null=True, related_name="+", db_constraint=False
    )
    to_path = models.CharField(max_length=120, blank=True, db_collation="C", editable=False)
    destination = models.CharField(max_length=20)
    destination_name = models.CharField(max_length=120, blank=True)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="orientations")
    received_as = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, null=True, related_name="orientations")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="orientations")
    service = models.CharField(max_length=20)
    urgency = models.CharField(max_length=8)
    basis = models.CharField(max_length=8)
    shared = ArrayField(models.CharField(max_length=16), default=list)
    sealed = models.BinaryField()
    number = models.CharField(max_length=16, unique=True)
    coupon = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=12, default=OrientationState.SENT)
    state_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    appointment_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=20, blank=True)
    reminded_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    delegated_on = models.DateField(null=True)
    seen_at = models.DateTimeField(null=True)
    counted_in = models.UUIDField(null=True, editable=False)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    entry = models.ForeignKey(DirectoryEntry, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    answer = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["unit", "-sent_at", "-id"], name="assistance_orientation_unit"),
            models.Index(fields=["to_unit", "-sent_at", "-id"], name="assistance_orientation_to"),
            models.Index(fields=["-sent_at", "-id"], name="assistance_orientation_latest"),
            models.Index(fields=["path", "sent_at"], name="assistance_orientation_path"),
            models.Index(fields=["registration", "-sent_at"], name="assistance_orientation_of"),
            models.Index(fields=["received_as"], name="assistance_orientation_as"),
            models.Index(fields=["case"], name="assistance_orientation_case"),
            models.Index(
                fields=["unit", "-state_at"],
                name="assistance_orientation_back",
                condition=Q(state__in=sorted(CAME_BACK), seen_at__isnull=True),
            ),
            models.Index(
                fields=["due_on"],
                name="assistance_orientation_due",
                condition=Q(state__in=sorted(OPEN_ORIENTATION)),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_unit__isnull=True, to_path="") | Q(to_unit__isnull=False) & ~Q(to_path=""),
                name="assistance_orientation_to_whom",
            ),
            models.CheckConstraint(condition=Q(state__in=list(OrientationState)), name="assistance_orientation_state"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(OPEN_ORIENTATION)) | Q(owner__isnull=False),
                name="assistance_orientation_owned",
            ),
        ]

    to_unit_id: UUID | None
    registration_id: UUID | None
    reception_id: UUID | None
    case_id: UUID | None
    owner_id: UUID | None
    entry_id: UUID | None


class OrientationStep(Recorded):
    """One step of the loop: a state, or rules.Step. `via` is rules.Via; a step of the timer has no account."""

    path_columns: tuple[str, ...] = ("path", "to_path")  # type: ignore[assignment]

    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, db_index=False, null=True, related_name="+", db_constraint=False
    )
    to_path = models.CharField(max_length=120, blank=True, db_collation="C", editable=False)
    orientation = models.ForeignKey(Orientation, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12)
    at = models.DateTimeField()
    via = models.CharField(max_length=8)
    reason = models.CharField(max_length=20, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["orientation", "at"], name="assistance_step_orientation")]


class OrientationLink(AccountlessLink, Recorded):
    """A way to answer an orientation without an account. At most one of an orientation is not revoked."""

    orientation = models.ForeignKey(Orientation, on_delete=models.PROTECT, related_name="links")

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["orientation"], condition=Q(revoked_at__isnull=True), name="assistance_link_one_open"
            )
        ]

    orientation_id: UUID
