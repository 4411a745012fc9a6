"""The same search, key by key: a row that is met says which key met it, and its keys are not compared again.

It answers what the one before answered, with a quarter less of the server's time in a registry of five million. What
the numbers mean stands in 0014.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("wasl.people.migrations.0014_final_search")
# A registry is read up to 6,000 meetings of a row and a key a search, whatever was asked.
MET = """    WITH met AS (
        SELECT r.id, r.path, r.level, r.seal, q.b, q.f
        FROM unnest(asked, bits, far) q(k, b, f)
        CROSS JOIN LATERAL (SELECT id, path, level, seal FROM people_registration WHERE keys @> ARRAY[q.k]) r
        LIMIT 6000
    ), keyed AS MATERIALIZED (
        SELECT id, path, level, seal, sum(b) AS weight, sum(b) FILTER (WHERE f) AS far_weight
        FROM met GROUP BY id, path, level, seal
    ), hits AS (
        SELECT id, path, level, seal, 0 AS phone, 0 AS number,
               CASE WHEN people_in_range(path) THEN weight ELSE far_weight END AS weight
        FROM keyed
"""
_HEAD, _, _rest = BEFORE.CANDIDATES.partition("    WITH keyed AS")
_, _FROM_PHONES, _TAIL = _rest.partition("        UNION ALL\n        SELECT r.id, r.path, r.level, r.seal, 1, 0, 1000")
CANDIDATES = _HEAD + MET + _FROM_PHONES + _TAIL


class Migration(migrations.Migration):
    dependencies = [("people", "0014_final_search")]

    operations = [migrations.RunSQL(BEFORE.AFTER + CANDIDATES, BEFORE.AFTER + BEFORE.CANDIDATES)]
