from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.models.orientations import Orientation
from wasl.assistance.rules.appointments import AppointmentState
from wasl.core.history import keep_history
from wasl.people.models import Registration


@keep_history(exclude=("version", "reminded_on"))
class Appointment(Recorded):
    """A person is expected at a time on the wall, by an agent (`worker`) or at a `desk`. Without a registration it is
    a time at which the agent is not free: to everybody both read "busy" when the person may not be known.

    Two of one agent, or of one desk of a unit, never overlap: PostgreSQL refuses the second (its migration).
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="appointments")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="appointments")
    orientation = models.ForeignKey(Orientation, on_delete=models.PROTECT, null=True, related_name="appointments")
    worker = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    # When it came with a dossier from another centre, the code of that centre stands before.
    desk = models.CharField(max_length=40, blank=True)
    service = models.CharField(max_length=20, blank=True)
    day = models.DateField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=8)
    state = models.CharField(max_length=9, default=AppointmentState.PLANNED)
    reason = models.CharField(max_length=8, blank=True)
    moved_to = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="moved_from")
    reminded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["path", "day", "starts"], name="assistance_appointment_path"),
            models.Index(fields=["worker", "day", "starts"], name="assistance_appointment_of"),
            models.Index(fields=["registration", "-day"], name="assistance_appointment_person"),
            models.Index(fields=["case"], name="assistance_appointment_case"),
            models.Index(fields=["orientation"], name="assistance_appointment_orient"),
            models.Index(
                fields=["day", "id"],
                name="assistance_appointment_remind",
                condition=Q(state=AppointmentState.PLANNED, reminded_on__isnull=True, registration__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(AppointmentState)), name="assistance_appointment_state"),
            models.CheckConstraint(
                condition=Q(worker__isnull=False, desk="") | Q(worker__isnull=True) & ~Q(desk=""),
                name="assistance_appointment_with_whom",
            ),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="assistance_appointment_length"),
            models.CheckConstraint(
                condition=Q(state=AppointmentState.CANCELLED) & ~Q(reason="")
                | ~Q(state=AppointmentState.CANCELLED) & Q(reason=""),
                name="assistance_appointment_why",
            ),
        ]

    registration_id: UUID | None
    case_id: UUID | None
    orientation_id: UUID | None
    worker_id: UUID | None


class CalendarFeed(models.Model):
    """An account's own appointments as a calendar file, behind a secret of which only the SHA-256 is kept."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    account_id: UUID
