from django.db import models


class AccountlessLink(models.Model):
    """A way to one thing for somebody who has no account. Of its secret only `digest` (SHA-256) is kept; `turn` says
    which of its one-time codes is good now (rules.links). `asked_at`: its holder asks for a new one, or says that it
    was not for them.
    """

    digest = models.BinaryField(unique=True, max_length=32)
    lang = models.CharField(max_length=2)
    turn = models.PositiveSmallIntegerField(default=1)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    until_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
