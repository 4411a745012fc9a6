from django.db import migrations

# What the registers say of a dossier: lines filed under it, those of its letters, and whatever corrects one of them,
# in the register of whichever unit.
_LINES = """
    WITH RECURSIVE said(id) AS (
        SELECT f.entry_id FROM assistance_fileddocument f WHERE f.case_id = c.id AND f.entry_id IS NOT NULL
        UNION SELECT l.line_id FROM documents_letter l JOIN assistance_fileddocument f ON f.letter_id = l.id
            WHERE f.case_id = c.id AND l.line_id IS NOT NULL
        UNION SELECT e.line_id FROM documents_registerentry e JOIN said ON e.corrects_id = said.id
    ) SELECT array_agg(id) FROM said
"""
_RAISE = f"""
CREATE FUNCTION assistance_raise_registers(dossier uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE c assistance_case; lines uuid[]; files uuid[];
BEGIN
    SELECT * INTO c FROM assistance_case WHERE id = dossier AND people_in_range(path) AND people_readable(level, seal);
    IF NOT FOUND THEN PERFORM people_refuse(); END IF;
    lines := ({_LINES});
    SELECT array_agg(id) INTO files FROM documents_attachment WHERE entry_id = ANY (lines);
    UPDATE documents_attachmentcontent SET level = c.level, seal = c.id WHERE attachment_id = ANY (files)
        AND level <= c.level AND (level < c.level OR seal IS DISTINCT FROM c.id);
    UPDATE documents_attachment SET level = c.level, seal = c.id WHERE id = ANY (files)
        AND level <= c.level AND (level < c.level OR seal IS DISTINCT FROM c.id);
    UPDATE documents_registermark SET level = c.level, seal = c.id WHERE entry_id = ANY (lines)
        AND level <= c.level AND (level < c.level OR seal IS DISTINCT FROM c.id);
    UPDATE documents_registerentry SET level = c.level, seal = c.id WHERE line_id = ANY (lines)
        AND level <= c.level AND (level < c.level OR seal IS DISTINCT FROM c.id);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0018_all_of_it_moves"),
        ("documents", "0004_letters"),
    ]

    operations = [migrations.RunSQL(_RAISE, "DROP FUNCTION assistance_raise_registers(uuid);")]
