from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.documents.models import Attachment, Letter, RegisterEntry
from wasl.people.models import Registration


class FiledDocument(Recorded):
    """A file or a letter filed under a person, and under one of her dossiers when `case` is given.

    Papers know neither persons nor dossiers: this row stands between them.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="filed_documents")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="filed_documents")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, null=True, related_name="filed")
    entry = models.OneToOneField(RegisterEntry, on_delete=models.PROTECT, null=True, related_name="filed")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="filed")

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["case"], name="assistance_filed_case", condition=Q(case__isnull=False)),
            models.Index(fields=["registration"], name="assistance_filed_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False, entry__isnull=True, letter__isnull=True)
                | Q(attachment__isnull=True, entry__isnull=False, letter__isnull=True)
                | Q(attachment__isnull=True, entry__isnull=True, letter__isnull=False),
                name="assistance_filed_one",
            )
        ]

    registration_id: UUID
    case_id: UUID | None
