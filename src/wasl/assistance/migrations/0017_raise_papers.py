from django.db import migrations

# Papers stay in the archive of the unit that issued them, which whoever raises the dossier may not reach.
_PAPERS = """
    SELECT id AS subject_id, case_id FROM assistance_reception WHERE case_id IS NOT NULL
    UNION ALL SELECT id, case_id FROM assistance_orientation WHERE case_id IS NOT NULL
    UNION ALL SELECT o.id, r.case_id FROM assistance_orientation o
        JOIN assistance_reception r ON r.id = o.reception_id WHERE r.case_id IS NOT NULL
    UNION ALL SELECT id, case_id FROM assistance_appointment WHERE case_id IS NOT NULL
    UNION ALL SELECT id, case_id FROM assistance_circuitrun
    UNION ALL SELECT id, case_id FROM assistance_plan
"""
_RAISE = f"""
CREATE FUNCTION assistance_raise_papers(dossier uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE c assistance_case;
BEGIN
    SELECT * INTO c FROM assistance_case WHERE id = dossier AND people_in_range(path) AND people_readable(level, seal);
    IF NOT FOUND THEN PERFORM people_refuse(); END IF;
    UPDATE documents_issueddocument SET level = c.level, seal = c.id
        WHERE level <= c.level AND (level < c.level OR seal IS DISTINCT FROM c.id) AND (
            subject_id IN (SELECT p.subject_id FROM ({_PAPERS}) p WHERE p.case_id = c.id)
            OR id IN (SELECT l.document_id FROM documents_letter l
                JOIN assistance_fileddocument f ON f.letter_id = l.id WHERE f.case_id = c.id));
END $$;
"""
# Papers of dossiers that had turned graver before this function stood.
_PAST = f"""
UPDATE documents_issueddocument d SET level = c.level, seal = c.id FROM ({_PAPERS}) p
    JOIN assistance_case c ON c.id = p.case_id
    WHERE d.subject_id = p.subject_id AND d.level < c.level;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0016_letters"),
        ("documents", "0004_letters"),
    ]

    operations = [
        migrations.RunSQL(_RAISE, "DROP FUNCTION assistance_raise_papers(uuid);"),
        migrations.RunSQL(_PAST, migrations.RunSQL.noop),
    ]
