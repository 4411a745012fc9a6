"""Who somebody is, as one unit wrote it down. A person is what several registrations may turn out to be."""

from dataclasses import fields
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wasl.core.history import keep_history
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit
from wasl.people.rules import Birth, Particulars


class Person(models.Model):
    """A bare identity: what is known of it stands on its registrations, which one is current in PersonLink."""

    id = models.UUIDField(primary_key=True, default=new_id)


@keep_history(exclude=("keys", "keys_version", "version", "doubles_checked_at"))
class Registration(ScopedModel):
    """Identity as written down by one unit; the id may be made by a device without network.

    Names stand as on the papers, in either or both scripts; without any the person is anonymous. `birth_year` is
    computed when only an age was stated ("about `stated_age` years old" on `stated_on`). `keys` are what search
    compares (linkage.keys), made by normaliser `keys_version`; phones and papers have their own, at their own level.
    `version` counts corrections, so that two people at once cannot overwrite each other unseen.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    given_ar = models.CharField(max_length=80, blank=True)
    family_ar = models.CharField(max_length=80, blank=True)
    given_latin = models.CharField(max_length=80, blank=True)
    family_latin = models.CharField(max_length=80, blank=True)
    known_as = models.CharField(max_length=80, blank=True)
    father = models.CharField(max_length=120, blank=True)
    mother = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=1, default="X")
    birth_precision = models.CharField(max_length=9, default="NONE")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_month = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_age = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_on = models.DateField(null=True, blank=True)
    birth_place = models.CharField(max_length=120, blank=True)
    commune_code = models.CharField(max_length=20, blank=True)
    douar = models.CharField(max_length=120, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    idcs_status = models.CharField(max_length=8, blank=True)
    rsu_status = models.CharField(max_length=8, blank=True)
    keys = ArrayField(models.BigIntegerField(), default=list, editable=False)
    keys_version = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    doubles_checked_at = models.DateTimeField(null=True, editable=False)
    none_of_these = models.CharField(max_length=12, blank=True)
    created_by = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    captured_at = models.DateTimeField(null=True, editable=False)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["path", "-id"], name="people_reg_path"),
            models.Index(fields=["unit", "-id"], name="people_reg_unit"),
            # A short pending list: each search reads it whole.
            GinIndex(fields=["keys"], name="people_reg_keys", gin_pending_list_limit=64),
            models.Index(fields=["keys_version"], name="people_reg_keys_version"),
            models.Index(fields=["id"], name="people_reg_unchecked", condition=Q(doubles_checked_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "unit", "path"], name="people_reg_place"),
            models.CheckConstraint(condition=Q(sex__in=["F", "M", "X"]), name="people_reg_sex"),
            models.CheckConstraint(condition=Q(level__lte=4), name="people_reg_level"),
            models.CheckConstraint(
                condition=Q(birth_month__isnull=True) | Q(birth_month__range=(1, 12), birth_year__isnull=False),
                name="people_reg_month",
            ),
            models.CheckConstraint(
                condition=Q(birth_day__isnull=True) | Q(birth_day__range=(1, 31), birth_month__isnull=False),
                name="people_reg_day",
            ),
        ]

    unit_id: UUID

    @property
    def is_anonymous(self) -> bool:
        return not (self.given_ar or self.family_ar or self.given_latin or self.family_latin)

    @property
    def birth(self) -> Birth:
        if self.stated_age is not None:
            return Birth(age=self.stated_age, stated_on=self.stated_on)
        return Birth(year=self.birth_year, month=self.birth_month, day=self.birth_day)

    @property
    def particulars(self) -> Particulars:
        values = {each.name: getattr(self, each.name) for each in fields(Particulars)}
        return Particulars(**values | {"languages": tuple(self.languages)})

    @property
    def name_ar(self) -> str:
        return f"{self.given_ar} {self.family_ar}".strip()

    @property
    def name_latin(self) -> str:
        return f"{self.given_latin} {self.family_latin}".strip()


class Kept(ScopedModel):
    """A row that hangs on a registration: PostgreSQL keeps its unit and path, and a level no lower than it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True


@keep_history()
class Phone(Kept):
    """`local_digits` are the last nine, to be found by; `contact` says what may be done with the number
    (rules.Contact); `belongs_to` whose it is when not her own."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="phones")
    number = models.CharField(max_length=20)
    local_digits = models.CharField(max_length=9, default="", editable=False)
    contact = models.CharField(max_length=10)
    belongs_to = models.CharField(max_length=80, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["registration"], name="people_phone_of"),
            models.Index(fields=["local_digits"], name="people_phone_digits"),
        ]

    registration_id: UUID


@keep_history()
class IdentityDocument(Kept):
    """A paper that was declared or seen (`status`); its number stands apart, in DocumentNumber."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="documents")
    type = models.CharField(max_length=10)
    status = models.CharField(max_length=8)
    seen_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(Kept.Meta):
        indexes = [models.Index(fields=["registration"], name="people_document_of")]

    registration_id: UUID


class DocumentNumber(Kept):
    """The number of a paper, sealed. `exact` is its blind index, `near` those of itself and its one-deletion variants:
    two numbers within one edit share an element of `near`, and no clear text is needed to find out."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="document_numbers")
    document = models.OneToOneField(IdentityDocument, on_delete=models.PROTECT, related_name="number")
    sealed = models.BinaryField()
    exact = models.BigIntegerField()
    near = ArrayField(models.BigIntegerField())

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["exact"], name="people_number_exact"),
            GinIndex(fields=["near"], name="people_number_near"),
        ]

    registration_id: UUID
