"""What reaches beyond one's own territory, each as one function with its own limits.

All run as the tables' owner and read the limits of the posting in force (`wasl.*`) themselves. None hands out a place,
a unit or a mission of somebody outside; a protected person is, for all of them, somebody who is not there. A refusal
is SQLSTATE WA001, the same whatever the cause.
"""

from django.db import migrations

_COMMON = """
CREATE FUNCTION people_in_range(p text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p >= current_setting('wasl.path_from', true) COLLATE "C"
       AND p < current_setting('wasl.path_to', true) COLLATE "C" $$;

CREATE FUNCTION people_readable(l smallint, s uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT l <= COALESCE(NULLIF(current_setting('wasl.level', true), ''), '-1')::smallint
       AND (l < 4 OR COALESCE(s = ANY (NULLIF(current_setting('wasl.named', true), '')::uuid[]), false))
       AND (s IS NULL OR s <> ALL (COALESCE(NULLIF(current_setting('wasl.denied', true), ''), '{}')::uuid[])) $$;

-- Any nominative registration, protection or protected address behind the person makes the whole person protected.
CREATE FUNCTION people_is_protected(registration uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_personlink mine
        JOIN people_personlink theirs ON theirs.person_id = mine.person_id AND theirs.until_at IS NULL
        JOIN people_registration r ON r.id = theirs.registration_id
        WHERE mine.registration_id = registration AND mine.until_at IS NULL AND (
            r.level >= 4
            OR EXISTS (SELECT 1 FROM people_protection p WHERE p.registration_id = r.id AND p.until_at IS NULL)
            OR EXISTS (SELECT 1 FROM people_address a
                       WHERE a.registration_id = r.id AND a.level >= 4 AND a.until IS NULL))) $$;
REVOKE ALL ON FUNCTION people_is_protected(uuid) FROM PUBLIC, wasl_app;

CREATE FUNCTION people_refuse() RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'not available' USING ERRCODE = 'WA001'; END $$;
"""

# `outside_keys` leave out what would betray a place. Exactly 20 protections are looked up whatever was found, on
# stand-ins where there is nobody, so that a protected person costs the same time as an unknown one.
_CANDIDATES = """
CREATE FUNCTION people_candidates(
    inside_keys bigint[], outside_keys bigint[], phones text[], numbers bigint[], near_numbers bigint[], most int
) RETURNS TABLE (
    registration_id uuid, person_id uuid, is_inside boolean, shared bigint[], by_phone boolean, by_number smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH hits AS (
        SELECT r.id, r.path, r.level, r.seal, 0 AS phone, 0 AS number,
               (SELECT count(*) FROM unnest(r.keys) k WHERE k = ANY (inside_keys)) AS weight
        FROM people_registration r WHERE r.keys && inside_keys
        UNION ALL
        SELECT r.id, r.path, r.level, r.seal, 1, 0, 1000
        FROM people_phone p JOIN people_registration r ON r.id = p.registration_id
        WHERE p.local_digits = ANY (phones) AND p.ended_on IS NULL AND people_readable(p.level, p.seal)
        UNION ALL
        SELECT r.id, r.path, r.level, r.seal, 0, CASE WHEN n.exact = ANY (numbers) THEN 2 ELSE 1 END, 1000
        FROM people_documentnumber n JOIN people_registration r ON r.id = n.registration_id
        WHERE n.near && near_numbers AND people_readable(n.level, n.seal)
    ), merged AS MATERIALIZED (
        SELECT id, path, level, seal, bool_or(phone = 1) AS phone, max(number)::smallint AS number,
               sum(weight) AS weight
        FROM hits GROUP BY id, path, level, seal
    ), inside AS (
        SELECT id, phone, number FROM merged
        WHERE people_in_range(path) AND people_readable(level, seal) ORDER BY weight DESC, id LIMIT most
    ), first_outside AS MATERIALIZED (
        SELECT id, phone, number, weight FROM merged
        WHERE NOT people_in_range(path) AND level < 4 ORDER BY weight DESC, id LIMIT 20
    ), stood_in AS MATERIALIZED (
        SELECT id, phone, number, weight, true AS is_real FROM first_outside
        UNION ALL
        SELECT id, false, 0::smallint, 0, false
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS place
              FROM (SELECT id FROM people_registration ORDER BY id LIMIT 20) oldest) numbered
        WHERE place > (SELECT count(*) FROM first_outside)
    ), outside AS (
        SELECT id, phone, number FROM (SELECT *, people_is_protected(id) AS is_protected FROM stood_in OFFSET 0) looked
        WHERE is_real AND NOT is_protected ORDER BY weight DESC, id
    )
    SELECT i.id, l.person_id, true, ARRAY(SELECT unnest(r.keys) INTERSECT SELECT unnest(inside_keys)), i.phone, i.number
    FROM inside i JOIN people_registration r ON r.id = i.id
    JOIN people_personlink l ON l.registration_id = i.id AND l.until_at IS NULL
    UNION ALL
    SELECT o.id, l.person_id, false, ARRAY(SELECT unnest(r.keys) INTERSECT SELECT unnest(outside_keys)), o.phone,
           o.number
    FROM outside o JOIN people_registration r ON r.id = o.id
    JOIN people_personlink l ON l.registration_id = o.id AND l.until_at IS NULL
$$;
"""

_LINKING = """
CREATE FUNCTION people_link(mine uuid, whose uuid, why text) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE people_personlink SET until_at = clock_timestamp() WHERE registration_id = mine AND until_at IS NULL;
    INSERT INTO people_personlink (id, registration_id, person_id, reason, account_id, since_at, level)
    VALUES (gen_random_uuid(), mine, whose, why, wasl_current_account(), clock_timestamp(), 0);
END $$;
REVOKE ALL ON FUNCTION people_link(uuid, uuid, text) FROM PUBLIC, wasl_app;

CREATE FUNCTION people_add_double(mine uuid, theirs uuid, how_sure double precision, how text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE added int;
BEGIN
    INSERT INTO people_likelydouble
        (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, score, state, found_at)
    SELECT gen_random_uuid(), a.id, a.unit_id, a.path, b.id, b.unit_id, b.path,
           CASE WHEN people_is_protected(a.id) OR people_is_protected(b.id) THEN 4 ELSE greatest(a.level, b.level) END,
           how_sure, how, now()
    FROM people_registration a, people_registration b
    WHERE a.id = least(mine, theirs) AND b.id = greatest(mine, theirs)
    ON CONFLICT (one_id, other_id) DO NOTHING;
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN added = 1;
END $$;
REVOKE ALL ON FUNCTION people_add_double(uuid, uuid, double precision, text) FROM PUBLIC, wasl_app;

-- "The same person" said of a masked hit: the link is made, nothing of the other side is shown, an adjudicator checks.
CREATE FUNCTION people_confirm_outside(mine uuid, theirs uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE whose uuid;
BEGIN
    PERFORM 1 FROM people_registration WHERE id = mine AND people_in_range(path) AND people_readable(level, seal);
    IF NOT FOUND THEN PERFORM people_refuse(); END IF;
    SELECT l.person_id INTO whose FROM people_registration r
    JOIN people_personlink l ON l.registration_id = r.id AND l.until_at IS NULL
    WHERE r.id = theirs AND r.level < 4 AND NOT people_in_range(r.path) AND NOT people_is_protected(r.id);
    IF NOT FOUND THEN PERFORM people_refuse(); END IF;
    PERFORM people_add_double(mine, theirs, 1, 'SAID');
    PERFORM people_link(mine, whose, 'OUTSIDE');
END $$;

CREATE FUNCTION people_decide_double(double_id uuid, is_same boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE pair people_likelydouble; one_person uuid; other_person uuid; later uuid; back uuid;
BEGIN
    SELECT * INTO pair FROM people_likelydouble WHERE id = double_id
        AND current_setting('wasl.adjudicates', true) = '1' AND people_in_range(path) AND people_in_range(other_path)
        AND level <= current_setting('wasl.level', true)::smallint FOR UPDATE;
    IF NOT FOUND THEN PERFORM people_refuse(); END IF;
    SELECT person_id INTO one_person FROM people_personlink WHERE registration_id = pair.one_id AND until_at IS NULL;
    SELECT person_id INTO other_person FROM people_personlink
        WHERE registration_id = pair.other_id AND until_at IS NULL;
    IF is_same AND one_person <> other_person THEN
        PERFORM people_link(pair.other_id, one_person, 'DECIDED');
    ELSIF NOT is_same AND one_person = other_person THEN
        SELECT registration_id INTO later FROM people_personlink
            WHERE registration_id IN (pair.one_id, pair.other_id) AND until_at IS NULL ORDER BY since_at DESC LIMIT 1;
        SELECT person_id INTO back FROM people_personlink
            WHERE registration_id = later AND until_at IS NOT NULL AND person_id <> one_person
            ORDER BY until_at DESC LIMIT 1;
        IF back IS NULL THEN INSERT INTO people_person (id) VALUES (gen_random_uuid()) RETURNING id INTO back; END IF;
        PERFORM people_link(later, back, 'DECIDED');
    END IF;
    UPDATE people_likelydouble SET state = CASE WHEN is_same THEN 'SAME' ELSE 'DIFFERENT' END,
        decided_at = now(), decided_by = wasl_current_account() WHERE id = double_id;
END $$;

CREATE FUNCTION people_double_sheets(double_id uuid) RETURNS SETOF people_registration LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.* FROM people_likelydouble d JOIN people_registration r ON r.id IN (d.one_id, d.other_id)
    WHERE d.id = double_id AND current_setting('wasl.adjudicates', true) = '1'
      AND people_in_range(d.path) AND people_in_range(d.other_path)
      AND d.level <= current_setting('wasl.level', true)::smallint ORDER BY r.id $$;
"""

_ACCESS = """
CREATE FUNCTION people_ask_access(theirs uuid, why text, said text) RETURNS uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE target people_registration; asked uuid; here uuid;
BEGIN
    SELECT * INTO target FROM people_registration
        WHERE id = theirs AND level < 4 AND NOT people_in_range(path) AND NOT people_is_protected(id);
    SELECT id INTO here FROM network_unit WHERE path = current_setting('wasl.path_from', true);
    IF target.id IS NULL OR here IS NULL OR wasl_current_account() IS NULL THEN PERFORM people_refuse(); END IF;
    SELECT id INTO asked FROM people_accessrequest
        WHERE registration_id = theirs AND asked_by = wasl_current_account() AND state = 'ASKED';
    IF asked IS NULL THEN
        INSERT INTO people_accessrequest
            (id, registration_id, unit_id, path, level, asked_by, from_unit_id, reason, words, state)
        VALUES (gen_random_uuid(), target.id, target.unit_id, target.path, target.level, wasl_current_account(), here,
                why, said, 'ASKED') RETURNING id INTO asked;
    END IF;
    RETURN asked;
END $$;

CREATE FUNCTION people_my_requests() RETURNS TABLE
    (id uuid, words varchar, reason varchar, state varchar, asked_at timestamptz, until_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.id, r.words, r.reason, r.state, r.asked_at, r.until_at FROM people_accessrequest r
    WHERE r.asked_by = wasl_current_account() ORDER BY r.asked_at DESC LIMIT 50 $$;

-- Identity only: neither where, nor who follows her, nor how to reach her.
CREATE FUNCTION people_granted_sheet(request_id uuid) RETURNS TABLE (
    registration_id uuid, path varchar, level smallint,
    given_ar varchar, family_ar varchar, given_latin varchar, family_latin varchar, father varchar, mother varchar,
    sex varchar, birth_precision varchar, birth_year smallint, birth_month smallint, birth_day smallint,
    stated_age smallint, stated_on date, languages varchar[], until_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.id, r.path, r.level, r.given_ar, r.family_ar, r.given_latin, r.family_latin, r.father, r.mother, r.sex,
           r.birth_precision, r.birth_year, r.birth_month, r.birth_day, r.stated_age, r.stated_on, r.languages,
           q.until_at
    FROM people_accessrequest q JOIN people_registration r ON r.id = q.registration_id
    WHERE q.id = request_id AND q.asked_by = wasl_current_account() AND q.state = 'GRANTED' AND q.until_at > now()
      AND r.level < 4 AND r.level <= current_setting('wasl.level', true)::smallint
      AND NOT people_is_protected(r.id) $$;
"""

# She leaves her household as if she had never been in it: the membership rises to her dossier's level instead of
# ending on a day. What led to her does the same, and requests of others end as if their time was over.
_PROTECTING = """
CREATE FUNCTION people_protect(mine uuid, dossier uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE own people_registration; home uuid;
BEGIN
    SELECT * INTO own FROM people_registration
        WHERE id = mine AND people_in_range(path) AND people_readable(level, seal) FOR UPDATE;
    IF own.id IS NULL THEN PERFORM people_refuse(); END IF;
    INSERT INTO people_protection (id, registration_id, seal, since_at) VALUES (gen_random_uuid(), mine, dossier, now())
        ON CONFLICT (registration_id, seal) WHERE until_at IS NULL DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    UPDATE people_membership SET level = 4, seal = dossier WHERE registration_id = mine AND level < 4;
    UPDATE people_phone SET level = 4, seal = dossier WHERE registration_id = mine AND level < 4;
    UPDATE people_address SET level = 4, seal = dossier WHERE registration_id = mine AND level < 4;
    SELECT id INTO home FROM people_household WHERE seal = dossier AND unit_id = own.unit_id LIMIT 1;
    IF home IS NULL THEN
        INSERT INTO people_household (id, unit_id, path, level, seal, is_simulated)
        VALUES (gen_random_uuid(), own.unit_id, own.path, 4, dossier, own.is_simulated) RETURNING id INTO home;
        INSERT INTO people_membership (id, registration_id, household_id, role, level, seal)
        VALUES (gen_random_uuid(), mine, home, 'CHEF', 4, dossier);
    ELSE
        INSERT INTO people_membership (id, registration_id, household_id, role, level, seal)
        VALUES (gen_random_uuid(), mine, home, 'AUTRE', 4, dossier);
    END IF;
    UPDATE people_accessrequest q SET state = CASE WHEN q.state = 'ASKED' THEN 'REFUSED' ELSE 'ENDED' END
    FROM people_personlink l, people_personlink o
    WHERE o.registration_id = mine AND o.until_at IS NULL AND l.person_id = o.person_id AND l.until_at IS NULL
      AND q.registration_id = l.registration_id AND q.state IN ('ASKED', 'GRANTED');
END $$;

CREATE FUNCTION people_end_protection(mine uuid, dossier uuid) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE people_protection p SET until_at = now() FROM people_registration r
    WHERE p.registration_id = mine AND p.seal = dossier AND p.until_at IS NULL AND r.id = mine
      AND people_in_range(r.path) AND people_readable(4::smallint, dossier) $$;
"""

_SIGNATURES = (
    "people_end_protection(uuid, uuid)",
    "people_protect(uuid, uuid)",
    "people_granted_sheet(uuid)",
    "people_my_requests()",
    "people_ask_access(uuid, text, text)",
    "people_double_sheets(uuid)",
    "people_decide_double(uuid, boolean)",
    "people_confirm_outside(uuid, uuid)",
    "people_add_double(uuid, uuid, double precision, text)",
    "people_link(uuid, uuid, text)",
    "people_candidates(bigint[], bigint[], text[], bigint[], bigint[], int)",
    "people_refuse()",
    "people_is_protected(uuid)",
    "people_readable(smallint, uuid)",
    "people_in_range(text)",
)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_registration_version")]

    operations = [
        migrations.RunSQL(
            _COMMON + _CANDIDATES + _LINKING + _ACCESS + _PROTECTING,
            ";".join(f"DROP FUNCTION {signature}" for signature in _SIGNATURES),
        ),
    ]
