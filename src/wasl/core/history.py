"""Row history (values before a change) behind the same two walls as the rows it follows.

A history row carries no scope of its own: it is readable exactly while the row it follows is, so that a moved unit,
a raised level or a denied account reaches the past as well. The journal line of the same account and second is its
context.
"""

from typing import Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.migrations.operations import RunSQL
from pghistory.models import Event

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedQuerySet

CREATE_CURRENT_ACCOUNT = RunSQL(
    "CREATE OR REPLACE FUNCTION wasl_current_account() RETURNS uuid LANGUAGE sql STABLE AS"
    " $$SELECT NULLIF(current_setting('wasl.account', true), '')::uuid$$;",
    RunSQL.noop,
)


class HistoryQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """History of the rows the actor reads today."""
        tracked: Any = self.model.pgh_tracked_model  # type: ignore[attr-defined]
        return self.filter(pgh_obj__in=tracked.objects.visible_to(actor, permission))._open()


class HistoryManager(models.Manager.from_queryset(HistoryQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class History(Event):
    """`pgh_created_at` is when the values held here were replaced, `account_id` by whom (null: a system job)."""

    account_id = models.UUIDField(
        null=True, db_default=models.Func(function="wasl_current_account", output_field=models.UUIDField())
    )

    objects = HistoryManager()  # type: ignore[misc]

    class Meta:
        abstract = True
        base_manager_name = "objects"


def keep_history(*, exclude: tuple[str, ...] = ()) -> Any:
    """Class decorator: the values before each change are kept, in a table that `protect_history` must wall.

    Columns in `exclude`, and those of the scope, are neither kept nor make a change.
    """
    unkept = ["path", "level", "seal", *exclude]
    tracker = pghistory.UpdateEvent(row=pghistory.Old, condition=pgtrigger.AnyChange(exclude=unkept))
    return pghistory.track(tracker, exclude=unkept, base_model=History, context_field=None)  # type: ignore[arg-type]


def protect_history(table: str, *, of: str) -> RunSQL:
    """The second wall around a history table: readable and writable while the row it follows is; never changed."""
    follows = f"EXISTS (SELECT 1 FROM {of} kept WHERE kept.id = pgh_obj_id)"
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"REVOKE UPDATE, DELETE ON {table} FROM wasl_app;"
        f"CREATE POLICY {table}_scope ON {table} TO wasl_app USING ({follows}) WITH CHECK ({follows});"
        f"CREATE POLICY {table}_system ON {table} TO wasl_system USING (true) WITH CHECK (true);",
        f"DROP POLICY {table}_scope ON {table}; DROP POLICY {table}_system ON {table};"
        f"GRANT UPDATE, DELETE ON {table} TO wasl_app; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )
