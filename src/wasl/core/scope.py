"""The two walls around personal data: scoped managers in code, row-level security in PostgreSQL.

A scoped model has `path` (the unit's path, code-point collation), `level` (0 to 4) and `seal` (the dossier that
governs the row, or null). Rows come out only by `visible_to(actor, permission)` or `for_system(job)`; any other
execution raises. `entered(actor)` tells PostgreSQL the same limits for the transaction, so that each wall holds
with the other removed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn, Self

from django.db import connection, models
from django.db.migrations.operations import RunSQL
from django.db.models import Q

from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission

#: Jobs that may read beyond any posting, each for one purpose. A job that is not listed here is refused.
SYSTEM_JOBS = frozenset(
    {
        "count facts",  # indicators count rows that their reader may not open
        "seal journal",
        "find person",  # likely doubles beyond one's scope, returned masked
        "resolve actor",  # named and denied dossiers of the account that signs in
        "remind orientations",
        "remind signals",
        "tell partners",  # the address of a sheet, to a partner who has no account
        "read by partner link",  # one bulletin, data set or signal, found by the digest of a link's secret
        "watch households",  # points of households, whatever their unit; nobody protected gets any
        "count poverty",  # assessed households that lack several things: counts, never of a nominative dossier
        "remind appointments",  # who has one soon, and how each may be reached
        "send messages",
        "call duty",  # who is on duty for an urgent signal that nobody has taken on
        "note death",  # whoever else follows her is asked to check
        "follow cases",  # late steps go to those who supervise; rests end; who falls out of sight is listed
        "move case",  # to another centre, once it was accepted there
        "answer by link",  # one orientation, found by the digest of a link's secret
        "rekey persons",
        "count names",  # how common each is, on a sample
        "work on lists",  # which lists of persons wait for the worker, and which are past their keeping
        "undo list",  # what has been done since with what a list made, wherever it was done
        "answer a person",  # whether she is protected: nobody else in her name is told that a file exists
        "find past files",  # the age of a file counts what its reader may not open
        "erase persons",
        "close to relatives",  # a dossier closed to a relative closes what tells of the same event
        "break glass",  # names the asker on files that neither agent may know of
        "register complaint",  # at a counter that must not read it again
        "remind complaints",
        "count complaints",
        "watch alerts",  # series of the whole country are tested; each alert is written for who answers for its place
        "watch readers",  # how many files each account read today
        "hear voices",  # adds to counts that nobody reads before there are enough
        "back up",
        "load demo",
        "import first day",
    }
)

NOBODY = ("~", "~")


class ScopeNotGiven(RuntimeError):
    """A scoped table was read without saying for whom: use visible_to(actor, permission) or for_system(job)."""


_system_job: ContextVar[str | None] = ContextVar("system_job", default=None)


def path_range(path: str) -> tuple[str, str]:
    """Half-open text range of a unit path and all below it: "MA.05." gives ("MA.05.", "MA.05/")."""
    return path, path[:-1] + "/"


def _settings_of(actor: Actor) -> dict[str, str]:
    low, high = path_range(actor.path)
    return {
        "wasl.path_from": low,
        "wasl.path_to": high,
        "wasl.level": str(actor.level),
        "wasl.named": "{" + ",".join(map(str, sorted(actor.named))) + "}",
        "wasl.denied": "{" + ",".join(map(str, sorted(actor.denied))) + "}",
        "wasl.account": str(actor.account_id),
        "wasl.adjudicates": "1" if actor.may(Permission.PERSON_ADJUDICATE) else "",
        "wasl.supervises": "1" if actor.may(Permission.CASE_SUPERVISE) else "",
        "wasl.complaints": "1" if actor.may(Permission.COMPLAINT_HANDLE) else "",
    }


_OUTSIDE = {
    "wasl.path_from": NOBODY[0],
    "wasl.path_to": NOBODY[1],
    "wasl.level": "-1",
    "wasl.named": "{}",
    "wasl.denied": "{}",
    "wasl.account": "",
    "wasl.adjudicates": "",
    "wasl.supervises": "",
    "wasl.complaints": "",
}


def _apply(settings: dict[str, str]) -> None:
    calls = ", ".join("set_config(%s, %s, true)" for _ in settings)
    parameters = [part for pair in settings.items() for part in pair]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", parameters)


_entered: ContextVar[Actor | None] = ContextVar("entered", default=None)


@contextmanager
def entered(actor: Actor, *, to_the_end: bool = False) -> Iterator[None]:
    """Sets the actor's limits for the current transaction; they end with the block, or with the transaction.

    `to_the_end` says that nothing follows the block in its transaction: a statement is saved at each request.
    """
    if not connection.in_atomic_block:
        raise ScopeNotGiven("entered(actor) needs an open transaction: its limits live and die with it.")
    before = _entered.get()
    token = _entered.set(actor)
    _apply(_settings_of(actor))
    try:
        yield
    finally:
        _entered.reset(token)
        # After an error the transaction accepts nothing more, and its end takes the limits away.
        is_last = to_the_end and before is None and not connection.savepoint_ids
        if not is_last and connection.in_atomic_block and not connection.needs_rollback and not _is_broken():
            _apply(_settings_of(before) if before is not None else _OUTSIDE)


@contextmanager
def system(job: str) -> Iterator[None]:
    """Works as the named system role for one listed job; needs an open transaction."""
    if job not in SYSTEM_JOBS:
        raise ScopeNotGiven(f"{job!r} is not one of the listed system jobs.")
    if not connection.in_atomic_block:
        raise ScopeNotGiven("system(job) needs an open transaction.")
    outer = _system_job.get()
    token = _system_job.set(job)
    if outer is None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE wasl_system")
    try:
        yield
    finally:
        _system_job.reset(token)
        if outer is None and connection.in_atomic_block and not connection.needs_rollback and not _is_broken():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE NONE")


def _is_broken() -> bool:
    raw = connection.connection
    return raw is None or raw.closed or raw.info.transaction_status.name not in {"INTRANS", "IDLE"}


def _refuse(name: str) -> Callable[..., NoReturn]:
    def refused(self: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise ScopeNotGiven(f"{self.model.__name__}: {name}() without visible_to(actor, permission) or for_system(job)")

    refused.__name__ = name
    return refused


class ScopedQuerySet(models.QuerySet[Any]):
    """Can be composed freely; runs only once it is said for whom."""

    _opened = False
    #: Columns that hold unit paths; a row is in scope when any of them is.
    path_columns: tuple[str, ...] = ("path",)

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._opened = self._opened
        return clone  # type: ignore[no-any-return]

    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """Rows within the actor's territory, level and names; raises NotAllowed without the permission."""
        require(actor, permission)
        low, high = path_range(actor.path)
        territory = Q()
        for column in getattr(self.model, "path_columns", self.path_columns):
            territory |= Q(**{f"{column}__gte": low, f"{column}__lt": high})
        level = Q(level__lt=NOMINATIVE, level__lte=actor.level)
        if actor.level >= NOMINATIVE and actor.named:
            level |= Q(level__gte=NOMINATIVE, seal__in=actor.named)
        rows = self.filter(territory & level)
        if actor.denied:
            rows = rows.filter(Q(seal__isnull=True) | ~Q(seal__in=actor.denied))
        return rows._open()

    def for_system(self, job: str) -> Self:
        """All rows, inside `with system(job)` only."""
        if _system_job.get() != job:
            raise ScopeNotGiven(f"for_system({job!r}) outside `with system({job!r})`.")
        return self._chain()._open()  # type: ignore[attr-defined, no-any-return]

    def _open(self) -> Self:
        self._opened = True
        return self

    def _check(self) -> None:
        if not self._opened:
            raise ScopeNotGiven(
                f"{self.model.__name__} was read without visible_to(actor, permission) or for_system(job)"
            )

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def _together(self, other: Any, join: str) -> Any:
        self._check()
        other._check()
        return getattr(super(), join)(other)

    def __or__(self, other: Any) -> Any:
        return self._together(other, "__or__")

    def __and__(self, other: Any) -> Any:
        return self._together(other, "__and__")

    def __xor__(self, other: Any) -> Any:
        return self._together(other, "__xor__")

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Any:
        for rows in (self, *others):
            rows._check()
        return super()._combinator_query(combinator, *others, all=all)  # type: ignore[misc]

    raw = _refuse("raw")

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return super().resolve_expression(*args, **kwargs)  # type: ignore[misc]


def _guard(name: str) -> Callable[..., Any]:
    def guarded(self: Any, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return getattr(super(ScopedQuerySet, self), name)(*args, **kwargs)

    guarded.__name__ = name
    return guarded


# Every other way to run a query set ends in one of these or in _fetch_all.
_RUNS = (
    "aggregate aiterator bulk_create bulk_update contains count create delete exists explain in_bulk iterator update"
)
for _name in (*_RUNS.split(), "_raw_delete"):
    setattr(ScopedQuerySet, _name, _guard(_name))


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Default and base manager of scoped models: related managers and forward access go through it as well."""

    use_in_migrations = False
    raw = _refuse("raw")


class ScopedModel(models.Model):
    """Columns every row with personal data carries; the concrete model adds its `unit` and calls `protect`."""

    path = models.CharField(max_length=120, db_collation="C", editable=False)
    level = models.PositiveSmallIntegerField(default=2)
    seal = models.UUIDField(null=True, blank=True, editable=False)

    objects = ScopedManager()

    path_columns = ("path",)

    class Meta:
        abstract = True
        base_manager_name = "objects"


def in_range(column: str) -> str:
    return (
        f"({column} >= (SELECT current_setting('wasl.path_from', true))"
        f" AND {column} < (SELECT current_setting('wasl.path_to', true)))"
    )


READABLE_LEVEL = (
    "level <= (SELECT COALESCE(NULLIF(current_setting('wasl.level', true), ''), '-1')::smallint)"
    f" AND (level < {NOMINATIVE}"
    " OR seal = ANY ((SELECT COALESCE(NULLIF(current_setting('wasl.named', true), ''), '{}')::uuid[])::uuid[]))"
    " AND (seal IS NULL"
    " OR seal <> ALL ((SELECT COALESCE(NULLIF(current_setting('wasl.denied', true), ''), '{}')::uuid[])::uuid[]))"
)


def protect(
    table: str,
    *,
    path_columns: tuple[str, ...] = ("path",),
    unit_column: str | None = "unit_id",
    level: bool = True,
) -> list[RunSQL]:
    """Migration operations that put the second wall around `table`.

    Row-level security on path and level for the application's role, everything for the listed system role, and,
    when `unit_column` is given, a composite foreign key that keeps `path` equal to the unit's: moving a unit
    carries its rows with it, and a row can never claim another unit's path.
    """
    territory = " OR ".join(in_range(column) for column in path_columns)
    condition = f"({territory})" + (f" AND {READABLE_LEVEL}" if level else "")
    operations = [
        RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY {table}_scope ON {table} TO wasl_app USING ({condition}) WITH CHECK ({condition});"
            f"CREATE POLICY {table}_system ON {table} TO wasl_system USING (true) WITH CHECK (true);",
            f"DROP POLICY {table}_scope ON {table}; DROP POLICY {table}_system ON {table};"
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
        )
    ]
    if unit_column:
        operations.append(follow_unit(table, unit_column=unit_column, path_column=path_columns[0]))
    return operations


def follow_unit(table: str, *, unit_column: str, path_column: str) -> RunSQL:
    """A composite foreign key (unit, path): PostgreSQL carries a moved unit's new path into the rows."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{path_column}_follows FOREIGN KEY ({unit_column}, {path_column})"
        " REFERENCES network_unit (id, path) ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE;",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{path_column}_follows;",
    )


@models.UUIDField.register_lookup
class AnyOf(models.Lookup):  # type: ignore[type-arg]
    """`id__any_of=[…]`: one array in place of a marker each, for lists of hundreds: `in` reads each of them twice."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, list(self.rhs))
