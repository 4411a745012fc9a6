from django.db import migrations

# Who is told of an appointment, or is still to be called, is the business of whoever has the dossier now.
_MOVES = """
CREATE FUNCTION assistance_case_messages_move() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN
    UPDATE outbox_message SET unit_id = NEW.unit_id, path = NEW.path WHERE dossier_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER assistance_case_messages_move AFTER UPDATE ON assistance_case
    FOR EACH ROW WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id) EXECUTE FUNCTION assistance_case_messages_move();
"""
_UNDO = """
DROP TRIGGER assistance_case_messages_move ON assistance_case;
DROP FUNCTION assistance_case_messages_move();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0019_raise_registers"),
        ("outbox", "0001_initial"),
    ]

    operations = [migrations.RunSQL(_MOVES, _UNDO)]
