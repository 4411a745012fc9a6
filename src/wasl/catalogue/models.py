"""What changes without a programmer: dated rows, proposed by one account and approved by another."""

from uuid import UUID

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import get_language

from wasl.access.models import Account
from wasl.catalogue.rules import State
from wasl.core.identifiers import new_id

#: Origin of the rows that came with the program: they have neither proposer nor approver.
SHIPPED = "shipped"


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class Proposal(models.Model):
    """A row that counts only once another account than its proposer approved it (four eyes, also in the database)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    state = models.CharField(max_length=8, choices=[(state.value, state.name) for state in State])
    origin = models.CharField(max_length=12, blank=True)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_four_eyes",
                condition=Q(state=State.PROPOSED, proposed_by__isnull=False, decided_by__isnull=True)
                | Q(state__in=[State.APPROVED, State.REFUSED], decided_by__isnull=False, proposed_by__isnull=False)
                & ~Q(decided_by=F("proposed_by"))
                | Q(state=State.APPROVED, origin=SHIPPED),
            ),
        ]

    proposed_by_id: UUID | None
    decided_by_id: UUID | None


class DatedEntry(Proposal):
    """A proposal about one code, in force from `since` to the day before `until` (null: still).

    `is_offered` false ends a code from `since` on: it stays readable, and is no longer proposed to anyone.
    """

    code = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_offered = models.BooleanField(default=True)

    class Meta(Proposal.Meta):
        abstract = True
        constraints = [
            *Proposal.Meta.constraints,
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_one_in_force",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (DateRange(F("since"), F("until")), RangeOperators.OVERLAPS),
                ],
                condition=Q(state=State.APPROVED),
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_one_waiting", fields=["code"], condition=Q(state=State.PROPOSED)
            ),
        ]


class Labelled(DatedEntry):
    label_fr = models.CharField(max_length=160)
    label_ar = models.CharField(max_length=160)
    rank = models.PositiveSmallIntegerField(default=500)

    class Meta(DatedEntry.Meta):
        abstract = True

    @property
    def label(self) -> str:
        """In the language of the request."""
        return self.label_ar if get_language() == "ar" else self.label_fr

    def __str__(self) -> str:
        return self.label


class Service(Labelled):
    """`mission` M1 to M5; `counts` is the statistical unit (act, person, household …) of the vocabulary."""

    mission = models.CharField(max_length=2)
    counts = models.CharField(max_length=20)


class Programme(Labelled):
    """A programme within a mission; `fund` names the fund that pays for it, blank when none."""

    mission = models.CharField(max_length=2)
    fund = models.CharField(max_length=20, blank=True)


class UnmetReason(Labelled):
    """Why a request could not be met."""


class Destination(Labelled):
    """Where an orientation may go; `is_inside` for a unit of the institution."""

    is_inside = models.BooleanField(default=False)


class Purpose(Labelled):
    """Why personal data are written down (law 09-08): what is done with them, as it is read aloud, and what follows
    from saying no. `asks_consent` false: the institution's own mission, told and not asked. `is_on_slip`: its answer
    may stand on a paper that is found at home."""

    text_fr = models.CharField(max_length=600)
    text_ar = models.CharField(max_length=600)
    without_fr = models.CharField(max_length=300)
    without_ar = models.CharField(max_length=300)
    asks_consent = models.BooleanField(default=True)
    is_on_slip = models.BooleanField(default=False)

    @property
    def text(self) -> str:
        return self.text_ar if get_language() == "ar" else self.text_fr

    @property
    def without(self) -> str:
        return self.without_ar if get_language() == "ar" else self.without_fr


class Period(Labelled):
    """Days, from `since` to `last_on`, on which counters are closed or keep the hours of Ramadan (rules.PeriodKind).
    A feast of the moon has a new code each year: its days are known late."""

    kind = models.CharField(max_length=8)
    last_on = models.DateField()

    class Meta(Labelled.Meta):
        constraints = [
            *Labelled.Meta.constraints,
            models.CheckConstraint(condition=Q(last_on__gte=F("since")), name="catalogue_period_ends_after_start"),
        ]


class Questionnaire(Labelled):
    """One version of a questionnaire: `content` as catalogue.questionnaires.rules reads it, asked of persons from
    `least_age` to `most_age` years (null: any age above); `use` is a code of questionnaires.rules.Use.

    Answers keep to the version they were given to: what it asked can no longer be changed, in the database either.
    """

    least_age = models.PositiveSmallIntegerField(default=0)
    most_age = models.PositiveSmallIntegerField(null=True)
    use = models.CharField(max_length=10)
    content = models.JSONField()

    class Meta(Labelled.Meta):
        triggers = [pgtrigger.ReadOnly(name="asked_stays", fields=["content", "code", "since"])]


class LetterTemplate(Labelled):
    """A letter of the institution: its subject (the label) and its text, with fields in braces and one free paragraph.

    `about` says which record fills it: case, person or unit. From the level `discreet_from` on, the printed letter
    names neither the unit nor its subject (9: never).
    """

    about = models.CharField(max_length=6)
    discreet_from = models.PositiveSmallIntegerField(default=9)
    body_fr = models.TextField()
    body_ar = models.TextField()


class Parameter(DatedEntry):
    """A whole number the rules read; its bounds and unit are in `rules.PARAMETERS`."""

    value = models.IntegerField()


class Recording(Proposal):
    """A phrase read aloud in a spoken language, listened to by another account before it is played to anybody.

    `slot` names the phrase (catalogue.phrases); `words_hash` is the SHA-256 of its words when it was recorded: other
    words are other sounds. `sha256` is that of `sound`; `replaced_at` is when another recording took its place.
    """

    slot = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    words_hash = models.CharField(max_length=64)
    sound = models.BinaryField()
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(null=True)

    class Meta(Proposal.Meta):
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                name="catalogue_recording_one_played",
                fields=["slot", "language"],
                condition=Q(state=State.APPROVED, replaced_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="catalogue_recording_one_waiting", fields=["slot", "language"], condition=Q(state=State.PROPOSED)
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="heard_stays", fields=["sound", "slot", "language", "words_hash"])]
