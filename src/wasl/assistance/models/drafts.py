from django.db import models

from wasl.access.models import Account
from wasl.core.identifiers import new_id


class Draft(models.Model):
    """What an account typed in a form and did not send, sealed. Only that account reads it (row-level security),
    and only while it still reads the dossier the form belongs to."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(default=2)
    seal = models.UUIDField(null=True)
    content = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "form"], name="assistance_draft_one_per_form")]
        indexes = [models.Index(fields=["saved_at"], name="assistance_draft_saved")]
