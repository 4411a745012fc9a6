"""Two registrations: whether they may be one person, what was said of it, and what must not be said."""

from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedQuerySet, path_range
from wasl.network.models import Unit
from wasl.people.models.registration import Registration


class _Denied(models.Func):
    function, output_field = "people_pair_denied", models.BooleanField()


class PairQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """Pairs with both sides in the actor's territory and at most at its level, named or not; a denial closes."""
        require(actor, permission)
        low, high = path_range(actor.path)
        rows = self.filter(
            level__lte=actor.level, path__gte=low, path__lt=high, other_path__gte=low, other_path__lt=high
        )
        if actor.denied:
            rows = rows.filter(~Q(_Denied(F("one_id"), F("other_id"))))
        return rows._open()


class PairManager(models.Manager.from_queryset(PairQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class Pair(models.Model):
    """Two registrations, `one` the smaller id. `level` is 4 while either person is protected, whatever the rows' own
    levels: PostgreSQL keeps it so. Written by its functions only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    one = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    other_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    path = models.CharField(max_length=120, db_collation="C")
    other_path = models.CharField(max_length=120, db_collation="C")
    level = models.PositiveSmallIntegerField()

    objects = PairManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    one_id: UUID
    other_id: UUID


class LinkageRun(models.Model):
    """One comparison of the registry with itself: counts only, nobody in particular.

    `state` is rules.RunState; a halted run linked nothing more from the moment `halt` (rules.Halt) was found.
    `expected_wrong` is the sum of 1 - probability over its automatic links.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    is_full = models.BooleanField(default=False)
    state = models.CharField(max_length=8)
    halt = models.CharField(max_length=20, blank=True)
    records = models.PositiveIntegerField(default=0)
    automatic = models.PositiveIntegerField(default=0)
    review = models.PositiveIntegerField(default=0)
    vetoed = models.PositiveIntegerField(default=0)
    expected_wrong = models.FloatField(default=0)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-began_at"], name="people_run_latest")]


class LikelyDouble(Pair):
    """A pair that may be one person: what waits for an adjudicator who reaches both and has the level while `is_open`.

    `origin` is rules.Origin, `tier` rules.Tier or empty when no batch proposed it; `strength` from 0 to 1 is the
    probability, `weight` the base-2 weight behind it, `reasons` codes `field_level` of what agrees or not (never a
    name or a number), `veto` the code of what kept it from the automatic tier. `is_sample`: an automatic link drawn to
    be checked. Pairs of one `cluster` are one item to review.
    """

    origin = models.CharField(max_length=8)
    tier = models.CharField(max_length=8, blank=True)
    strength = models.FloatField(default=0)
    weight = models.FloatField(default=0)
    reasons = ArrayField(models.CharField(max_length=32), default=list)
    veto = models.CharField(max_length=20, blank=True)
    is_sample = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    cluster = models.UUIDField(null=True)
    run = models.ForeignKey(LinkageRun, on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(db_default=Now())

    class Meta(Pair.Meta):
        indexes = [
            models.Index(
                F("strength").desc(), F("id").desc(), name="people_double_strongest", condition=Q(is_open=True)
            ),
            models.Index(fields=["path", "other_path"], name="people_double_places", condition=Q(is_open=True)),
            models.Index(fields=["other_path"], name="people_double_there", condition=Q(is_open=True)),
            models.Index(fields=["path"], name="people_double_sample", condition=Q(is_sample=True)),
            models.Index(fields=["cluster"], name="people_double_cluster"),
            models.Index(fields=["other"], name="people_double_other"),
        ]
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="people_double_once")]


class Verdict(Pair):
    """What was said of two registrations, until it was taken back: the event behind every link and every refusal.

    `answer` is rules.Answer, `source` rules.Source, `reason` rules.WhyVerdict. A person is the set of registrations
    that verdicts SAME in force hold together. `ended_for` is the later verdict that ended this one, and whose undoing
    puts it in force again.
    """

    answer = models.CharField(max_length=10)
    source = models.CharField(max_length=8)
    reason = models.CharField(max_length=12, blank=True)
    account_id = models.UUIDField(null=True)
    said_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Pair.Meta):
        indexes = [
            models.Index(fields=["one"], name="people_verdict_one", condition=Q(until_at__isnull=True)),
            models.Index(fields=["other"], name="people_verdict_other", condition=Q(until_at__isnull=True)),
            models.Index(fields=["ended_for"], name="people_verdict_for", condition=Q(ended_for__isnull=False)),
            models.Index(fields=["-said_at"], name="people_verdict_latest"),
            models.Index(
                fields=["account_id", "-said_at"], name="people_verdict_by", condition=Q(until_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=Q(until_at__isnull=True) & ~Q(answer="UNSURE"),
                name="people_verdict_once",
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=Q(until_at__isnull=True, answer="UNSURE"),
                name="people_verdict_unsure_once",
            ),
        ]


class CannotLink(Pair):
    """Two registrations that are not one person, for `reason` (rules.Apart), until it is lifted.

    Every way of linking obeys it, for the whole persons behind the two. `verdict` is the one that said so.
    """

    reason = models.CharField(max_length=8)
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, null=True, related_name="+")
    account_id = models.UUIDField(null=True)
    since_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta(Pair.Meta):
        indexes = [
            models.Index(fields=["other"], name="people_apart_other", condition=Q(until_at__isnull=True)),
            models.Index(fields=["verdict"], name="people_apart_verdict"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other", "reason"], condition=Q(until_at__isnull=True), name="people_apart_once"
            )
        ]
