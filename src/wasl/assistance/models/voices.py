from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.rules.voices import VoiceKind
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit


class Voice(models.Model):
    """How often one face answered one question in one unit in one week. There is no row for a person, no instant, no
    account and no language: nothing to lead back to whoever spoke. Row-level security shows it to nobody: figures come
    out through one listed job, from enough answers on."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    week = models.DateField()
    question = models.CharField(max_length=10)
    answer = models.CharField(max_length=6, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "version", "week", "question", "answer"], name="assistance_voice_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(VoiceKind)), name="assistance_voice_kind"),
        ]
        indexes = [models.Index(fields=["week"], name="assistance_voice_week")]


class VoiceTicket(ScopedModel):
    """A code by which another colleague than hers hears her. It says nothing of her, and is removed when it is used."""

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    code = models.BinaryField(max_length=16)
    kind = models.CharField(max_length=8)
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    until_on = models.DateField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="assistance_ticket_once")]


class VoiceTry(models.Model):
    """How many wrong codes an account typed on a day, and when it may type another; gone with the first right one."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    wrong = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    account_id: UUID


class VoiceCampaign(Recorded):
    """The yearly round of one establishment: how many are to be asked, and between which days."""

    year = models.PositiveSmallIntegerField()
    sample = models.PositiveIntegerField()
    since_on = models.DateField()
    until_on = models.DateField()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="assistance_campaign_once"),
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("since_on")) & Q(sample__gt=0), name="assistance_campaign_days"
            ),
        ]
