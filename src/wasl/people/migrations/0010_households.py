"""Who of the same unit may live with somebody, never across a protection."""

from django.db import migrations

# Nobody protected, and nobody who lives in a protected household, is proposed to anybody, nor anybody to them: neither
# to agents who may read both, for what they see on a screen is seen over their shoulder.
HOMES = """
CREATE FUNCTION people_lives_hidden(registration uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT people_is_protected(registration) OR EXISTS (
        SELECT 1 FROM people_membership m JOIN people_household h ON h.id = m.household_id
        WHERE m.registration_id = registration AND m.until IS NULL AND (m.level >= 4 OR h.level >= 4)) $$;
REVOKE ALL ON FUNCTION people_lives_hidden(uuid) FROM PUBLIC, wasl_app;

CREATE FUNCTION people_may_live_with(mine uuid, kin bigint[], most int) RETURNS TABLE (
    registration_id uuid, by_phone boolean) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH own AS MATERIALIZED (
        SELECT id, unit_id FROM people_registration
        WHERE id = mine AND people_in_range(path) AND people_readable(level, seal) AND NOT people_lives_hidden(mine)
    ), near AS (
        SELECT r.id, false AS phone, (SELECT count(*) FROM unnest(r.keys) k WHERE k = ANY (kin)) AS weight
        FROM own JOIN people_registration r ON r.unit_id = own.unit_id AND r.keys && kin
        UNION ALL
        SELECT theirs.registration_id, true, 1000
        FROM own JOIN people_phone hers ON hers.registration_id = own.id AND hers.ended_on IS NULL
            AND hers.local_digits <> '' AND people_readable(hers.level, hers.seal)
        JOIN people_phone theirs ON theirs.local_digits = hers.local_digits AND theirs.unit_id = own.unit_id
            AND theirs.ended_on IS NULL AND people_readable(theirs.level, theirs.seal)
    ), first_ones AS MATERIALIZED (
        SELECT r.id, bool_or(near.phone) AS phone, sum(near.weight) AS weight
        FROM near JOIN people_registration r ON r.id = near.id
        WHERE r.id <> mine AND people_in_range(r.path) AND people_readable(r.level, r.seal)
        GROUP BY r.id ORDER BY 3 DESC, 1 LIMIT most
    )
    SELECT id, phone FROM first_ones WHERE NOT people_lives_hidden(id) ORDER BY weight DESC, id $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0009_linking")]

    operations = [
        migrations.RunSQL(
            HOMES, "DROP FUNCTION people_may_live_with(uuid, bigint[], int); DROP FUNCTION people_lives_hidden(uuid);"
        ),
    ]
