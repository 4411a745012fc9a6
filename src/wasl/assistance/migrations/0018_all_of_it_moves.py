from django.db import migrations

# What hangs on a plan or an orientation names no dossier: it goes where they go.
_MOVES = """
CREATE FUNCTION assistance_plan_moves() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN
    UPDATE assistance_planaction SET unit_id = NEW.unit_id, path = NEW.path
        WHERE goal_id IN (SELECT id FROM assistance_plangoal WHERE plan_id = NEW.id);
    UPDATE assistance_plangoal SET unit_id = NEW.unit_id, path = NEW.path WHERE plan_id = NEW.id;
    UPDATE assistance_plansignature SET unit_id = NEW.unit_id, path = NEW.path WHERE plan_id = NEW.id;
    UPDATE assistance_planreview SET unit_id = NEW.unit_id, path = NEW.path WHERE plan_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER assistance_plan_moves AFTER UPDATE ON assistance_plan
    FOR EACH ROW WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id) EXECUTE FUNCTION assistance_plan_moves();

CREATE FUNCTION assistance_orientation_moves() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN
    UPDATE assistance_orientationlink SET unit_id = NEW.unit_id, path = NEW.path WHERE orientation_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER assistance_orientation_moves AFTER UPDATE ON assistance_orientation
    FOR EACH ROW WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id) EXECUTE FUNCTION assistance_orientation_moves();
"""
_UNDO = """
DROP TRIGGER assistance_plan_moves ON assistance_plan;
DROP FUNCTION assistance_plan_moves();
DROP TRIGGER assistance_orientation_moves ON assistance_orientation;
DROP FUNCTION assistance_orientation_moves();
"""
# Those that stayed behind before.
_PAST = """
UPDATE assistance_planaction a SET unit_id = p.unit_id, path = p.path FROM assistance_plangoal g
    JOIN assistance_plan p ON p.id = g.plan_id WHERE g.id = a.goal_id AND a.unit_id <> p.unit_id;
UPDATE assistance_plangoal g SET unit_id = p.unit_id, path = p.path FROM assistance_plan p
    WHERE p.id = g.plan_id AND g.unit_id <> p.unit_id;
UPDATE assistance_plansignature s SET unit_id = p.unit_id, path = p.path FROM assistance_plan p
    WHERE p.id = s.plan_id AND s.unit_id <> p.unit_id;
UPDATE assistance_planreview r SET unit_id = p.unit_id, path = p.path FROM assistance_plan p
    WHERE p.id = r.plan_id AND r.unit_id <> p.unit_id;
UPDATE assistance_orientationlink l SET unit_id = o.unit_id, path = o.path FROM assistance_orientation o
    WHERE o.id = l.orientation_id AND l.unit_id <> o.unit_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0017_raise_papers"),
    ]

    operations = [
        migrations.RunSQL(_MOVES, _UNDO),
        migrations.RunSQL(_PAST, migrations.RunSQL.noop),
    ]
