"""Approved weekly states as facts: how many, out of how many, that a unit reported; a kind of its own for each."""

from datetime import date

from wasl.facts.engine.shapes import Relation, Wanted
from wasl.watch.rules.indicator import Weekly

VALUE, ENROLLED, REPORTS = "value", "enrolled", "reports"
#: A unit that says no number out of how many weighs like any other.
_QUANTITY = {VALUE: "w.value", ENROLLED: "COALESCE(w.enrolled, 1)", REPORTS: "1"}
_ONE = """SELECT w.id AS row_id, w.unit_id, w.week AS on_day, w.measure AS key, '{kind}' AS kind, NULL::uuid AS person,
       {quantity}::numeric AS quantity, {quantity}::numeric AS recorded, 'exact' AS qualifier, '' AS line, '' AS sex,
       NULL::date AS opened_on, w.is_simulated, w.path, w.level, w.seal
  FROM watch_weekstate w WHERE w.status = 'approved' AND w.week >= %s AND w.week < %s"""


def relation(*, since: date, until: date) -> Relation:
    parts = [_ONE.format(kind=kind, quantity=quantity) for kind, quantity in _QUANTITY.items()]
    return Relation(" UNION ALL ".join(parts), (since, until) * len(parts))


def wanted(weekly: Weekly, kind: str = VALUE) -> Wanted:
    return Wanted(keys=weekly.measures, kinds=(kind,))
