from uuid import UUID

from django.db import models
from django.db.models.functions import Now

from wasl.assistance.models import Case
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit
from wasl.people.models import Registration


class AccessAnswer(ScopedModel):
    """Somebody asked what is held about somebody, and left with a paper.

    `sought` are the words of who asked. `registration` is null when nothing could be handed over, whether somebody is
    known or not: the row is the same. `signs` are the last ones of the paper that the asker showed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="access_answers")
    sought = models.CharField(max_length=160)
    kind = models.CharField(max_length=8)
    asker_name = models.CharField(max_length=120)
    paper = models.CharField(max_length=10)
    signs = models.CharField(max_length=6)
    proof = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=3)
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField(db_default=Now())
    document_id = models.UUIDField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["path", "-answered_at"], name="rights_access_latest"),
            models.Index(fields=["registration", "-answered_at"], name="rights_access_of"),
        ]

    registration_id: UUID | None


class Mention(ScopedModel):
    """Somebody named in a file who is not its subject, sealed: `role` is rules.mentions.Role. It is never handed out;
    it keeps the file from whoever it names, and the name of who reported from everybody."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8)
    name = models.BinaryField()
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField(db_default=Now())

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["case"], name="rights_mention_of")]

    case_id: UUID
