"""Units of the network as facts: one per unit that is open on the day, with the type it has that day."""

from datetime import date

from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.rules.indicator import Units

KIND = "unit"

_OPEN_UNITS = """
SELECT u.id AS row_id, u.id AS unit_id, %s::date AS on_day, s.type AS key, u.kind AS kind,
       NULL::uuid AS person, 1::numeric AS quantity, 1::numeric AS recorded, 'exact' AS qualifier,
       '' AS line, '' AS sex, u.opened_on, u.is_simulated, u.path, 0::smallint AS level, NULL::uuid AS seal
  FROM network_unit u
  JOIN network_unitstate s ON s.unit_id = u.id AND s.since <= %s AND (s.until IS NULL OR s.until > %s)
 WHERE u.opened_on <= %s AND (u.closed_on IS NULL OR u.closed_on > %s)
"""


def relation(*, on: date) -> Relation:
    return Relation(_OPEN_UNITS, (on,) * 5)


def wanted(units: Units) -> Wanted:
    return Wanted(
        keys=units.types, kinds=units.kinds, is_eps=units.is_eps, area=units.area, opened_after=units.opened_after
    )
