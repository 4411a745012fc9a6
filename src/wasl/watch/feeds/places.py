"""Places asked for, from approved weekly states: people housed or enrolled, and admissions refused for want of a place.

The key is the type that the establishment had that week; `weeks` counts the states that say how many were enrolled.
"""

from datetime import date

from wasl.facts.engine.shapes import Relation

HOUSED, WEEKS, REFUSED = "housed", "weeks", "refused"
KINDS = (HOUSED, WEEKS, REFUSED)
_PARTS = {
    HOUSED: ("w.enrolled", "w.enrolled IS NOT NULL"),
    WEEKS: ("1", "w.enrolled IS NOT NULL"),
    REFUSED: ("w.value", "w.measure = 'eps.refused'"),
}
_ONE = """SELECT w.id AS row_id, w.unit_id, w.week AS on_day, s.type AS key, '{kind}' AS kind, NULL::uuid AS person,
       {quantity}::numeric AS quantity, {quantity}::numeric AS recorded, 'exact' AS qualifier, '' AS line, '' AS sex,
       NULL::date AS opened_on, w.is_simulated, w.path, w.level, w.seal
  FROM watch_weekstate w JOIN network_unitstate s ON s.unit_id = w.unit_id AND w.week >= s.since
       AND (s.until IS NULL OR w.week < s.until)
 WHERE w.status = 'approved' AND {only} AND w.week >= %s AND w.week < %s"""


def relation(*, since: date, until: date) -> Relation:
    parts = [_ONE.format(kind=kind, quantity=quantity, only=only) for kind, (quantity, only) in _PARTS.items()]
    return Relation(" UNION ALL ".join(parts), (since, until) * len(parts))
