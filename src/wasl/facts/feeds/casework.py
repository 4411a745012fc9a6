"""Dossiers, waits, answers to orientations and protection of children as facts: one row for each thing that happened.

Four feeds, so that a report reads only those it asks for. Each is a list of parts.
"""

from dataclasses import dataclass

from wasl.core.period import CASABLANCA, Period
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.rules.indicator import Casework

KIND = "casework"

_ZONE = str(CASABLANCA)
_ONE = """SELECT {row}.id AS row_id, {unit} AS unit_id, ({on} AT TIME ZONE '{zone}')::date AS on_day, {key} AS key,
       '{kind}' AS kind, {person} AS person, {quantity}::numeric AS quantity, {quantity}::numeric AS recorded,
       'exact' AS qualifier, '' AS line, {sex} AS sex, NULL::date AS opened_on, {row}.is_simulated, {row}.path,
       {row}.level, {row}.seal
  FROM {tables} WHERE {within}{also}"""
_IN_PERIOD = "{at} >= %s AND {at} < %s"
#: On the last day of the period, of what had begun and had not ended.
_AT_THE_END = "{at} < %s AND ({ended} IS NULL OR {ended} >= %s)"
# What a centre did stays in its figures when the dossier has gone to another one: the rows say so themselves, or the
# hand-over that came first after the moment tells which centre had the dossier then.
COUNTED_IN = "COALESCE({row}.counted_in, {row}.unit_id)"
HELD_BY = """COALESCE((SELECT m.unit_id FROM assistance_casetransfer m WHERE m.case_id = {case}
  AND m.state = 'accepted' AND m.answered_at > {at} ORDER BY m.answered_at LIMIT 1), {row}.unit_id)"""
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


@dataclass(frozen=True, slots=True)
class _Part:
    """`registration` and `person` are SQL; `case` the dossier whose hand-overs say which centre it was counted in,
    where the row has no `counted_in` of its own; `ended` makes it a stock, counted on the last day of the period."""

    kind: str
    row: str
    tables: str
    at: str
    key: str
    registration: str = ""
    also: str = ""
    case: str = ""
    person: str = ""
    quantity: str = "1"
    ended: str = ""

    def select(self, *, with_sex: bool) -> str:
        unit = HELD_BY.format(case=self.case, at=self.at, row=self.row) if self.case else COUNTED_IN
        on, within = self.at, _IN_PERIOD
        if self.ended:
            unit = HELD_BY.format(case=self.case, at="%s::timestamptz", row=self.row)
            on, within = "(%s::timestamptz - interval '1 second')", _AT_THE_END
        person = _PERSON.format(self.registration) if self.registration else "NULL::uuid"
        return _ONE.format(
            kind=self.kind, row=self.row, tables=self.tables, key=self.key, zone=_ZONE, on=on,
            unit=unit.format(row=self.row), within=within.format(at=self.at, ended=self.ended), also=self.also,
            person=self.person or person, quantity=self.quantity,
            sex=_SEX.format(self.registration) if with_sex and self.registration else "NULL",
        )  # fmt: skip

    def parameters(self, period: Period) -> tuple[object, ...]:
        since, until = period.instants()
        return (until,) * 4 if self.ended else (since, until)


def _minutes(since: str, until: str) -> str:
    return f"(extract(epoch FROM {until} - {since}) / 60)"


_CASE = {"row": "c", "tables": "assistance_case c", "registration": "c.registration_id", "case": "c.id"}
_SENT = {"row": "o", "tables": "assistance_orientation o", "at": "o.sent_at", "key": "o.destination",
         "registration": "o.registration_id"}  # fmt: skip
_SIGNAL = {
    "row": "k", "at": "g.received_at", "key": "g.situation",
    "tables": "assistance_signalchild k JOIN assistance_protectionsignal g ON g.id = k.signal_id"
    " AND g.event_id IS NULL",
}  # fmt: skip
_CHILD = {"row": "t", "tables": _STEP, "key": "t.code", "registration": "c.registration_id", "case": "t.case_id"}
_RUN = {"row": "r", "tables": "assistance_circuitrun r JOIN assistance_case c ON c.id = r.case_id",
        "registration": "c.registration_id", "case": "r.case_id"}  # fmt: skip
_OF_THE_DAY = f"(g.first_acted_at AT TIME ZONE '{_ZONE}')::date = (g.received_at AT TIME ZONE '{_ZONE}')::date"

_FEEDS: dict[str, tuple[_Part, ...]] = {
    "cases": (
        _Part("case_opened", at="c.opened_at", key="c.channel", **_CASE),
        _Part("case_closed", at="c.closed_at", key="c.closure_reason", **_CASE),
        _Part("case_open", at="c.opened_at", ended="c.closed_at", key="c.state", **_CASE),
        _Part("case_worker", at="c.opened_at", ended="c.closed_at", key="c.state", person="c.worker_id", **_CASE),
    ),
    # A paper typed afterwards knows when somebody came, not how long she waited.
    "waits": (
        _Part("wait_time", "r", "assistance_reception r", "r.arrived_at", "r.need", "r.registration_id",
              " AND r.heard_at >= r.arrived_at AND r.form_number = ''",
              quantity=_minutes("r.arrived_at", "r.heard_at")),
    ),
    "orientations": (
        _Part("orientation", **_SENT),
        _Part("answered_in_time", **_SENT, also=_HAS_STEP.format(
            f"s.step IN {_ANSWERED} AND (s.at AT TIME ZONE '{_ZONE}')::date <= {_OWED_ON}")),
        _Part("served", **_SENT, also=_HAS_STEP.format("s.step = 'SERVIE'")),
    ),
    "protection": (
        _Part("circuit", at="r.started_at", key="r.circuit", **_RUN),
        _Part("child_signalled", **_SIGNAL, case="k.case_id"),
        _Part("child_same_day", **_SIGNAL, case="k.case_id", also=f" AND {_OF_THE_DAY}"),
        _Part("child_action_time", **_SIGNAL, case="k.case_id", also=" AND g.first_acted_at >= g.received_at",
              quantity=_minutes("g.received_at", "g.first_acted_at")),
        _Part("child_reported", at="t.settled_at", **_CHILD, also=f"{_CHILD_DONE} AND t.code = 'SIGNALEMENT'"),
        _Part("child_placed", at="t.settled_at", **_CHILD, also=f"{_CHILD_DONE} AND t.code = 'PLACEMENT'"),
        _Part("child_left", at="r.ended_at", key="r.end_reason", **_RUN,
              also=" AND r.circuit IN ('CHILD', 'STREET')"),
        _Part("child_left", at="c.closed_at", key="c.closure_reason", **_CASE, also=" AND c.closure_reason = 'KAFALA'"),
        _Part("follow_up_due", at="t.due_at", **_CHILD, also=_FOLLOWED),
        _Part("follow_up_in_time", at="t.due_at", **_CHILD, also=f"{_FOLLOWED} AND t.settled_at <= t.due_at"),
    ),
}  # fmt: skip
_FEED_OF = {part.kind: name for name, parts in _FEEDS.items() for part in parts}


def relation(*, period: Period, feed: str, with_sex: bool = False) -> Relation:
    parts = _FEEDS[feed]
    sql = " UNION ALL ".join(part.select(with_sex=with_sex) for part in parts)
    return Relation(sql, tuple(value for part in parts for value in part.parameters(period)))


def wanted(casework: Casework) -> Wanted:
    return Wanted(keys=casework.keys, kinds=casework.kinds)


def read(casework: Casework, *, period: Period, with_sex: bool = False) -> tuple[Relation, Wanted]:
    """All kinds of an indicator are of one feed."""
    (feed,) = {_FEED_OF[kind] for kind in casework.kinds}
    return relation(period=period, feed=feed, with_sex=with_sex), wanted(casework)
