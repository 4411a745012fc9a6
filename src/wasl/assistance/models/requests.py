from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.models.circuits import CircuitStep
from wasl.assistance.rules.requests import RequestState
from wasl.people.models import Registration


class ServiceRequest(Recorded):
    """A `service` of the vocabulary that was asked for in a dossier, for the programme that gives it to take up.

    `reason` is a code of `reasons` when it is declined; `settled_at` and `settled_by` say when and by whom it moved.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    step = models.ForeignKey(CircuitStep, on_delete=models.PROTECT, related_name="requests")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=RequestState.WAITING)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    reason = models.CharField(max_length=14, blank=True)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["case"], name="assistance_request_case"),
            models.Index(fields=["registration"], name="assistance_request_of"),
            models.Index(
                fields=["path", "service", "asked_at"],
                name="assistance_request_waits",
                condition=Q(state=RequestState.WAITING),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["step", "service"], name="assistance_request_once"),
            models.CheckConstraint(condition=Q(state__in=list(RequestState)), name="assistance_request_state"),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, settled_at__isnull=True)
                | ~Q(state=RequestState.WAITING) & Q(settled_at__isnull=False),
                name="assistance_request_settled",
            ),
        ]

    case_id: UUID
    step_id: UUID
    registration_id: UUID
    settled_by_id: UUID | None
