from django.db import migrations, models

import wasl.assistance.rules.appointments

# A dossier is not given to whoever it is closed to, whatever way it changes hands.
_DENIED = """
CREATE FUNCTION assistance_worker_not_denied() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN
    IF EXISTS (SELECT FROM access_namedaccess n WHERE n.dossier_id = NEW.id AND n.account_id = NEW.worker_id
               AND n.is_denied AND (n.until_at IS NULL OR n.until_at > statement_timestamp())) THEN PERFORM people_refuse(); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assistance_worker_not_denied BEFORE UPDATE ON assistance_case
    FOR EACH ROW WHEN (OLD.worker_id IS DISTINCT FROM NEW.worker_id) EXECUTE FUNCTION assistance_worker_not_denied();
"""
_NOT_DENIED = """
DROP TRIGGER assistance_worker_not_denied ON assistance_case;
DROP FUNCTION assistance_worker_not_denied();
"""
# What was planned in the other centre holds nobody's time here until it is confirmed; a desk of the other centre bears
# its code, so that it is not taken for the desk of the same name here.
_ARRIVES = """
CREATE FUNCTION assistance_appointment_arrives() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$ DECLARE whole text;
BEGIN
    IF NEW.state = 'planned' AND NEW.day >= current_date THEN NEW.state := 'confirm'; NEW.version := NEW.version + 1; END IF;
    IF NEW.desk <> '' THEN
        whole := (SELECT u.code FROM network_unit u WHERE u.id = OLD.unit_id) || ' · ' || OLD.desk;
        -- Cut, two desks could become one.
        NEW.desk := CASE WHEN length(whole) <= 40 THEN whole ELSE left(whole, 33) || '#' || right(NEW.id::text, 6) END;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assistance_appointment_arrives BEFORE UPDATE ON assistance_appointment
    FOR EACH ROW WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id) EXECUTE FUNCTION assistance_appointment_arrives();
"""
_STAYS = """
DROP TRIGGER assistance_appointment_arrives ON assistance_appointment;
DROP FUNCTION assistance_appointment_arrives();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0020_messages_move"),
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint("appointment", "assistance_appointment_state"),
        migrations.AddConstraint(
            "appointment",
            models.CheckConstraint(
                condition=models.Q(("state__in", list(wasl.assistance.rules.appointments.AppointmentState))),
                name="assistance_appointment_state",
            ),
        ),
        migrations.RunSQL(_DENIED, _NOT_DENIED),
        migrations.RunSQL(_ARRIVES, _STAYS),
    ]
