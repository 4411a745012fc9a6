"""Accounts, postings and names on dossiers: what an actor is made of."""

from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from wasl.core.identifiers import new_id
from wasl.network.models import Unit


class Agent(models.Model):
    """A member of the institution's staff, or of a partner's when `is_partner`.

    `unit` is where the agent belongs: whoever administers accounts there, or above, looks after this one.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=20, unique=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    given_name_ar = models.CharField(max_length=80, blank=True)
    family_name_ar = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="agents")
    is_partner = models.BooleanField(default=False)
    is_simulated = models.BooleanField(default=False)

    def name_in(self, language: str) -> str:
        """In Arabic letters for "ar" where they are known, else in Latin ones."""
        arabic = f"{self.given_name_ar} {self.family_name_ar}".strip()
        return arabic if language == "ar" and arabic else f"{self.given_name} {self.family_name}"


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(staff_number=(username or "").strip().upper())


class Account(AbstractBaseUser):
    """The right to sign in, by staff number. It says nothing of what may be done: postings do."""

    id = models.UUIDField(primary_key=True, default=new_id)
    staff_number = models.CharField(max_length=20, unique=True)
    agent = models.OneToOneField(Agent, on_delete=models.PROTECT, related_name="account")
    language = models.CharField(max_length=3, default="fr")
    is_active = models.BooleanField(default=True)  # type: ignore[assignment, misc]
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "staff_number"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.staff_number


class _DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class Posting(models.Model):
    """A role held in a unit from `since` to the day before `until`; `stands_in_for` makes it a stand-in (intérim)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=24)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    stands_in_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="stand_ins")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["account", "since"], name="access_posting_account")]
        constraints = [
            ExclusionConstraint(
                name="access_posting_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (_DateRange(F("since"), F("until")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="access_posting_ends_after_start",
            ),
        ]

    account_id: UUID
    unit_id: UUID


class NamedAccess(models.Model):
    """An account named on a dossier, or denied it (a relative). `dossier_id` is the dossier's seal.

    A denial overrides every grant. Rows end by `until_at`, they are not removed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier_id = models.UUIDField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="named_accesses")
    is_denied = models.BooleanField(default=False)
    #: Of a denial: who asked for it (rules.Denial) and who wrote it down.
    reason = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    since_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "dossier_id"], name="access_named_account"),
            models.Index(fields=["dossier_id"], name="access_named_dossier"),
        ]


class DayCount(models.Model):
    """Lines of persons that one account was shown or took out on one day."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="access_daycount_once")]


class Brake(models.Model):
    """An account went beyond what a day's work reads (`kind`: files, rows or burst). It stops until the agent says why;
    `told` is who answers for the team, or for privacy, and says what it was."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    path = models.CharField(max_length=120, db_collation="C")
    day = models.DateField()
    kind = models.CharField(max_length=5)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=8, blank=True)
    goes_on_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day", "kind"], name="access_brake_once"),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True) | ~Q(seen_by=F("account")), name="access_brake_another"
            ),
        ]
        indexes = [models.Index(fields=["path", "-at"], name="access_brake_path")]

    account_id: UUID


class Reset(models.Model):
    """A forgotten password or a lost phone: asked by one administrator, approved by a second person, used once.

    The one-time code is printed at approval and kept only as an Argon2 hash.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="resets")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="resets_asked")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="resets_approved")
    approved_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=128, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")), name="access_reset_two_persons"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(used_at__isnull=True), name="access_reset_one_open"
            ),
        ]

    account_id: UUID
    asked_by_id: UUID


class SecondFactorRule(models.Model):
    """Roles that must sign in with a second factor; a role without a row follows the default of its level."""

    role = models.CharField(max_length=24, primary_key=True)
    is_required = models.BooleanField()
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    set_at = models.DateTimeField(db_default=Now())
