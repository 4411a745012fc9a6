"""Who was declared twin or sibling of somebody, for whoever reads both, never across a protection."""

from django.db import migrations

KIN = """
CREATE FUNCTION people_kin_of(mine uuid) RETURNS TABLE (
    apart_id uuid, other_id uuid, reason varchar, since_at timestamptz) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.id, o.id, c.reason, c.since_at
    FROM people_cannotlink c, LATERAL (SELECT CASE WHEN c.one_id = mine THEN c.other_id ELSE c.one_id END AS id) o
    WHERE (c.one_id = mine OR c.other_id = mine) AND c.until_at IS NULL AND c.reason IN ('TWINS', 'SIBLINGS')
      AND people_is_own(mine) AND people_is_own(o.id)
      AND NOT people_lives_hidden(mine) AND NOT people_lives_hidden(o.id)
    ORDER BY c.since_at, c.id $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0010_households")]

    operations = [migrations.RunSQL(KIN, "DROP FUNCTION people_kin_of(uuid);")]
