from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules.transfers import TRANSFER_OPEN, TransferState
from wasl.network.models import Unit


class CaseTransfer(Recorded):
    """A dossier proposed by `unit` to `to_unit`: both see the proposal, and only one of them ever sees the dossier.

    `sealed` is the hand-over (words, and what the other side may know before it takes the dossier), sealed for the
    row. `takes` is who is to take it there, when said. The row stays with `unit` after the dossier has left.
    """

    path_columns: tuple[str, ...] = ("path", "to_path")  # type: ignore[assignment]

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", db_constraint=False)
    to_path = models.CharField(max_length=120, db_collation="C", editable=False)
    reason = models.CharField(max_length=12)
    sealed = models.BinaryField()
    takes = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    state = models.CharField(max_length=12, default=TransferState.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=12, blank=True)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["case", "-proposed_at"], name="assistance_transfer_case"),
            models.Index(fields=["unit", "-proposed_at", "-id"], name="assistance_transfer_unit"),
            models.Index(fields=["to_unit", "-proposed_at", "-id"], name="assistance_transfer_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=sorted(TRANSFER_OPEN)), name="assistance_transfer_one_open"
            ),
        ]

    case_id: UUID
    to_unit_id: UUID
    takes_id: UUID | None
