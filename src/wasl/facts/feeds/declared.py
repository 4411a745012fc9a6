"""Approved declared states as facts, on the last day of their period (or their unit's last day)."""

from wasl.core.figures import ADDS_OVER_TIME
from wasl.core.period import Period
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.rules.indicator import Declared

KIND = "declared"

# What adds up over time (amounts, items, acts) may be declared month by month; a state of the whole period
# then takes the place of its parts. Persons are taken from states of the very period only: the same person
# comes in several months.
_APPROVED = """
SELECT d.id AS row_id, d.unit_id, LEAST(%s::date, COALESCE(u.closed_on - 1, %s::date)) AS on_day,
       d.measure AS key, '' AS kind, NULL::uuid AS person, d.value AS quantity,
       COALESCE(d.recorded_value, d.value) AS recorded, d.qualifier, d.line, '' AS sex,
       u.opened_on, d.is_simulated, d.path, d.level, d.seal
  FROM facts_declaredfact d
  JOIN network_unit u ON u.id = d.unit_id
 WHERE d.status = 'approved'
   AND (d.period = %s
        OR (d.since >= %s AND d.until <= %s AND d.period <> %s AND d.counted = ANY(%s::text[])
            AND NOT EXISTS (SELECT FROM facts_declaredfact larger
                             WHERE larger.status = 'approved' AND larger.unit_id = d.unit_id
                               AND larger.measure = d.measure AND larger.period <> d.period
                               AND larger.since >= %s AND larger.until <= %s
                               AND larger.since <= d.since AND larger.until >= d.until)))
"""


def relation(*, period: Period) -> Relation:
    day, since, until = period.last_day, period.since, period.until
    additive = tuple(sorted(unit.value for unit in ADDS_OVER_TIME))
    return Relation(_APPROVED, (day, day, period.code, since, until, period.code, additive, since, until))


def wanted(declared: Declared) -> Wanted:
    return Wanted(keys=(declared.measure,))
