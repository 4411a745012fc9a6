"""The latest readings of one thing, along the index of its lines.

Told the reader's range of paths as a condition of row-level security, the planner walks the whole territory's lines
instead: it cannot know how narrow the range is. Here the same limits are checked line by line, on the few that the
index of the subject gives.
"""

from django.db import migrations

from wasl.core.scope import READABLE_LEVEL, in_range

# The inner limit, a number in the text, makes the index in order the only sensible way, whatever stands in the table.
_WITHIN = in_range("path")


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_lines_of_a_dossier")]

    operations = [
        migrations.RunSQL(
            "CREATE FUNCTION journal_readings(about text, about_id text, verbs text[])"
            " RETURNS TABLE (account_id uuid, at timestamptz)"
            " LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$"
            " SELECT account_id, at FROM (SELECT * FROM journal_line WHERE subject = about AND subject_id = about_id"
            " ORDER BY at DESC LIMIT 2000) latest"
            " WHERE verb = ANY (verbs) AND NOT is_refused AND account_id IS NOT NULL"
            f" AND {_WITHIN} AND {READABLE_LEVEL} ORDER BY at DESC LIMIT 500 $$;",
            "DROP FUNCTION journal_readings(text, text, text[]);",
        )
    ]
