"""How persons follow from what was said of pairs (docs/adr/0022): the person of a set of registrations held together
by verdicts SAME in force is the one that its oldest registration was made with. So linking moves nothing, and taking
back a verdict gives exactly the persons that the remaining ones make.

All functions run as the tables' owner. Those that the application may call check the limits of the posting in force
themselves; a refusal is SQLSTATE WA001, the same whatever the cause.
"""

from django.db import migrations, models

_STATE = """
CREATE FUNCTION people_component(seed uuid) RETURNS SETOF uuid LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH RECURSIVE held(id) AS (
        SELECT seed
        UNION
        SELECT next.id FROM held, LATERAL (
            SELECT other_id AS id FROM people_verdict WHERE one_id = held.id AND until_at IS NULL AND answer = 'SAME'
            UNION ALL
            SELECT one_id FROM people_verdict WHERE other_id = held.id AND until_at IS NULL AND answer = 'SAME') next)
    SELECT id FROM held $$;

CREATE FUNCTION people_components(seeds uuid[]) RETURNS uuid[] LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT array_agg(DISTINCT c) FROM unnest(seeds) s, people_component(s) c $$;

CREATE FUNCTION people_pair_level(a uuid, b uuid) RETURNS smallint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT CASE WHEN people_is_protected(a) OR people_is_protected(b) THEN 4::smallint
           ELSE (SELECT max(level) FROM people_registration WHERE id IN (a, b)) END $$;

-- Open: two persons of whom nobody said anything yet; or one person, by a link that its author could not judge or that
-- was drawn to be checked.
CREATE FUNCTION people_pair_open(a uuid, b uuid, drawn boolean) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE mine uuid[] := people_components(ARRAY[a]); theirs uuid[] := people_components(ARRAY[b]);
BEGIN
    IF b = ANY (mine) THEN
        RETURN EXISTS (SELECT 1 FROM people_verdict WHERE one_id = a AND other_id = b AND until_at IS NULL
                       AND answer = 'SAME' AND (source = 'OUTSIDE' OR (source = 'AUTO' AND drawn)))
            AND NOT EXISTS (SELECT 1 FROM people_verdict WHERE one_id = a AND other_id = b AND until_at IS NULL
                            AND answer = 'UNSURE');
    END IF;
    RETURN NOT EXISTS (SELECT 1 FROM people_cannotlink WHERE until_at IS NULL AND reason <> 'CARDS' AND
            ((one_id = ANY (mine) AND other_id = ANY (theirs)) OR (one_id = ANY (theirs) AND other_id = ANY (mine))))
        AND NOT EXISTS (SELECT 1 FROM people_verdict WHERE until_at IS NULL AND answer = 'UNSURE' AND
            ((one_id = ANY (mine) AND other_id = ANY (theirs)) OR (one_id = ANY (theirs) AND other_id = ANY (mine))));
END $$;

-- What an adjudicator saw: who is with whom, in which words.
CREATE FUNCTION people_seen(regs uuid[]) RETURNS text LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT md5(string_agg(r.id || ' ' || r.version || ' ' || l.person_id, ',' ORDER BY r.id))
    FROM people_registration r JOIN people_personlink l ON l.registration_id = r.id AND l.until_at IS NULL
    WHERE r.id = ANY (people_components(regs)) $$;

-- Whoever changes who is one person holds the persons concerned, in one order, until the transaction ends.
CREATE FUNCTION people_hold(regs uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE held uuid[] := '{}'; wanted uuid[];
BEGIN
    LOOP
        SELECT array_agg(DISTINCT person_id) INTO wanted
            FROM people_personlink WHERE registration_id = ANY (regs) AND until_at IS NULL;
        EXIT WHEN wanted IS NULL OR wanted <@ held;
        PERFORM 1 FROM people_person WHERE id = ANY (wanted) ORDER BY id FOR NO KEY UPDATE;
        held := held || wanted;
    END LOOP;
END $$;

CREATE FUNCTION people_hold_seen(regs uuid[], seen text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM people_hold(regs);
    RETURN seen IS NULL OR seen = people_seen(regs);
END $$;

CREATE FUNCTION people_settle(regs uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE people_likelydouble d SET level = s.level, is_open = s.is_open
    FROM (SELECT id, people_pair_level(one_id, other_id) AS level, people_pair_open(one_id, other_id, is_sample) AS is_open
          FROM people_likelydouble WHERE one_id = ANY (regs) OR other_id = ANY (regs)) s
    WHERE d.id = s.id AND (d.level, d.is_open) IS DISTINCT FROM (s.level, s.is_open);
    UPDATE people_verdict v SET level = people_pair_level(one_id, other_id)
    WHERE (one_id = ANY (regs) OR other_id = ANY (regs)) AND level <> people_pair_level(one_id, other_id);
    UPDATE people_cannotlink c SET level = people_pair_level(one_id, other_id)
    WHERE (one_id = ANY (regs) OR other_id = ANY (regs)) AND level <> people_pair_level(one_id, other_id);
END $$;

CREATE FUNCTION people_settle_changed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE changed uuid := CASE TG_TABLE_NAME WHEN 'people_registration' THEN to_jsonb(NEW) ->> 'id'
                        ELSE to_jsonb(NEW) ->> 'registration_id' END;
BEGIN
    PERFORM people_settle(people_components(ARRAY[changed]));
    RETURN NULL;
END $$;
CREATE TRIGGER people_protection_settle AFTER INSERT OR UPDATE ON people_protection
    FOR EACH ROW EXECUTE FUNCTION people_settle_changed();
CREATE TRIGGER people_registration_settle AFTER UPDATE OF level ON people_registration
    FOR EACH ROW WHEN (OLD.level IS DISTINCT FROM NEW.level) EXECUTE FUNCTION people_settle_changed();
CREATE TRIGGER people_address_settle AFTER INSERT OR UPDATE OF level, until ON people_address
    FOR EACH ROW WHEN (NEW.level >= 4) EXECUTE FUNCTION people_settle_changed();
"""

_INSIDE = """
-- Each registration held together becomes the one person; each change leaves a line in its own territory.
CREATE FUNCTION people_regroup(regs uuid[], why text, least_level smallint, posting uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE rest uuid[] := regs; members uuid[]; whose uuid; moved record;
BEGIN
    WHILE cardinality(rest) > 0 LOOP
        members := people_components(rest[1:1]);
        rest := ARRAY(SELECT unnest(rest) EXCEPT SELECT unnest(members));
        SELECT person_id INTO whose FROM people_personlink
            WHERE registration_id = ANY (members) AND reason = '' ORDER BY registration_id LIMIT 1;
        IF whose IS NULL THEN
            INSERT INTO people_person (id) VALUES (gen_random_uuid()) RETURNING id INTO whose;
            INSERT INTO people_personlink (id, registration_id, person_id, reason, account_id, since_at, until_at, level)
            SELECT gen_random_uuid(), m, whose, '', wasl_current_account(), clock_timestamp(), clock_timestamp(), 0
            FROM unnest(members) m ORDER BY m LIMIT 1;
        END IF;
        FOR moved IN
            SELECT r.id, r.path, r.level, r.seal FROM people_personlink l JOIN people_registration r ON r.id = l.registration_id
            WHERE l.registration_id = ANY (members) AND l.until_at IS NULL AND l.person_id <> whose ORDER BY r.id
        LOOP
            PERFORM people_link(moved.id, whose, why);
            INSERT INTO journal_line (account_id, posting_id, verb, subject, subject_id, path, level, seal, reason,
                                      digest, is_refused)
            VALUES (wasl_current_account(), posting, 'person:link', 'registration', moved.id::text, moved.path,
                    greatest(moved.level, least_level), moved.seal, why, '', false);
        END LOOP;
    END LOOP;
    PERFORM people_settle(regs);
END $$;

-- Ends what holds the two together, keeping what was said first: the later verdict that joined their sides goes.
CREATE FUNCTION people_cut(one uuid, two uuid, cause uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE members uuid[] := people_components(ARRAY[one]); side jsonb; edge record; a text; b text;
BEGIN
    SELECT jsonb_object_agg(m::text, m::text) INTO side FROM unnest(members) m;
    FOR edge IN SELECT id, one_id, other_id FROM people_verdict
        WHERE until_at IS NULL AND answer = 'SAME' AND one_id = ANY (members) ORDER BY said_at, id
    LOOP
        a := side ->> edge.one_id::text;
        b := side ->> edge.other_id::text;
        CONTINUE WHEN a = b;
        IF (a, b) IN ((side ->> one::text, side ->> two::text), (side ->> two::text, side ->> one::text)) THEN
            UPDATE people_verdict SET until_at = clock_timestamp(), ended_by = wasl_current_account(),
                ended_for_id = cause WHERE id = edge.id;
        ELSE
            SELECT jsonb_object_agg(key, CASE WHEN value = a THEN b ELSE value END) INTO side FROM jsonb_each_text(side);
        END IF;
    END LOOP;
END $$;

-- Two national cards that are not even within one edit of each other: nobody holds both.
CREATE FUNCTION people_note_cards(mine uuid[], theirs uuid[]) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH cards AS (
        SELECT n.registration_id AS reg, n.near FROM people_documentnumber n
        JOIN people_identitydocument d ON d.id = n.document_id AND d.type = 'CNIE' AND d.ended_on IS NULL
        WHERE n.registration_id = ANY (mine || theirs)
    ), apart AS (
        SELECT least(a.reg, b.reg) AS one, greatest(a.reg, b.reg) AS two FROM cards a, cards b
        WHERE a.reg = ANY (mine) AND b.reg = ANY (theirs) AND a.reg <> b.reg
        GROUP BY 1, 2 HAVING NOT bool_or(a.near && b.near))
    INSERT INTO people_cannotlink
        (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, reason, account_id, since_at)
    SELECT gen_random_uuid(), a.id, a.unit_id, a.path, b.id, b.unit_id, b.path, people_pair_level(a.id, b.id), 'CARDS',
           NULL, clock_timestamp()
    FROM apart JOIN people_registration a ON a.id = apart.one JOIN people_registration b ON b.id = apart.two
    WHERE NOT EXISTS (SELECT 1 FROM people_cannotlink c
                      WHERE c.one_id = apart.one AND c.other_id = apart.two AND c.reason = 'CARDS')
    ON CONFLICT DO NOTHING $$;

CREATE FUNCTION people_are_apart(mine uuid[], theirs uuid[]) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT 1 FROM people_cannotlink WHERE until_at IS NULL AND
        ((one_id = ANY (mine) AND other_id = ANY (theirs)) OR (one_id = ANY (theirs) AND other_id = ANY (mine)))) $$;

CREATE FUNCTION people_insert_apart(one uuid, two uuid, why text, whose uuid) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    INSERT INTO people_cannotlink
        (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, reason, verdict_id, account_id, since_at)
    SELECT gen_random_uuid(), a.id, a.unit_id, a.path, b.id, b.unit_id, b.path, people_pair_level(a.id, b.id), why,
           whose, wasl_current_account(), clock_timestamp()
    FROM people_registration a, people_registration b WHERE a.id = one AND b.id = two
    ON CONFLICT DO NOTHING $$;

-- SAID: now in force. DONE: nothing to add. APART: something keeps them apart. REVIEW: not for the batch to say.
-- DECIDED: an adjudicator answered already.
CREATE FUNCTION people_say(a uuid, b uuid, what text, why text, who text, posting uuid,
                           OUT outcome text, OUT verdict uuid) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    one uuid := least(a, b); two uuid := greatest(a, b); mine uuid[]; theirs uuid[]; before people_verdict;
    is_joined boolean; sure smallint;
BEGIN
    IF a = b THEN PERFORM people_refuse(); END IF;
    PERFORM people_hold(ARRAY[one, two]);
    mine := people_components(ARRAY[one]);
    theirs := people_components(ARRAY[two]);
    is_joined := two = ANY (mine);
    SELECT * INTO before FROM people_verdict
        WHERE one_id = one AND other_id = two AND until_at IS NULL AND answer <> 'UNSURE';
    IF who = 'JUDGE' AND (before.source = 'JUDGE' OR (what = 'UNSURE' AND EXISTS (
            SELECT 1 FROM people_verdict
            WHERE one_id = one AND other_id = two AND until_at IS NULL AND answer = 'UNSURE'))) THEN
        outcome := 'DECIDED'; RETURN;
    END IF;
    IF what = 'SAME' THEN
        IF is_joined AND who <> 'JUDGE' THEN outcome := 'DONE'; RETURN; END IF;
        IF NOT is_joined THEN
            PERFORM people_note_cards(mine, theirs);
            IF people_are_apart(mine, theirs) THEN outcome := 'APART'; RETURN; END IF;
            IF who = 'AUTO' AND (
                people_is_protected(one) OR people_is_protected(two)
                OR EXISTS (SELECT 1 FROM people_registration WHERE id = ANY (mine || theirs) AND level >= 3)
                OR EXISTS (SELECT 1 FROM people_verdict WHERE answer IN ('SAME', 'UNSURE') AND ended_for_id IS NULL
                           AND (until_at IS NULL OR ended_by IS NOT NULL)
                           AND ((one_id = ANY (mine) AND other_id = ANY (theirs))
                                OR (one_id = ANY (theirs) AND other_id = ANY (mine))))
            ) THEN outcome := 'REVIEW'; RETURN; END IF;
        END IF;
    END IF;
    sure := people_pair_level(one, two);
    verdict := gen_random_uuid();
    UPDATE people_verdict SET until_at = clock_timestamp(), ended_by = wasl_current_account(), ended_for_id = verdict
        WHERE one_id = one AND other_id = two AND until_at IS NULL AND (answer = 'UNSURE' OR what <> 'UNSURE');
    INSERT INTO people_verdict
        (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, answer, source, reason, account_id, said_at)
    SELECT verdict, x.id, x.unit_id, x.path, y.id, y.unit_id, y.path, sure, what, who, why, wasl_current_account(),
           clock_timestamp()
    FROM people_registration x, people_registration y WHERE x.id = one AND y.id = two;
    IF what = 'DIFFERENT' THEN
        PERFORM people_insert_apart(one, two, 'SAID', verdict);
        IF two IN (SELECT people_component(one)) THEN PERFORM people_cut(one, two, verdict); END IF;
    END IF;
    PERFORM people_regroup(
        ARRAY(SELECT DISTINCT unnest(mine || theirs)),
        CASE WHEN what = 'DIFFERENT' THEN 'DECIDED' ELSE CASE who WHEN 'WORKER' THEN 'CONFIRMED' WHEN 'JUDGE' THEN 'DECIDED'
             WHEN 'AUTO' THEN 'AUTOMATIC' ELSE who END END, sure, posting);
    outcome := 'SAID';
END $$;

-- Taken back: what it had ended is in force again, unless the verdict is undone with all it stood on (`is_whole`).
CREATE FUNCTION people_unsay(said uuid, is_whole boolean, posting uuid) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v people_verdict; back record; touched uuid[]; sure smallint; mine uuid[]; theirs uuid[];
BEGIN
    SELECT array_agg(x) INTO touched FROM people_verdict e, LATERAL (VALUES (e.one_id), (e.other_id)) ends(x)
        WHERE e.id = said OR e.ended_for_id = said;
    PERFORM people_hold(touched);
    SELECT * INTO v FROM people_verdict WHERE id = said AND until_at IS NULL;
    IF NOT FOUND THEN RETURN false; END IF;
    touched := people_components(touched);
    sure := people_pair_level(v.one_id, v.other_id);
    UPDATE people_verdict SET until_at = clock_timestamp(), ended_by = wasl_current_account() WHERE id = said;
    UPDATE people_cannotlink SET until_at = clock_timestamp(), ended_by = wasl_current_account()
        WHERE verdict_id = said AND until_at IS NULL;
    IF NOT is_whole THEN
        FOR back IN SELECT * FROM people_verdict WHERE ended_for_id = said ORDER BY said_at, id LOOP
            mine := people_components(ARRAY[back.one_id]);
            theirs := people_components(ARRAY[back.other_id]);
            CONTINUE WHEN back.answer = 'SAME' AND back.other_id <> ALL (mine) AND people_are_apart(mine, theirs);
            UPDATE people_verdict SET until_at = NULL, ended_by = NULL, ended_for_id = NULL WHERE id = back.id;
        END LOOP;
    END IF;
    PERFORM people_regroup(touched, 'UNDONE', sure, posting);
    RETURN true;
END $$;

CREATE FUNCTION people_propose(
    mine uuid, theirs uuid, how text, sure double precision, heavy double precision, codes text[], whose_tier text,
    why_not text, drawn boolean, in_run uuid
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE a uuid := least(mine, theirs); b uuid := greatest(mine, theirs); kept people_likelydouble; around uuid[];
    clusters uuid[]; is_new boolean;
BEGIN
    SELECT * INTO kept FROM people_likelydouble WHERE one_id = a AND other_id = b FOR UPDATE;
    is_new := NOT FOUND;
    IF NOT is_new AND (kept.reasons, kept.veto) IS DISTINCT FROM (codes::varchar[], why_not::varchar) THEN
        UPDATE people_verdict SET until_at = clock_timestamp()
            WHERE one_id = a AND other_id = b AND until_at IS NULL AND answer = 'UNSURE';
    END IF;
    INSERT INTO people_likelydouble
        (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, origin, tier, strength, weight,
         reasons, veto, is_sample, is_open, cluster, run_id, found_at)
    SELECT gen_random_uuid(), x.id, x.unit_id, x.path, y.id, y.unit_id, y.path, people_pair_level(a, b), how,
           whose_tier, sure, heavy, codes, why_not, drawn, people_pair_open(a, b, drawn), gen_random_uuid(), in_run, now()
    FROM people_registration x, people_registration y WHERE x.id = a AND y.id = b
    ON CONFLICT (one_id, other_id) DO UPDATE SET strength = excluded.strength, weight = excluded.weight,
        reasons = excluded.reasons, veto = excluded.veto, run_id = COALESCE(excluded.run_id, people_likelydouble.run_id),
        tier = CASE WHEN excluded.tier = '' THEN people_likelydouble.tier ELSE excluded.tier END,
        is_sample = people_likelydouble.is_sample OR excluded.is_sample,
        is_open = people_pair_open(a, b, people_likelydouble.is_sample OR excluded.is_sample);
    -- Pairs that share somebody are one item to review.
    around := people_components(ARRAY[a, b]);
    SELECT array_agg(DISTINCT cluster) INTO clusters FROM people_likelydouble
        WHERE is_open AND (one_id = ANY (around) OR other_id = ANY (around));
    IF cardinality(clusters) > 1 THEN
        UPDATE people_likelydouble SET cluster = clusters[1] WHERE cluster = ANY (clusters[2:]);
    END IF;
    RETURN is_new;
END $$;
"""

_CALLED = """
CREATE FUNCTION people_is_own(registration uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT 1 FROM people_registration
                   WHERE id = registration AND people_in_range(path) AND people_readable(level, seal)) $$;

-- Whether somebody protects this person whom the caller may not read: then nothing of it may show.
CREATE FUNCTION people_is_covered(registration uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM people_component(registration) c JOIN people_registration r ON r.id = c
        WHERE NOT (people_in_range(r.path) AND people_readable(r.level, r.seal)) AND (
            r.level >= 4
            OR EXISTS (SELECT 1 FROM people_protection p WHERE p.registration_id = c AND p.until_at IS NULL)
            OR EXISTS (SELECT 1 FROM people_address a
                       WHERE a.registration_id = c AND a.level >= 4 AND a.until IS NULL))) $$;
REVOKE ALL ON FUNCTION people_is_covered(uuid) FROM PUBLIC, wasl_app;

CREATE FUNCTION people_judges(a uuid, b uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT COALESCE(current_setting('wasl.adjudicates', true) = '1'
        AND (SELECT count(*) = 2 FROM people_registration WHERE id IN (a, b) AND people_in_range(path))
        AND people_pair_level(a, b) <= current_setting('wasl.level', true)::smallint
        AND NOT people_pair_denied(a, b), false) $$;

CREATE FUNCTION people_judge(a uuid, b uuid, what text, why text, posting uuid,
                             OUT outcome text, OUT verdict uuid) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT people_judges(a, b) THEN PERFORM people_refuse(); END IF;
    SELECT s.outcome, s.verdict INTO outcome, verdict FROM people_say(a, b, what, why, 'JUDGE', posting) s;
END $$;

-- "The same person", said by who reads both. Who does not read all that is behind the two is checked by who does.
CREATE FUNCTION people_confirm_same(mine uuid, theirs uuid, posting uuid,
                                    OUT outcome text, OUT verdict uuid) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE sees_all boolean;
BEGIN
    IF NOT (people_is_own(mine) AND people_is_own(theirs)) THEN PERFORM people_refuse(); END IF;
    SELECT bool_and(people_is_own(c)) INTO sees_all FROM unnest(people_components(ARRAY[mine, theirs])) c;
    SELECT s.outcome, s.verdict INTO outcome, verdict
        FROM people_say(mine, theirs, 'SAME', '', CASE WHEN sees_all THEN 'WORKER' ELSE 'OUTSIDE' END, posting) s;
    IF outcome = 'APART' OR (outcome = 'SAID' AND NOT sees_all) THEN
        PERFORM people_propose(mine, theirs, 'SAID', 1, 0, '{}', '', '', false, NULL);
    END IF;
END $$;

DROP FUNCTION people_confirm_outside(uuid, uuid);
CREATE FUNCTION people_confirm_outside(mine uuid, theirs uuid, posting uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT people_is_own(mine) OR NOT EXISTS (
        SELECT 1 FROM people_registration
        WHERE id = theirs AND level < 4 AND NOT people_in_range(path) AND NOT people_is_protected(id)
    ) THEN PERFORM people_refuse(); END IF;
    PERFORM people_say(mine, theirs, 'SAME', '', 'OUTSIDE', posting);
    PERFORM people_propose(mine, theirs, 'SAID', 1, 0, '{}', '', '', false, NULL);
END $$;

-- Undo of an adjudicator's answer: the pair is as it was before it.
CREATE FUNCTION people_take_back(said uuid, posting uuid) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM people_verdict v WHERE v.id = said AND people_judges(v.one_id, v.other_id)) THEN
        PERFORM people_refuse();
    END IF;
    RETURN people_unsay(said, false, posting);
END $$;

-- What holds a registration to others, as far as its reader may know: `with_id` only where that one is read too.
CREATE FUNCTION people_held_by(mine uuid) RETURNS TABLE (
    verdict_id uuid, with_id uuid, source varchar, reason varchar, said_at timestamptz, account_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT v.id, CASE WHEN people_is_own(o.id) THEN o.id END, v.source, v.reason, v.said_at,
           CASE WHEN people_is_own(o.id) THEN v.account_id END
    FROM people_verdict v, LATERAL (SELECT CASE WHEN v.one_id = mine THEN v.other_id ELSE v.one_id END AS id) o
    WHERE (v.one_id = mine OR v.other_id = mine) AND v.until_at IS NULL AND v.answer = 'SAME'
      AND people_is_own(mine) AND (people_is_own(o.id) OR NOT people_is_covered(o.id))
    ORDER BY v.said_at DESC, v.id $$;

-- Taken apart from the person's page, with whatever the verdict stood on. Null: the last one.
CREATE FUNCTION people_part(mine uuid, said uuid, posting uuid) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE chosen uuid;
BEGIN
    SELECT verdict_id INTO chosen FROM people_held_by(mine) WHERE said IS NULL OR verdict_id = said LIMIT 1;
    RETURN COALESCE(people_unsay(chosen, true, posting), false);
END $$;

CREATE FUNCTION people_keep_apart(a uuid, b uuid, why text, posting uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE one uuid := least(a, b); two uuid := greatest(a, b); around uuid[];
BEGIN
    IF a = b OR NOT ((people_is_own(a) AND people_is_own(b)) OR people_judges(a, b)) THEN PERFORM people_refuse(); END IF;
    PERFORM people_hold(ARRAY[one, two]);
    around := people_components(ARRAY[one, two]);
    PERFORM people_insert_apart(one, two, why, NULL);
    IF two IN (SELECT people_component(one)) THEN PERFORM people_cut(one, two, NULL); END IF;
    PERFORM people_regroup(around, 'DECIDED', people_pair_level(one, two), posting);
END $$;

CREATE FUNCTION people_lift_apart(lifted uuid, posting uuid) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE c people_cannotlink;
BEGIN
    SELECT * INTO c FROM people_cannotlink WHERE id = lifted;
    IF c.id IS NULL OR NOT (people_judges(c.one_id, c.other_id) OR (
        c.reason IN ('TWINS', 'SIBLINGS') AND people_is_own(c.one_id) AND people_is_own(c.other_id)
    )) THEN PERFORM people_refuse(); END IF;
    IF c.verdict_id IS NOT NULL THEN RETURN people_unsay(c.verdict_id, false, posting); END IF;
    PERFORM people_hold(ARRAY[c.one_id, c.other_id]);
    UPDATE people_cannotlink SET until_at = clock_timestamp(), ended_by = wasl_current_account()
        WHERE id = lifted AND until_at IS NULL;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM people_settle(people_components(ARRAY[c.one_id, c.other_id]));
    RETURN true;
END $$;

-- The registrations of an item to review, whatever their level: of the pair, and of the open pairs of its cluster.
DROP FUNCTION people_double_sheets(uuid);
CREATE FUNCTION people_double_sheets(double_id uuid) RETURNS SETOF people_registration LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT * FROM people_registration WHERE id IN (
        SELECT unnest(ARRAY[p.one_id, p.other_id])
        FROM people_likelydouble d JOIN people_likelydouble p ON p.id = d.id OR (p.cluster = d.cluster AND p.is_open)
        WHERE d.id = double_id AND people_judges(d.one_id, d.other_id) AND people_judges(p.one_id, p.other_id))
    ORDER BY id $$;

-- Different cards become a bar that can be seen, and lifted.
CREATE FUNCTION people_note_bars(double_id uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE d record;
BEGIN
    FOR d IN SELECT p.one_id, p.other_id FROM people_likelydouble i
        JOIN people_likelydouble p ON p.id = i.id OR (p.cluster = i.cluster AND p.is_open)
        WHERE i.id = double_id AND people_judges(p.one_id, p.other_id)
    LOOP
        PERFORM people_note_cards(people_components(ARRAY[d.one_id]), people_components(ARRAY[d.other_id]))
        WHERE d.other_id NOT IN (SELECT people_component(d.one_id));
    END LOOP;
END $$;

DROP FUNCTION people_decide_double(uuid, boolean);
DROP FUNCTION people_add_double(uuid, uuid, double precision, text);
"""

_ONLY_INSIDE = (
    "people_component(uuid)",
    "people_components(uuid[])",
    "people_pair_level(uuid, uuid)",
    "people_pair_open(uuid, uuid, boolean)",
    "people_hold(uuid[])",
    "people_settle(uuid[])",
    "people_regroup(uuid[], text, smallint, uuid)",
    "people_cut(uuid, uuid, uuid)",
    "people_note_cards(uuid[], uuid[])",
    "people_are_apart(uuid[], uuid[])",
    "people_insert_apart(uuid, uuid, text, uuid)",
    "people_say(uuid, uuid, text, text, text, uuid)",
    "people_unsay(uuid, boolean, uuid)",
    "people_propose(uuid, uuid, text, double precision, double precision, text[], text, text, boolean, uuid)",
)
_CLOSED = "".join(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC, wasl_app;" for signature in _ONLY_INSIDE)

# What was linked and decided before verdicts were kept. People written as somebody already made came so.
_KEPT = """
UPDATE people_personlink l SET reason = 'LIST' WHERE l.reason = '' AND EXISTS (
    SELECT 1 FROM people_personlink f WHERE f.person_id = l.person_id AND f.reason = ''
    AND f.registration_id < l.registration_id);
INSERT INTO people_verdict
    (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, answer, source, reason, account_id, said_at)
SELECT gen_random_uuid(), a.id, a.unit_id, a.path, b.id, b.unit_id, b.path, people_pair_level(a.id, b.id), 'SAME',
       CASE l.reason WHEN 'OUTSIDE' THEN 'OUTSIDE' WHEN 'DECIDED' THEN 'JUDGE' WHEN 'LIST' THEN 'LIST' ELSE 'WORKER' END,
       '', l.account_id, l.since_at
FROM people_personlink l
JOIN LATERAL (SELECT registration_id FROM people_personlink o WHERE o.person_id = l.person_id AND o.until_at IS NULL
              ORDER BY registration_id LIMIT 1) f ON f.registration_id <> l.registration_id
JOIN people_registration a ON a.id = least(l.registration_id, f.registration_id)
JOIN people_registration b ON b.id = greatest(l.registration_id, f.registration_id)
WHERE l.until_at IS NULL;
INSERT INTO people_verdict
    (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, answer, source, reason, account_id, said_at)
SELECT gen_random_uuid(), one_id, unit_id, path, other_id, other_unit_id, other_path, level, 'DIFFERENT', 'JUDGE', '',
       decided_by, COALESCE(decided_at, now())
FROM people_likelydouble WHERE origin = 'DIFFERENT';
INSERT INTO people_cannotlink
    (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, reason, verdict_id, account_id, since_at)
SELECT gen_random_uuid(), one_id, unit_id, path, other_id, other_unit_id, other_path, level, 'SAID', id, account_id,
       said_at FROM people_verdict WHERE answer = 'DIFFERENT';
UPDATE people_likelydouble SET origin = 'FOUND' WHERE origin NOT IN ('FOUND', 'SAID');
UPDATE people_likelydouble SET cluster = id, strength = 0.5, is_open = people_pair_open(one_id, other_id, false);
REVOKE UPDATE, DELETE ON people_personlink FROM wasl_app;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0008_review"), ("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(_STATE + _INSIDE + _CALLED + _CLOSED),
        migrations.RunSQL(_KEPT),
        migrations.RemoveField(model_name="likelydouble", name="decided_at"),
        migrations.RemoveField(model_name="likelydouble", name="decided_by"),
        migrations.AlterField("likelydouble", "origin", models.CharField(max_length=8)),
        migrations.AddConstraint(
            "personlink",
            models.UniqueConstraint(
                condition=models.Q(("reason", "")), fields=("registration",), name="people_link_one_own"
            ),
        ),
    ]
