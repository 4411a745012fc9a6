"""Dossiers, answers to orientations and protection of children as facts: one row for each thing that happened."""

from wasl.core.period import CASABLANCA, Period
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.rules.indicator import Casework

KIND = "casework"

_ZONE = str(CASABLANCA)
_ONE = """SELECT {row}.id AS row_id, {row}.unit_id, ({at} AT TIME ZONE '{zone}')::date AS on_day, {key} AS key,
       '{kind}' AS kind, {person} AS person, 1::numeric AS quantity, 1::numeric AS recorded, 'exact' AS qualifier,
       '' AS line, {sex} AS sex, NULL::date AS opened_on, {row}.is_simulated, {row}.path, {row}.level, {row}.seal
  FROM {tables} WHERE {at} >= %s AND {at} < %s{also}"""
# The person is today's: a registration that was recognised as somebody known counts as that person.
_PERSON = (
    "COALESCE((SELECT l.person_id FROM people_personlink l WHERE l.registration_id = {0} AND l.until_at IS NULL), {0})"
)
_SEX = "(SELECT p.sex FROM people_registration p WHERE p.id = {0})"

_STEP = (
    "assistance_circuitstep t JOIN assistance_circuitrun r ON r.id = t.run_id"
    " JOIN assistance_case c ON c.id = t.case_id"
)
_CHILD_DONE = " AND r.circuit = 'CHILD' AND t.state = 'done'"
_FOLLOWED = " AND r.circuit = 'CHILD' AND t.code IN ('SUIVI', 'REVISION') AND t.state IN ('open', 'done')"
#: What counts as an answer: saying "received, under study" does not.
_ANSWERED = "('ACCEPTEE', 'REFUSEE', 'RDV', 'SERVIE', 'NON_PRESENT')"
_SENT_ON = f"(o.sent_at AT TIME ZONE '{_ZONE}')::date"
#: The day an answer was owed when it left; the row's own clock has moved on since.
_OWED_ON = f"""{_SENT_ON} + (SELECT p.value FROM catalogue_parameter p
  WHERE p.code = 'orientation.reply_days.' || o.urgency AND p.state = 'approved' AND p.since <= {_SENT_ON}
  AND (p.until IS NULL OR p.until >= {_SENT_ON}) ORDER BY p.since DESC LIMIT 1)"""
_HAS_STEP = " AND EXISTS (SELECT FROM assistance_orientationstep s WHERE s.orientation_id = o.id AND {0})"

#: kind, row, tables, moment, key, registration ("" for none), further condition.
_PARTS = (
    ("case_opened", "c", "assistance_case c", "c.opened_at", "c.channel", "c.registration_id", ""),
    ("case_closed", "c", "assistance_case c", "c.closed_at", "c.closure_reason", "c.registration_id", ""),
    ("orientation", "o", "assistance_orientation o", "o.sent_at", "o.destination", "o.registration_id", ""),
    ("answered_in_time", "o", "assistance_orientation o", "o.sent_at", "o.destination", "o.registration_id",
     _HAS_STEP.format(f"s.step IN {_ANSWERED} AND (s.at AT TIME ZONE '{_ZONE}')::date <= {_OWED_ON}")),
    ("served", "o", "assistance_orientation o", "o.sent_at", "o.destination", "o.registration_id",
     _HAS_STEP.format("s.step = 'SERVIE'")),
    ("circuit", "r", "assistance_circuitrun r JOIN assistance_case c ON c.id = r.case_id", "r.started_at", "r.circuit",
     "c.registration_id", ""),
    ("child_signalled", "k",
     "assistance_signalchild k JOIN assistance_protectionsignal g ON g.id = k.signal_id AND g.event_id IS NULL",
     "g.received_at", "g.situation", "", ""),
    ("child_same_day", "k",
     "assistance_signalchild k JOIN assistance_protectionsignal g ON g.id = k.signal_id AND g.event_id IS NULL",
     "g.received_at", "g.situation", "",
     f" AND (g.first_acted_at AT TIME ZONE '{_ZONE}')::date = (g.received_at AT TIME ZONE '{_ZONE}')::date"),
    ("child_reported", "t", _STEP, "t.settled_at", "t.code", "c.registration_id",
     f"{_CHILD_DONE} AND t.code = 'SIGNALEMENT'"),
    ("child_placed", "t", _STEP, "t.settled_at", "t.code", "c.registration_id",
     f"{_CHILD_DONE} AND t.code = 'PLACEMENT'"),
    ("follow_up_due", "t", _STEP, "t.due_at", "t.code", "c.registration_id", _FOLLOWED),
    ("follow_up_in_time", "t", _STEP, "t.due_at", "t.code", "c.registration_id",
     f"{_FOLLOWED} AND t.settled_at <= t.due_at"),
)  # fmt: skip


def _part(kind: str, row: str, tables: str, at: str, key: str, registration: str, also: str, *, with_sex: bool) -> str:
    person = _PERSON.format(registration) if registration else "NULL::uuid"
    sex = _SEX.format(registration) if with_sex and registration else "NULL"
    return _ONE.format(
        kind=kind, row=row, tables=tables, at=at, key=key, person=person, sex=sex, also=also, zone=_ZONE
    )  # fmt: skip


def relation(*, period: Period, with_sex: bool = False) -> Relation:
    parts = [_part(*part, with_sex=with_sex) for part in _PARTS]
    return Relation(" UNION ALL ".join(parts), period.instants() * len(parts))


def wanted(casework: Casework) -> Wanted:
    return Wanted(keys=casework.keys, kinds=casework.kinds)
