from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.catalogue.models import Labelled
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit
from wasl.people.models import Household, Registration
from wasl.watch.rules.outreach import ProposalState, WhyDecided


class ScoreVersion(Labelled):
    """One version of the published score: `content` as rules.scores reads it. What counted on a day stays readable."""

    content = models.JSONField()

    class Meta(Labelled.Meta):
        triggers = [pgtrigger.ReadOnly(name="published_stays", fields=["content", "code", "since"])]


class HouseholdScore(ScopedModel):
    """What the version in force gave a household, or somebody who lives in none, on a day. `registration` is whom one
    would contact; `lines` are rules.scores.Line as JSON; `members` how many lived there then.

    `was_found`: whether an assessment or a contact afterwards found a need (null: not known). `replaced_on`: another
    one took its place. Nobody protected has a row, nor anybody who lives with them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", db_constraint=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    members = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ScoreVersion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    is_proposed = models.BooleanField()
    computed_on = models.DateField()
    expires_on = models.DateField()
    replaced_on = models.DateField(null=True)
    was_found = models.BooleanField(null=True)
    found_on = models.DateField(null=True)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["path", "-computed_on", "-id"], name="watch_score_path"),
            models.Index(fields=["household"], name="watch_score_household"),
            models.Index(fields=["computed_on", "id"], name="watch_score_open", condition=Q(was_found__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(replaced_on__isnull=True), name="watch_score_one_now"
            ),
            models.CheckConstraint(condition=Q(level__lt=4), name="watch_score_nobody_protected"),
            models.CheckConstraint(
                condition=Q(was_found__isnull=True, found_on__isnull=True)
                | Q(was_found__isnull=False, found_on__isnull=False),
                name="watch_score_found",
            ),
        ]

    unit_id: UUID
    registration_id: UUID
    household_id: UUID | None
    version_id: UUID
    seal: UUID | None


class ContactProposal(ScopedModel):
    """A proposal to contact or to assess again: what a person decided of it, why (`words` sealed), and what was found.

    Behind the wall of its score: whoever may not read that one does not read this one.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", db_constraint=False)
    score = models.OneToOneField(HouseholdScore, on_delete=models.PROTECT, related_name="proposal")
    state = models.CharField(max_length=10, default=ProposalState.PROPOSED)
    reason = models.CharField(max_length=12, blank=True)
    words = models.BinaryField(default=bytes)
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    contested_on = models.DateField(null=True)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["path", "-proposed_on", "-id"], name="watch_proposal_path")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ProposalState)), name="watch_proposal_state"),
            models.CheckConstraint(
                condition=Q(state__in=[ProposalState.PROPOSED, ProposalState.EXPIRED], decided_by__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, reason__in=list(WhyDecided)) & ~Q(words=b""),
                name="watch_proposal_decided",
            ),
        ]

    unit_id: UUID
    score_id: UUID
    decided_by_id: UUID | None
