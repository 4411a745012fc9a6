from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules.notes import Readers
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedManager, ScopedQuerySet


class NoteQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """Of the notes of dossiers the actor reads, those that rules.notes.MAY_READ opens; the policy says the same."""
        may = Q(readers=Readers.SHARED) | Q(author_id=actor.account_id) | Q(readers=Readers.TEAM, path=actor.path)
        if actor.may(Permission.CASE_SUPERVISE):
            may |= Q(readers__in=list(Readers))
        return super().visible_to(actor, permission).filter(may)


class NoteManager(models.Manager.from_queryset(NoteQuerySet)):  # type: ignore[misc]
    use_in_migrations = False

    raw = ScopedManager.raw


class CaseNote(Recorded):
    """A note in a dossier, sealed whoever reads it; written once, never changed.

    A trigger lifts it when its dossier is raised: the one who raises need not read what colleagues kept to themselves.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    readers = models.CharField(max_length=8, default=Readers.TEAM)
    text = models.BinaryField()
    written_at = models.DateTimeField()

    objects = NoteManager()  # type: ignore[misc]

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["case", "-written_at", "-id"], name="assistance_note_case")]
        constraints = [
            models.CheckConstraint(condition=Q(readers__in=sorted(Readers)), name="assistance_note_readers"),
        ]

    case_id: UUID
    author_id: UUID
