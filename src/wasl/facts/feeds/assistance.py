"""Receptions, acts and orientations as facts: one row per person of each, and one for those who stayed anonymous."""

from wasl.core.period import CASABLANCA, Period
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.rules.indicator import Acts

KIND = "assistance"

_ZONE = str(CASABLANCA)
_COLUMNS = """{row}.id AS row_id, {row}.unit_id, ({row}.{at} AT TIME ZONE '{zone}')::date AS on_day,
       {row}.{service} AS key, '{kind}' AS kind, {person} AS person, {quantity} AS quantity, {quantity} AS recorded,
       'exact' AS qualifier, '' AS line, {sex} AS sex, NULL::date AS opened_on, {row}.is_simulated,
       {row}.path, {row}.level, {row}.seal"""


def _columns(row: str, **parts: str) -> str:
    return _COLUMNS.format(row=row, zone=_ZONE, **parts)


# The person is today's: a registration that was recognised as somebody known counts as that person.
_PERSON = """
  LEFT JOIN people_personlink l ON l.registration_id = {registration} AND l.until_at IS NULL
  LEFT JOIN people_registration p ON p.id = {registration}"""
_IN_PERIOD = " WHERE {row}.{at} >= %s AND {row}.{at} < %s"
_WHO = "COALESCE(l.person_id, {0})"

_RECEPTIONS = (
    "SELECT "
    + _columns(
        "r", at="arrived_at", service="need", kind="reception", person=_WHO.format("r.registration_id"),
        quantity="r.head_count::numeric", sex="COALESCE(p.sex, r.sex)",
    )
    + " FROM assistance_reception r"
    + _PERSON.format(registration="r.registration_id")
    + _IN_PERIOD.format(row="r", at="arrived_at")
)  # fmt: skip
_ACT_PERSONS = (
    "SELECT "
    + _columns(
        "a", at="occurred_at", service="service", kind="act", person=_WHO.format("ap.registration_id"),
        quantity="1::numeric", sex="COALESCE(p.sex, 'X')",
    )
    + " FROM assistance_act a JOIN assistance_actperson ap ON ap.act_id = a.id"
    + _PERSON.format(registration="ap.registration_id")
    + _IN_PERIOD.format(row="a", at="occurred_at")
)  # fmt: skip
# An act with named persons only has its rows above; one with nobody at all is still an act.
_ACT_ANONYMOUS = (
    "SELECT "
    + _columns(
        "a", at="occurred_at", service="service", kind="act", person="NULL::uuid",
        quantity="a.anonymous_count::numeric", sex="'X'",
    )
    + " FROM assistance_act a"
    + _IN_PERIOD.format(row="a", at="occurred_at")
    + " AND (a.anonymous_count > 0 OR NOT EXISTS (SELECT FROM assistance_actperson ap WHERE ap.act_id = a.id))"
)  # fmt: skip
_ORIENTATIONS = (
    "SELECT "
    + _columns(
        "o", at="sent_at", service="service", kind="orientation", person=_WHO.format("o.registration_id"),
        quantity="1::numeric", sex="COALESCE(p.sex, 'X')",
    )
    + " FROM assistance_orientation o"
    + _PERSON.format(registration="o.registration_id")
    + _IN_PERIOD.format(row="o", at="sent_at")
)  # fmt: skip
_ALL = " UNION ALL ".join((_RECEPTIONS, _ACT_PERSONS, _ACT_ANONYMOUS, _ORIENTATIONS))


def relation(*, period: Period) -> Relation:
    return Relation(_ALL, period.instants() * 4)


def wanted(acts: Acts) -> Wanted:
    return Wanted(keys=acts.services, kinds=acts.kinds)
