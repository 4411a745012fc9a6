from django.db import migrations

# Migrations 0019 and 0020 see to what is written after them; what was there already is put right here, once.
# Messages of a dossier that had gone to another centre.
_MESSAGES = """
UPDATE outbox_message m SET unit_id = c.unit_id, path = c.path FROM assistance_case c
    WHERE c.id = m.dossier_id AND (m.unit_id <> c.unit_id OR m.path <> c.path);
"""
# Lines of registers, with what corrects them, of dossiers that had turned graver; of two dossiers the graver counts.
_PAST = """
WITH RECURSIVE said(case_id, id) AS (
    SELECT f.case_id, f.entry_id FROM assistance_fileddocument f WHERE f.case_id IS NOT NULL AND f.entry_id IS NOT NULL
    UNION SELECT f.case_id, l.line_id FROM documents_letter l JOIN assistance_fileddocument f ON f.letter_id = l.id
        WHERE f.case_id IS NOT NULL AND l.line_id IS NOT NULL
    UNION SELECT said.case_id, e.line_id FROM documents_registerentry e JOIN said ON e.corrects_id = said.id
), past AS (
    SELECT DISTINCT ON (said.id) said.id AS line_id, c.id AS case_id, c.level
    FROM said JOIN assistance_case c ON c.id = said.case_id ORDER BY said.id, c.level DESC, c.id
)
"""
_RAISED = "SET level = p.level, seal = p.case_id FROM"
_REGISTERS = [
    f"{_PAST} UPDATE documents_attachmentcontent t {_RAISED} documents_attachment a JOIN past p ON p.line_id = a.entry_id"
    " WHERE t.attachment_id = a.id AND t.level < p.level;",
    f"{_PAST} UPDATE documents_attachment t {_RAISED} past p WHERE t.entry_id = p.line_id AND t.level < p.level;",
    f"{_PAST} UPDATE documents_registermark t {_RAISED} past p WHERE t.entry_id = p.line_id AND t.level < p.level;",
    f"{_PAST} UPDATE documents_registerentry t {_RAISED} past p WHERE t.line_id = p.line_id AND t.level < p.level;",
]


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0021_work_follows"),
        ("documents", "0004_letters"),
        ("outbox", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(_MESSAGES, migrations.RunSQL.noop),
        *(migrations.RunSQL(words, migrations.RunSQL.noop) for words in _REGISTERS),
    ]
