from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account, Agent
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.models.receptions import Reception
from wasl.assistance.rules import Sharing
from wasl.core.history import keep_history
from wasl.people.models import Registration


@keep_history()
class Act(Recorded):
    """The atom of statistics: a service given at `occurred_at` by `agent`, to registrations and to `anonymous_count`.

    `minutes` is null when not said; `language` is that of the conversation; `place` is rules.Place. `counted_in` is
    the unit that did it, once its dossier went to another one: what a centre did stays in that centre's figures.
    """

    service = models.CharField(max_length=20)
    occurred_at = models.DateTimeField()
    place = models.CharField(max_length=8)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, blank=True)
    has_interpreter = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True)
    anonymous_count = models.PositiveSmallIntegerField(default=0)
    anonymous_women = models.PositiveSmallIntegerField(null=True)
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, null=True, related_name="acts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="acts")
    form_number = models.CharField(max_length=32, blank=True)
    counted_in = models.UUIDField(null=True, editable=False)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["unit", "-occurred_at", "-id"], name="assistance_act_unit"),
            models.Index(fields=["-occurred_at", "-id"], name="assistance_act_latest"),
            models.Index(fields=["path", "occurred_at"], name="assistance_act_path"),
            models.Index(fields=["reception"], name="assistance_act_reception"),
            models.Index(fields=["case"], name="assistance_act_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous_women__isnull=True) | Q(anonymous_women__lte=models.F("anonymous_count")),
                name="assistance_act_women",
            )
        ]

    case_id: UUID | None
    agent_id: UUID


class ActPerson(Recorded):
    """One registration served by an act."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="persons")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="acts")

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["registration"], name="assistance_actperson_of")]
        constraints = [models.UniqueConstraint(fields=["act", "registration"], name="assistance_actperson_once")]

    act_id: UUID
    registration_id: UUID


class Listening(Recorded):
    """What was heard, sealed; `sharing` says who reads the note among those who read the act."""

    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="listening")
    note = models.BinaryField()
    sharing = models.CharField(max_length=8, default=Sharing.TEAM)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    author_id: UUID


class UnmetRequest(Recorded):
    """Something asked that could not be given: a service, a reason of the catalogue, for `head_count` persons."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="unmet_requests")
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, null=True, related_name="unmet_requests")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="unmet_requests")
    service = models.CharField(max_length=20)
    reason = models.CharField(max_length=20)
    head_count = models.PositiveSmallIntegerField(default=1)
    occurred_at = models.DateTimeField()

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["path", "occurred_at"], name="assistance_unmet_path"),
            models.Index(fields=["registration"], name="assistance_unmet_of"),
            models.Index(fields=["reception"], name="assistance_unmet_reception"),
        ]
