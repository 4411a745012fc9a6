"""Lists of persons that partners and centres send, from the file to the registrations it made."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit


class PersonList(ScopedModel):
    """One file, whose rows become registrations of `unit` once a person confirms.

    `state` is rules.ListState. `tables` say where its rows stand (sheet, line of headings), `columns` what each
    column holds (lists.headers.Field). The worker works as the posting of whoever asked last. `cleared_at`: the file
    and what its rows said are gone; what was decided of each row stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    account_id = models.UUIDField()
    posting_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200)
    origin = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    tables = models.JSONField(default=list)
    columns = ArrayField(models.CharField(max_length=12, blank=True), default=list)
    state = models.CharField(max_length=10)
    row_count = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(db_default=Now())
    checked_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["path", "-id"], name="people_list_path"),
            models.Index(fields=["state"], name="people_list_state"),
        ]
        constraints = [models.UniqueConstraint(fields=["id", "unit", "path"], name="people_list_place")]

    unit_id: UUID


class ListFile(ScopedModel):
    """The file as it came, sealed: the verdicts go back in its own layout. Deleted when the list is cleared."""

    person_list = models.OneToOneField(PersonList, primary_key=True, on_delete=models.PROTECT, related_name="file")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    sealed = models.BinaryField()

    person_list_id: UUID


class ListRow(ScopedModel):
    """One line of a list. The registration it makes bears this row's id, so that no row makes two.

    `sealed` holds what the line says; `verdict` and `answer` are rules.lists.RowVerdict and RowAnswer; `reasons` are
    codes with the line or field they are about, never a name. `known_id` is the registration of the same person, or
    the one already there; `traces` the rows of each table that taking this one wrote, to be undone by; `kept_for` why
    an undo left it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    person_list = models.ForeignKey(PersonList, on_delete=models.PROTECT, related_name="rows")
    sheet = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField()
    sealed = models.BinaryField(default=bytes)
    verdict = models.CharField(max_length=8, blank=True)
    reasons = models.JSONField(default=list)
    known_id = models.UUIDField(null=True)
    twin = models.UUIDField(null=True)
    home = models.UUIDField(null=True)
    role = models.CharField(max_length=8, blank=True)
    answer = models.CharField(max_length=8, blank=True)
    answer_token = models.TextField(blank=True)
    none_of_these = models.CharField(max_length=12, blank=True)
    answered_by = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    traces = models.JSONField(default=dict)
    kept_for = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["person_list", "verdict", "sheet", "line"], name="people_listrow_verdict"),
            models.Index(fields=["person_list", "id"], name="people_listrow_made", condition=Q(made_at__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["person_list", "sheet", "line"], name="people_listrow_line")]

    person_list_id: UUID
    unit_id: UUID


class ListMapping(ScopedModel):
    """What the columns of lists with these headings held last time, for one unit and one origin."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    origin = models.CharField(max_length=120, blank=True)
    signature = models.CharField(max_length=64)
    columns = ArrayField(models.CharField(max_length=12, blank=True), default=list)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["unit", "origin", "signature"], name="people_mapping_once")]
