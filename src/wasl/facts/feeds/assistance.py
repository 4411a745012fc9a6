"""Receptions, acts and orientations as facts: one row per person of each, and one for those who stayed anonymous."""

from wasl.core.period import CASABLANCA, Period
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.rules.indicator import Acts

KIND = "assistance"

_ZONE = str(CASABLANCA)
# What a centre did stays in its figures when the dossier has gone to another one.
_COLUMNS = """{row}.id AS row_id, COALESCE({row}.counted_in, {row}.unit_id) AS unit_id,
       ({row}.{at} AT TIME ZONE '{zone}')::date AS on_day,
       {row}.{service} AS key, '{kind}' AS kind, {person} AS person, {quantity} AS quantity, {quantity} AS recorded,
       'exact' AS qualifier, '' AS line, {sex} AS sex, NULL::date AS opened_on, {row}.is_simulated,
       {row}.path, {row}.level, {row}.seal"""


def _columns(row: str, **parts: str) -> str:
    return _COLUMNS.format(row=row, zone=_ZONE, **parts)


# The person is today's: a registration that was recognised as somebody known counts as that person.
_PERSON = " LEFT JOIN people_personlink l ON l.registration_id = {registration} AND l.until_at IS NULL"
_IN_PERIOD = " WHERE {row}.{at} >= %s AND {row}.{at} < %s"
_WHO = "COALESCE(l.person_id, {0})"

# Of the registration, which is looked up only when somebody asks for it.
_SEX = "(SELECT p.sex FROM people_registration p WHERE p.id = {registration})"


def _receptions(sex: str) -> str:
    columns = _columns(
        "r", at="arrived_at", service="need", kind="reception", person=_WHO.format("r.registration_id"),
        quantity="r.head_count::numeric", sex=f"COALESCE({sex.format(registration='r.registration_id')}, r.sex)",
    )  # fmt: skip
    person = _PERSON.format(registration="r.registration_id")
    return f"SELECT {columns} FROM assistance_reception r{person}{_IN_PERIOD.format(row='r', at='arrived_at')}"


def _act_persons(sex: str) -> str:
    columns = _columns(
        "a", at="occurred_at", service="service", kind="act", person=_WHO.format("ap.registration_id"),
        quantity="1::numeric", sex=sex.format(registration="ap.registration_id"),
    )  # fmt: skip
    person = _PERSON.format(registration="ap.registration_id")
    within = _IN_PERIOD.format(row="a", at="occurred_at")
    return f"SELECT {columns} FROM assistance_act a JOIN assistance_actperson ap ON ap.act_id = a.id{person}{within}"


def _act_anonymous() -> str:
    """An act with named persons only has its rows elsewhere; one with nobody at all is still an act."""
    columns = _columns(
        "a", at="occurred_at", service="service", kind="act", person="NULL::uuid",
        quantity="a.anonymous_count::numeric", sex="'X'",
    )  # fmt: skip
    nobody = "NOT EXISTS (SELECT FROM assistance_actperson ap WHERE ap.act_id = a.id)"
    within = _IN_PERIOD.format(row="a", at="occurred_at")
    return f"SELECT {columns} FROM assistance_act a{within} AND (a.anonymous_count > 0 OR {nobody})"


def _orientations(sex: str) -> str:
    columns = _columns(
        "o", at="sent_at", service="service", kind="orientation", person=_WHO.format("o.registration_id"),
        quantity="1::numeric", sex=sex.format(registration="o.registration_id"),
    )  # fmt: skip
    person = _PERSON.format(registration="o.registration_id")
    return f"SELECT {columns} FROM assistance_orientation o{person}{_IN_PERIOD.format(row='o', at='sent_at')}"


def relation(*, period: Period, with_sex: bool = False) -> Relation:
    sex = _SEX if with_sex else "NULL"
    parts = (_receptions(sex), _act_persons(sex), _act_anonymous(), _orientations(sex))
    return Relation(" UNION ALL ".join(parts), period.instants() * len(parts))


def wanted(acts: Acts) -> Wanted:
    return Wanted(keys=acts.services, kinds=acts.kinds)
