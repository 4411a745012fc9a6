"""What PostgreSQL itself keeps true of people's rows; used by migrations only."""

from django.db.migrations.operations import RunSQL

# A row that hangs on a registration takes its unit and path, and is never less protected than it. Runs as the tables'
# owner, so that it sees a registration its writer may not read: the row then falls outside the writer's own policy.
CREATE_KEPT = RunSQL(
    """
    CREATE FUNCTION people_keep_with_registration() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    DECLARE kept record;
    BEGIN
        SELECT unit_id, path, level, seal INTO kept FROM people_registration WHERE id = NEW.registration_id;
        IF FOUND THEN
            NEW.unit_id := kept.unit_id;
            NEW.path := kept.path;
            NEW.level := greatest(NEW.level, kept.level);
            NEW.seal := coalesce(NEW.seal, kept.seal);
        END IF;
        RETURN NEW;
    END $$;
    """,
    "DROP FUNCTION people_keep_with_registration();",
)

KEPT = (
    "people_phone",
    "people_identitydocument",
    "people_documentnumber",
    "people_membership",
    "people_address",
    "people_personlink",
)


#: Since migration 0006, in which a table joined the first six.
KEPT_WITH_CONSENTS = (*KEPT, "people_consent")


def keep_with_registration(table: str) -> RunSQL:
    """Unit and path follow the registration when its unit moves; the level is raised with it."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_with_registration"
        " FOREIGN KEY (registration_id, unit_id, path) REFERENCES people_registration (id, unit_id, path)"
        " ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE;"
        f"CREATE TRIGGER {table}_keep BEFORE INSERT OR UPDATE OF registration_id, level, seal ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION people_keep_with_registration();",
        f"DROP TRIGGER {table}_keep ON {table}; ALTER TABLE {table} DROP CONSTRAINT {table}_with_registration;",
    )


def _raise_kept(tables: tuple[str, ...] = KEPT) -> str:
    return "".join(
        f"UPDATE {table} SET level = greatest(level, NEW.level), seal = coalesce(seal, NEW.seal)"
        " WHERE registration_id = NEW.id;"
        for table in tables
    )


def raise_also(tables: tuple[str, ...], *, before: tuple[str, ...]) -> RunSQL:
    """The same trigger, over more tables than before."""
    body = (
        "CREATE OR REPLACE FUNCTION people_raise_kept() RETURNS trigger LANGUAGE plpgsql"
        " SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN {} RETURN NULL; END $$;"
    )
    return RunSQL(body.format(_raise_kept(tables)), body.format(_raise_kept(before)))


RAISE_KEPT = RunSQL(
    "CREATE FUNCTION people_raise_kept() RETURNS trigger LANGUAGE plpgsql"
    " SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN "
    f"{_raise_kept()} RETURN NULL; END $$;"
    "CREATE TRIGGER people_registration_raise AFTER UPDATE OF level, seal ON people_registration FOR EACH ROW"
    " WHEN (OLD.level IS DISTINCT FROM NEW.level OR OLD.seal IS DISTINCT FROM NEW.seal)"
    " EXECUTE FUNCTION people_raise_kept();",
    "DROP TRIGGER people_registration_raise ON people_registration; DROP FUNCTION people_raise_kept();",
)


def place_follows(table: str, *, columns: str, target: str, name: str) -> RunSQL:
    """A composite foreign key to (id, unit_id, path) of `target`, carried along by PostgreSQL."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{name} FOREIGN KEY ({columns})"
        f" REFERENCES {target} (id, unit_id, path) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{name};",
    )


# Pairs are read by adjudicators only, who reach both sides; nobody needs to be named for it.
_BOTH = " AND ".join(
    f"{column} >= (SELECT current_setting('wasl.path_from', true))"
    f" AND {column} < (SELECT current_setting('wasl.path_to', true))"
    for column in ("path", "other_path")
)
_ADJUDICATES = (
    "(SELECT current_setting('wasl.adjudicates', true)) = '1'"
    " AND level <= (SELECT COALESCE(NULLIF(current_setting('wasl.level', true), ''), '-1')::smallint)"
)
PROTECT_DOUBLES = RunSQL(
    "ALTER TABLE people_likelydouble ENABLE ROW LEVEL SECURITY;"
    "REVOKE INSERT, DELETE ON people_likelydouble FROM wasl_app;"
    "CREATE POLICY people_likelydouble_scope ON people_likelydouble TO wasl_app"
    f" USING ({_BOTH} AND {_ADJUDICATES}) WITH CHECK ({_BOTH} AND {_ADJUDICATES});"
    "CREATE POLICY people_likelydouble_system ON people_likelydouble TO wasl_system USING (true) WITH CHECK (true);",
    "DROP POLICY people_likelydouble_scope ON people_likelydouble;"
    "DROP POLICY people_likelydouble_system ON people_likelydouble;"
    "ALTER TABLE people_likelydouble DISABLE ROW LEVEL SECURITY;",
)
PROTECT_PROTECTIONS = RunSQL(
    "REVOKE ALL ON people_protection FROM wasl_app; ALTER TABLE people_protection ENABLE ROW LEVEL SECURITY;"
    "CREATE POLICY people_protection_system ON people_protection TO wasl_system USING (true) WITH CHECK (true);",
    "DROP POLICY people_protection_system ON people_protection;"
    "ALTER TABLE people_protection DISABLE ROW LEVEL SECURITY;",
)


_UNDENIED = (
    "((SELECT COALESCE(NULLIF(current_setting('wasl.denied', true), ''), '{}')) = '{}'"
    " OR NOT people_pair_denied(one_id, other_id))"
)
PAIRS = ("people_likelydouble", "people_verdict", "people_cannotlink")


def protect_pairs(table: str) -> RunSQL:
    """The second wall around rows about two registrations; PostgreSQL's functions alone write them."""
    condition = f"{_BOTH} AND {_ADJUDICATES} AND {_UNDENIED}"
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM wasl_app;"
        f"DROP POLICY IF EXISTS {table}_scope ON {table}; DROP POLICY IF EXISTS {table}_system ON {table};"
        f"CREATE POLICY {table}_scope ON {table} TO wasl_app USING ({condition});"
        f"CREATE POLICY {table}_system ON {table} TO wasl_system USING (true) WITH CHECK (true);",
        RunSQL.noop,
    )
