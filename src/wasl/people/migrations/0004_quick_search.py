"""The same search, ten times quicker: a short pending list, and protections looked up within the one statement."""

import django.contrib.postgres.indexes
from django.db import migrations

# One correlated look-up a row (never a hash of everybody): twenty of them cost the same whoever is there.
CANDIDATES = """
CREATE OR REPLACE FUNCTION people_candidates(
    inside_keys bigint[], outside_keys bigint[], phones text[], numbers bigint[], near_numbers bigint[], most int
) RETURNS TABLE (
    registration_id uuid, person_id uuid, is_inside boolean, shared bigint[], by_phone boolean, by_number smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH hits AS (
        SELECT r.id, r.path, r.level, r.seal, 0 AS phone, 0 AS number,
               (SELECT count(*) FROM unnest(r.keys) k WHERE k = ANY (inside_keys)) AS weight
        FROM people_registration r WHERE r.keys && inside_keys
        UNION ALL
        SELECT r.id, r.path, r.level, r.seal, 1, 0, 1000
        FROM people_phone p JOIN people_registration r ON r.id = p.registration_id
        WHERE p.local_digits = ANY (phones) AND p.ended_on IS NULL AND people_readable(p.level, p.seal)
        UNION ALL
        SELECT r.id, r.path, r.level, r.seal, 0, CASE WHEN n.exact = ANY (numbers) THEN 2 ELSE 1 END, 1000
        FROM people_documentnumber n JOIN people_registration r ON r.id = n.registration_id
        WHERE n.near && near_numbers AND people_readable(n.level, n.seal)
    ), merged AS MATERIALIZED (
        SELECT id, path, level, seal, bool_or(phone = 1) AS phone, max(number)::smallint AS number,
               sum(weight) AS weight
        FROM hits GROUP BY id, path, level, seal
    ), inside AS (
        SELECT id, phone, number FROM merged
        WHERE people_in_range(path) AND people_readable(level, seal) ORDER BY weight DESC, id LIMIT most
    ), first_outside AS MATERIALIZED (
        SELECT id, phone, number, weight FROM merged
        WHERE NOT people_in_range(path) AND level < 4 ORDER BY weight DESC, id LIMIT 20
    ), stood_in AS MATERIALIZED (
        SELECT id, phone, number, weight, true AS is_real FROM first_outside
        UNION ALL
        SELECT id, false, 0::smallint, 0, false
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS place
              FROM (SELECT id FROM people_registration ORDER BY id LIMIT 20) oldest) numbered
        WHERE place > (SELECT count(*) FROM first_outside)
    ), outside AS (
        SELECT id, phone, number FROM (
            SELECT s.*, COALESCE((
                SELECT true FROM people_personlink mine
                JOIN people_personlink theirs ON theirs.person_id = mine.person_id AND theirs.until_at IS NULL
                JOIN people_registration r ON r.id = theirs.registration_id
                WHERE mine.registration_id = s.id AND mine.until_at IS NULL AND (
                    r.level >= 4
                    OR EXISTS (SELECT 1 FROM people_protection p WHERE p.registration_id = r.id AND p.until_at IS NULL)
                    OR EXISTS (SELECT 1 FROM people_address a
                               WHERE a.registration_id = r.id AND a.level >= 4 AND a.until IS NULL))
                LIMIT 1
            ), false) AS is_protected FROM stood_in s OFFSET 0) looked
        WHERE is_real AND NOT is_protected ORDER BY weight DESC, id
    )
    SELECT i.id, l.person_id, true, ARRAY(SELECT unnest(r.keys) INTERSECT SELECT unnest(inside_keys)), i.phone, i.number
    FROM inside i JOIN people_registration r ON r.id = i.id
    JOIN people_personlink l ON l.registration_id = i.id AND l.until_at IS NULL
    UNION ALL
    SELECT o.id, l.person_id, false, ARRAY(SELECT unnest(r.keys) INTERSECT SELECT unnest(outside_keys)), o.phone,
           o.number
    FROM outside o JOIN people_registration r ON r.id = o.id
    JOIN people_personlink l ON l.registration_id = o.id AND l.until_at IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_functions")]

    operations = [
        migrations.RemoveIndex(model_name="registration", name="people_reg_keys"),
        migrations.AddIndex(
            model_name="registration",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["keys"], gin_pending_list_limit=64, name="people_reg_keys"
            ),
        ),
        migrations.RunSQL(CANDIDATES, migrations.RunSQL.noop),
    ]
