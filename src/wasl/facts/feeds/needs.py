"""What people lack, as facts: situations that begin, requests not met here, and requests refused elsewhere."""

from wasl.core.period import CASABLANCA, Period
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.feeds.casework import COUNTED_IN, HELD_BY
from wasl.facts.rules.indicator import Needs

KIND = "needs"

_ZONE = str(CASABLANCA)
_ONE = """SELECT {row}.id AS row_id, {unit} AS unit_id, {day} AS on_day, {key} AS key, '{kind}' AS kind,
       {person} AS person, {quantity}::numeric AS quantity, {quantity}::numeric AS recorded, 'exact' AS qualifier,
       '' AS line, {sex} AS sex, NULL::date AS opened_on, {row}.is_simulated, {row}.path, {row}.level, {row}.seal
  FROM {tables} WHERE {within}"""
_PERSON = (
    "COALESCE((SELECT l.person_id FROM people_personlink l WHERE l.registration_id = {0} AND l.until_at IS NULL), {0})"
)
_SEX = "(SELECT p.sex FROM people_registration p WHERE p.id = {0})"


def _local(moment: str) -> str:
    return f"({moment} AT TIME ZONE '{_ZONE}')::date"


#: A situation may be older than the dossier: it is known from the day the dossier was opened.
_KNOWN_ON = f"GREATEST(s.since, {_local('c.opened_at')})"
#: What was lacked is counted where it was heard, though the dossier went to another centre since.
_HEARD_AT = HELD_BY.format(case="c.id", at=f"GREATEST(s.since::timestamp AT TIME ZONE '{_ZONE}', c.opened_at)", row="s")
_ITS_CASE = "COALESCE(u.case_id, (SELECT r.case_id FROM assistance_reception r WHERE r.id = u.reception_id))"
_ASKED_AT = HELD_BY.format(case=_ITS_CASE, at="u.occurred_at", row="u")
#: kind, row, its centre, tables, day, key, how many, registration, condition with two places for the period's days.
_PARTS = (
    ("situation", "s", _HEARD_AT, "assistance_casesituation s JOIN assistance_case c ON c.id = s.case_id", _KNOWN_ON,
     "s.code", "1", "c.registration_id", f"{_KNOWN_ON} >= %s AND {_KNOWN_ON} < %s"),
    ("unmet", "u", _ASKED_AT, "assistance_unmetrequest u", _local("u.occurred_at"), "u.reason", "u.head_count",
     "u.registration_id", f"{_local('u.occurred_at')} >= %s AND {_local('u.occurred_at')} < %s"),
    ("refused", "t", COUNTED_IN.format(row="o"),
     "assistance_orientationstep t JOIN assistance_orientation o ON o.id = t.orientation_id",
     _local("t.at"), "o.destination", "1", "o.registration_id",
     f"t.step = 'REFUSEE' AND {_local('t.at')} >= %s AND {_local('t.at')} < %s"),
)  # fmt: skip


def _part(part: tuple[str, ...], *, with_sex: bool) -> str:
    kind, row, unit, tables, day, key, quantity, registration, within = part
    sex = _SEX.format(registration) if with_sex else "NULL"
    return _ONE.format(
        kind=kind, row=row, unit=unit, tables=tables, day=day, key=key, quantity=quantity, within=within, sex=sex,
        person=_PERSON.format(registration),
    )  # fmt: skip


def relation(*, period: Period, with_sex: bool = False) -> Relation:
    parts = [_part(part, with_sex=with_sex) for part in _PARTS]
    return Relation(" UNION ALL ".join(parts), (period.since, period.until) * len(parts))


def wanted(needs: Needs) -> Wanted:
    return Wanted(keys=needs.keys, kinds=needs.kinds)
