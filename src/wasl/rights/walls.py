"""What PostgreSQL keeps true of this room's rows; used by migrations only."""

from django.db.migrations.operations import RunSQL

from wasl.core.scope import protect
from wasl.people.walls import keep_with_registration


def kept(table: str) -> list[RunSQL]:
    """The second wall; unit and path follow the registration, and the level is never lower than its own."""
    return [*protect(table, unit_column=None), keep_with_registration(table)]


def raise_with_registration(tables: tuple[str, ...]) -> RunSQL:
    """A raised registration raises what this room keeps about it."""
    updates = "".join(
        f"UPDATE {table} SET level = greatest(level, NEW.level), seal = coalesce(seal, NEW.seal)"
        " WHERE registration_id = NEW.id;"
        for table in tables
    )
    return RunSQL(
        "CREATE OR REPLACE FUNCTION rights_raise_kept() RETURNS trigger LANGUAGE plpgsql"
        f" SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN {updates} RETURN NULL; END $$;"
        "DROP TRIGGER IF EXISTS rights_registration_raise ON people_registration;"
        "CREATE TRIGGER rights_registration_raise AFTER UPDATE OF level, seal ON people_registration FOR EACH ROW"
        " WHEN (OLD.level IS DISTINCT FROM NEW.level OR OLD.seal IS DISTINCT FROM NEW.seal)"
        " EXECUTE FUNCTION rights_raise_kept();",
        "DROP TRIGGER IF EXISTS rights_registration_raise ON people_registration;"
        "DROP FUNCTION IF EXISTS rights_raise_kept();",
    )


# Who is named in a file stays as closed as the file: its level only rises.
RAISE_MENTIONS = RunSQL(
    "CREATE FUNCTION rights_raise_mentions() RETURNS trigger LANGUAGE plpgsql"
    " SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN"
    " UPDATE rights_mention SET level = greatest(level, NEW.level), seal = NEW.seal WHERE case_id = NEW.id;"
    " RETURN NULL; END $$;"
    "CREATE TRIGGER rights_case_raise AFTER UPDATE OF level, seal ON assistance_case FOR EACH ROW"
    " WHEN (OLD.level IS DISTINCT FROM NEW.level OR OLD.seal IS DISTINCT FROM NEW.seal)"
    " EXECUTE FUNCTION rights_raise_mentions();",
    "DROP TRIGGER rights_case_raise ON assistance_case; DROP FUNCTION rights_raise_mentions();",
)
