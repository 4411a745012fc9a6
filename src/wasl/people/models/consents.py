from uuid import UUID

from django.db import models
from django.db.models.functions import Now

from wasl.catalogue.models import Purpose
from wasl.people.models.registration import Kept, Registration


class Consent(Kept):
    """One answer to one purpose, as it was worded in `purpose`; the latest of its code counts, none is ever changed.

    `language` is the one it was read in, `how` rules.How, `answer` rules.Answer, `account_id` who took it.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="consents")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    answer = models.CharField(max_length=9)
    how = models.CharField(max_length=8)
    language = models.CharField(max_length=8)
    answered_on = models.DateField()
    account_id = models.UUIDField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta(Kept.Meta):
        indexes = [models.Index(fields=["registration", "code", "-id"], name="people_consent_of")]

    registration_id: UUID
