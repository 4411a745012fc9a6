from django.db import migrations

# What a centre did stays counted there; its register keeps the number of what it did, not the lines.
# The dossier goes with all it holds, in one statement a table; the proposal stays where it was written.
_TAKE_OVER = """
CREATE FUNCTION assistance_take_over(transfer_id uuid, taker uuid) RETURNS uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE t assistance_casetransfer; c assistance_case; her uuid; person uuid; place record;
BEGIN
    SELECT * INTO t FROM assistance_casetransfer
        WHERE id = transfer_id AND state = 'allowed' AND people_in_range(to_path) AND people_readable(level, seal)
        FOR UPDATE;
    IF NOT FOUND THEN PERFORM people_refuse(); END IF;
    SELECT * INTO c FROM assistance_case WHERE id = t.case_id AND unit_id = t.unit_id FOR UPDATE;
    PERFORM 1 FROM access_posting p WHERE p.account_id = taker AND p.unit_id = t.to_unit_id
        AND p.since <= current_date AND (p.until IS NULL OR p.until > current_date);
    IF c.id IS NULL OR NOT FOUND THEN PERFORM people_refuse(); END IF;

    -- Her own registration in the receiving centre, or a copy of the one that comes: the same person behind both.
    SELECT l.person_id INTO person FROM people_personlink l
        WHERE l.registration_id = c.registration_id AND l.until_at IS NULL;
    SELECT r.id INTO her FROM people_personlink l JOIN people_registration r ON r.id = l.registration_id
        WHERE l.person_id = person AND l.until_at IS NULL AND r.unit_id = t.to_unit_id
          AND (r.level < 4 OR r.seal = c.id) ORDER BY r.id LIMIT 1;
    IF her IS NULL THEN
        her := gen_random_uuid();
        INSERT INTO people_registration SELECT (jsonb_populate_record(r, jsonb_build_object(
            'id', her, 'unit_id', t.to_unit_id, 'path', t.to_path, 'created_by', wasl_current_account(),
            'created_at', now(), 'version', 1))).*
        FROM people_registration r WHERE r.id = c.registration_id;
        PERFORM people_link(her, person, 'DECIDED');
        INSERT INTO people_phone SELECT (jsonb_populate_record(p, jsonb_build_object(
            'id', gen_random_uuid(), 'registration_id', her, 'unit_id', t.to_unit_id, 'path', t.to_path))).*
        FROM people_phone p WHERE p.registration_id = c.registration_id AND p.ended_on IS NULL;
    END IF;

    UPDATE assistance_act SET counted_in = coalesce(counted_in, unit_id) WHERE case_id = c.id
        OR reception_id IN (SELECT id FROM assistance_reception WHERE case_id = c.id);
    UPDATE assistance_reception SET counted_in = coalesce(counted_in, unit_id) WHERE case_id = c.id;
    UPDATE assistance_orientation SET counted_in = coalesce(counted_in, unit_id) WHERE case_id = c.id
        OR reception_id IN (SELECT id FROM assistance_reception WHERE case_id = c.id);
    FOR place IN
        SELECT * FROM (VALUES
            ('assistance_actperson', 'act_id IN (SELECT id FROM assistance_act a WHERE a.case_id = $3 OR
                a.reception_id IN (SELECT id FROM assistance_reception r WHERE r.case_id = $3))'),
            ('assistance_listening', 'act_id IN (SELECT id FROM assistance_act a WHERE a.case_id = $3 OR
                a.reception_id IN (SELECT id FROM assistance_reception r WHERE r.case_id = $3))'),
            ('assistance_orientationstep', 'orientation_id IN (SELECT id FROM assistance_orientation o
                WHERE o.case_id = $3 OR o.reception_id IN
                (SELECT id FROM assistance_reception r WHERE r.case_id = $3))'),
            ('assistance_orientation', 'reception_id IN (SELECT id FROM assistance_reception WHERE case_id = $3)'),
            ('assistance_unmetrequest', 'reception_id IN (SELECT id FROM assistance_reception WHERE case_id = $3)'),
            ('assistance_act', 'reception_id IN (SELECT id FROM assistance_reception WHERE case_id = $3)')
        ) AS far(name, way)
        UNION ALL
        -- Every table of a dossier says which it belongs to; one that joins later goes with it as well.
        SELECT one.table_name, 'case_id = $3' FROM information_schema.columns one
        WHERE one.table_schema = 'public' AND one.column_name = 'case_id' AND one.table_name LIKE 'assistance\\_%'
          AND one.table_name <> 'assistance_casetransfer'
          AND (SELECT count(*) FROM information_schema.columns other WHERE other.table_schema = 'public'
               AND other.table_name = one.table_name AND other.column_name IN ('unit_id', 'path', 'seal')) = 3
    LOOP
        EXECUTE format('UPDATE %I SET unit_id = $1, path = $2 WHERE unit_id = $4 AND (%s)', place.name, place.way)
            USING t.to_unit_id, t.to_path, c.id, t.unit_id;
    END LOOP;
    UPDATE assistance_casetask SET responsible_id = taker WHERE case_id = c.id AND state = 'open';
    UPDATE assistance_followup SET responsible_id = taker WHERE case_id = c.id AND state = 'due';
    UPDATE assistance_case SET unit_id = t.to_unit_id, path = t.to_path, registration_id = her, worker_id = taker,
        state = 'TRANSFERE', suspended_until = NULL, suspension_reason = '', version = version + 1 WHERE id = c.id;

    UPDATE access_namedaccess SET until_at = now()
        WHERE dossier_id = c.id AND NOT is_denied AND until_at IS NULL AND account_id <> taker;
    UPDATE assistance_casetransfer SET state = 'accepted', answered_by_id = wasl_current_account(),
        answered_at = now(), takes_id = taker WHERE id = t.id;
    RETURN her;
END $$;
"""
_DROP = "DROP FUNCTION assistance_take_over(uuid, uuid);"


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0009_filing"),
    ]

    operations = [migrations.RunSQL(_TAKE_OVER, _DROP)]
