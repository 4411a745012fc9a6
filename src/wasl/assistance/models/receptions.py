from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account, Agent
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules import ReceptionState, Urgency
from wasl.core.history import keep_history
from wasl.network.models import Unit
from wasl.people.models import Registration


@keep_history()
class Reception(Recorded):
    """Somebody came, or several together. `registration` is null while the person is anonymous.

    `need` is a service code, `channel` an entry channel, `arrived_at` what the agent or the paper said.
    `written_by` and `form_number` are those of a paper form typed later by `recorded_by`.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="receptions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="receptions")
    sex = models.CharField(max_length=1, default="X")
    age_band = models.CharField(max_length=8, default="ANR")
    head_count = models.PositiveSmallIntegerField(default=1)
    need = models.CharField(max_length=20)
    urgency = models.CharField(max_length=8)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=8, default=ReceptionState.WAITING)
    arrived_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    heard_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Agent, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    form_number = models.CharField(max_length=32, blank=True)
    counted_in = models.UUIDField(null=True, editable=False)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["unit", "-arrived_at", "-id"], name="assistance_reception_unit"),
            models.Index(fields=["-arrived_at", "-id"], name="assistance_reception_latest"),
            models.Index(fields=["registration", "-arrived_at"], name="assistance_reception_of"),
            models.Index(fields=["case"], name="assistance_reception_case"),
            models.Index(fields=["path", "arrived_at"], name="assistance_reception_path"),
            models.Index(
                fields=["unit", "arrived_at"],
                name="assistance_reception_queue",
                condition=Q(state__in=[ReceptionState.WAITING, ReceptionState.HEARD]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "form_number"], condition=~Q(form_number=""), name="assistance_reception_form"
            ),
            models.CheckConstraint(condition=Q(state__in=list(ReceptionState)), name="assistance_reception_state"),
            models.CheckConstraint(condition=Q(urgency__in=list(Urgency)), name="assistance_reception_urgency"),
            models.CheckConstraint(
                condition=Q(head_count=1) | Q(registration__isnull=True, head_count__gte=1),
                name="assistance_reception_heads",
            ),
        ]

    registration_id: UUID | None
    case_id: UUID | None

    @property
    def is_one_without_a_name(self) -> bool:
        return self.registration_id is None and self.head_count == 1


class FormSeries(models.Model):
    """Blank forms printed by a unit in a year: numbers 1 to `last`; a number beyond it was never printed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="assistance_form_series_once")]
