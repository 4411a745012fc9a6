from django.db import models
from django.db.models.functions import Now


class Line(models.Model):
    """Who did or read what, when and why: ids, paths and keyed digests, never a name or a text.

    Append-only: the application's role holds no right to change or remove a line. `xid` is the transaction that
    wrote it; the sealer chains only lines whose transaction can no longer be open.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    account_id = models.UUIDField(null=True)
    posting_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=120, db_collation="C")
    level = models.PositiveSmallIntegerField(default=0)
    seal = models.UUIDField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_refused = models.BooleanField(default=False)
    xid = models.BigIntegerField(
        db_default=models.Func(function="wasl_current_xid", output_field=models.BigIntegerField())
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id", "-at"], name="journal_line_subject"),
            models.Index(fields=["path", "-at"], name="journal_line_path"),
            models.Index(fields=["account_id", "-at"], name="journal_line_account"),
            models.Index(fields=["seal", "-at"], name="journal_line_seal", condition=models.Q(seal__isnull=False)),
        ]


class SealedLine(models.Model):
    """One link of the chain: SHA-256 of the link before it and of the line, in the order they were sealed."""

    id = models.BigAutoField(primary_key=True)
    line = models.OneToOneField(Line, on_delete=models.PROTECT)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(db_default=Now())
