"""The search that reads few rows at any size: the rarest keys first, each with what sharing it is worth."""

from django.db import migrations, models

# `far` marks the keys that may find somebody outside: all but those with a commune, which would say where. A registry
# is read up to 3,000 rows a search, whatever was asked. `by_number` is 2 for the same number, 1 within one edit, -1
# when a card was given and hers is quite another, 0 otherwise. Exactly 20 protections are looked up, on stand-ins
# where there is nobody, so that a protected person costs the same time as an unknown one.
CANDIDATES = """
CREATE FUNCTION people_candidates(
    asked bigint[], bits smallint[], far boolean[], checked bigint[], phones text[], numbers bigint[],
    near_numbers bigint[], is_card boolean, most int
) RETURNS TABLE (
    registration_id uuid, person_id uuid, is_inside boolean, shared bigint[], by_phone boolean, by_number smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH keyed AS MATERIALIZED (
        SELECT r.id, r.path, r.level, r.seal, r.keys, people_in_range(r.path) AS near_by
        FROM people_registration r WHERE r.keys && asked LIMIT 3000
    ), hits AS (
        SELECT id, path, level, seal, 0 AS phone, 0 AS number,
               (SELECT sum(q.b) FROM unnest(asked, bits, far) q(k, b, f)
                WHERE q.k = ANY (keyed.keys) AND (q.f OR keyed.near_by)) AS weight
        FROM keyed
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
        FROM hits WHERE weight IS NOT NULL GROUP BY id, path, level, seal
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
    SELECT i.id, l.person_id, true, '{}'::bigint[], i.phone, CASE
        WHEN i.number > 0 OR NOT is_card THEN i.number
        WHEN EXISTS (SELECT 1 FROM people_documentnumber n
                     JOIN people_identitydocument d ON d.id = n.document_id AND d.type = 'CNIE' AND d.ended_on IS NULL
                     WHERE n.registration_id = i.id AND people_readable(n.level, n.seal)) THEN -1::smallint
        ELSE i.number END
    FROM inside i JOIN people_personlink l ON l.registration_id = i.id AND l.until_at IS NULL
    UNION ALL
    SELECT o.id, l.person_id, false, ARRAY(SELECT unnest(r.keys) INTERSECT SELECT unnest(checked)), o.phone, o.number
    FROM outside o JOIN people_registration r ON r.id = o.id
    JOIN people_personlink l ON l.registration_id = o.id AND l.until_at IS NULL
$$;
"""
BEFORE = "DROP FUNCTION people_candidates(bigint[], bigint[], text[], bigint[], bigint[], int);"
AFTER = """DROP FUNCTION people_candidates(
    bigint[], smallint[], boolean[], bigint[], text[], bigint[], bigint[], boolean, int);"""


class Migration(migrations.Migration):
    dependencies = [("people", "0013_queue")]

    operations = [
        migrations.CreateModel(
            name="NameCensus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted_at", models.DateTimeField(unique=True)),
                ("registrations", models.PositiveIntegerField()),
                ("shares", models.JSONField(default=dict)),
            ],
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["keys_version"], name="people_reg_keys_version"),
        ),
        # The way back leaves the search of now in place: the one before can be had from migration 0004.
        migrations.RunSQL(BEFORE + CANDIDATES, AFTER),
    ]
