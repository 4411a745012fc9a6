from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.catalogue.models import Questionnaire
from wasl.core.history import keep_history


@keep_history(exclude=("sealed",))
class Assessment(Recorded):
    """The answers of one day to one version of a questionnaire, sealed with the worker's conclusion (JSON).

    `total`, `band` and `findings` follow from the answers; `decided_band` is what a supervisor put in place of `band`,
    for a reason that is sealed too: both stay.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    assessed_at = models.DateTimeField()
    language = models.CharField(max_length=8)
    has_interpreter = models.BooleanField(default=False)
    sealed = models.BinaryField()
    total = models.PositiveSmallIntegerField(null=True)
    band = models.CharField(max_length=30, blank=True)
    findings = ArrayField(models.CharField(max_length=30), default=list)
    decided_band = models.CharField(max_length=30, blank=True)
    decided_reason = models.BinaryField(null=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["case", "code", "-assessed_at"], name="assistance_assessment_case"),
            models.Index(fields=["path", "assessed_at"], name="assistance_assessment_path"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    decided_band="", decided_reason__isnull=True, decided_by__isnull=True, decided_at__isnull=True
                )
                | ~Q(decided_band="")
                & Q(decided_reason__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("recorded_by")),
                name="assistance_assessment_decided",
            )
        ]

    case_id: UUID
    questionnaire_id: UUID
    decided_by_id: UUID | None
