"""One page of the queue in one statement planned with its own values: behind row-level security the planner knows
nothing of a territory's size and compared each pair with every other (11 s over 3,700 pairs)."""

from django.db import migrations, models

QUEUE = """
CREATE FUNCTION people_queue(
    kind text, low text, high text, after_strength double precision, after_id uuid, backwards boolean, most int
) RETURNS TABLE (double_id uuid, size int) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    seen text := 'X.is_open AND X.path >= $1 AND X.path < $2 AND X.other_path >= $1 AND X.other_path < $2'
        ' AND X.level <= $3';
    wanted text;
BEGIN
    IF current_setting('wasl.adjudicates', true) IS DISTINCT FROM '1' THEN RETURN; END IF;
    IF COALESCE(NULLIF(current_setting('wasl.denied', true), ''), '{}') <> '{}' THEN
        seen := seen || ' AND NOT people_pair_denied(X.one_id, X.other_id)';
    END IF;
    wanted := replace(seen, 'X', 'd');
    IF kind = 'SEVERAL' THEN
        wanted := wanted || ' AND EXISTS (SELECT 1 FROM people_likelydouble m WHERE m.cluster = d.cluster'
            ' AND m.id <> d.id AND ' || replace(seen, 'X', 'm') || ')';
    ELSIF kind = 'PROTECTED' THEN
        wanted := wanted || ' AND d.level = 4';
    ELSIF kind <> '' THEN
        wanted := wanted || ' AND d.origin = $4';
    END IF;
    IF low <> '' THEN
        wanted := wanted || ' AND ((d.path >= $5 AND d.path < $6) OR (d.other_path >= $5 AND d.other_path < $6))';
    END IF;
    IF after_id IS NOT NULL THEN
        wanted := wanted || CASE WHEN backwards THEN ' AND (d.strength, d.id) > ($7, $8)'
                            ELSE ' AND (d.strength, d.id) < ($7, $8)' END;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT q.id, (SELECT count(DISTINCT e)::int FROM people_likelydouble m, LATERAL (VALUES (m.one_id), (m.other_id)) t(e)'
        ' WHERE (m.cluster = q.cluster OR m.id = q.id) AND ' || replace(seen, 'X', 'm') || ')'
        ' FROM (SELECT d.id, d.cluster, d.strength FROM people_likelydouble d WHERE ' || wanted ||
        ' AND NOT EXISTS (SELECT 1 FROM people_likelydouble s WHERE s.cluster = d.cluster'
        ' AND (s.strength, s.id) > (d.strength, d.id) AND ' || replace(seen, 'X', 's') || ')'
        ' ORDER BY d.strength ' || CASE WHEN backwards THEN 'ASC, d.id ASC' ELSE 'DESC, d.id DESC' END ||
        ' LIMIT $9) q'
    USING current_setting('wasl.path_from', true), current_setting('wasl.path_to', true),
        current_setting('wasl.level', true)::smallint, kind, low, high, after_strength, after_id, most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0012_quality")]

    operations = [
        migrations.RemoveIndex("likelydouble", "people_double_strongest"),
        migrations.AddIndex(
            "likelydouble",
            models.Index(
                models.OrderBy(models.F("strength"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("is_open", True)),
                name="people_double_strongest",
            ),
        ),
        migrations.AddIndex(
            "verdict",
            models.Index(
                fields=["account_id", "-said_at"],
                condition=models.Q(("until_at__isnull", True)),
                name="people_verdict_by",
            ),
        ),
        migrations.RunSQL(
            QUEUE,
            "DROP FUNCTION people_queue(text, text, text, double precision, uuid, boolean, int)",
        ),
    ]
