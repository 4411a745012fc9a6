"""How many automatic links were checked and right, as counts; and the queue narrowed to one delegation."""

from django.db import migrations, models

CHECKED = """
CREATE FUNCTION people_checked_links() RETURNS TABLE (drawn bigint, checked bigint, correct bigint, unsure bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT count(*), count(*) FILTER (WHERE v.answer <> 'UNSURE'), count(*) FILTER (WHERE v.answer = 'SAME'),
           count(*) FILTER (WHERE v.answer = 'UNSURE')
    FROM people_likelydouble d LEFT JOIN LATERAL (
        SELECT answer FROM people_verdict
        WHERE one_id = d.one_id AND other_id = d.other_id AND until_at IS NULL AND source = 'JUDGE'
        ORDER BY answer = 'UNSURE' DESC LIMIT 1) v ON true
    WHERE d.is_sample AND people_in_range(d.path) AND people_in_range(d.other_path) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0011_kin")]

    operations = [
        migrations.AddIndex(
            "likelydouble",
            models.Index(
                condition=models.Q(("is_sample", True)), fields=["path"], name="people_double_sample"
            ),
        ),
        migrations.AddIndex(
            "likelydouble",
            models.Index(
                condition=models.Q(("is_open", True)), fields=["other_path"], name="people_double_there"
            ),
        ),
        migrations.RunSQL(CHECKED, "DROP FUNCTION people_checked_links()"),
    ]
