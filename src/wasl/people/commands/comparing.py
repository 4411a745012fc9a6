"""The registry compared with itself: the nightly run of what is new or changed, and the full one.

Imported by the command line alone: the engines behind it are nothing for a web process to load.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import connection, transaction

from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.commands.finding import ProposedPair, store_pairs
from wasl.people.commands.running import begin_run, end_run, watch_run
from wasl.people.linkage.batch.registry import Compared, Found, Row, compare
from wasl.people.models import LinkageRun
from wasl.people.rules import RunState, Tier
from wasl.people.rules.review import Counts

#: Pairs written in one transaction.
STORED = 300

# As the listed system job. One phone and one card a registration: the latest in force. Either script will do.
_ROWS = """
COPY (
    SELECT r.id, COALESCE(NULLIF(r.given_latin, ''), r.given_ar), COALESCE(NULLIF(r.family_latin, ''), r.family_ar),
        r.father, r.mother, r.sex, r.birth_year, r.birth_month, r.birth_day, n.exact, n.near, p.local_digits,
        r.commune_code, COALESCE(r.doubles_checked_at >= {since}, true)
    FROM people_registration r
    LEFT JOIN LATERAL (
        SELECT n.exact, n.near FROM people_documentnumber n
        JOIN people_identitydocument d ON d.id = n.document_id AND d.type = 'CNIE' AND d.ended_on IS NULL
        WHERE n.registration_id = r.id ORDER BY n.id DESC LIMIT 1) n ON true
    LEFT JOIN LATERAL (
        SELECT p.local_digits FROM people_phone p
        WHERE p.registration_id = r.id AND p.ended_on IS NULL AND length(p.local_digits) = 9
        ORDER BY p.id DESC LIMIT 1) p ON true
    WHERE (r.given_ar || r.given_latin || r.family_ar || r.family_latin) <> ''
    ORDER BY r.id
) TO STDOUT
"""
_TYPES = [
    "uuid", "text", "text", "text", "text", "text", "int2", "int2", "int2", "int8", "int8[]", "text", "text", "bool",
]  # fmt: skip

Now = Callable[[], datetime]


def compare_registry(*, is_full: bool, now: Now, memory: str = "2GB") -> LinkageRun:
    """One run: read, compare, check that the result is believable, then link and queue. Raises StillHalted, RunHalted.

    Not one transaction: a run of an hour must hold no row for an hour. What it wrote before a fault stays, every pair
    is written once, and the next run finds the rest.
    """
    since = _since(is_full)
    run = begin_run(is_full=is_full, now=now())
    counts, vetoed = Counts(0), 0
    try:
        ids, rows = _read(since=since)
        compared = compare(rows, apart=_apart(ids=ids), memory=memory)
        counts = _counts(compared, len(ids))
        vetoed = sum(bool(pair.veto) for pair in compared.pairs)
        watch_run(run_id=run.pk, counts=counts, now=now())
        for batch in batched(sorted(compared.pairs, key=lambda pair: -pair.probability), STORED):
            store_pairs(pairs=[_proposed(pair, ids) for pair in batch], run_id=run.pk)
    except Exception:
        _fail(run.pk, counts, vetoed, now())
        raise
    _end(run_id=run.pk, counts=counts, vetoed=vetoed, now=now())
    return LinkageRun.objects.get(pk=run.pk)


@transaction.atomic
def _end(*, run_id: UUID, counts: Counts, vetoed: int, now: datetime) -> None:
    end_run(run_id=run_id, counts=counts, vetoed=vetoed, now=now)
    record(actor=None, verb="linkage:run", subject="linkage_run", subject_id=run_id, path="MA.", reason=RunState.DONE)


def _fail(run_id: UUID, counts: Counts, vetoed: int, now: datetime) -> None:
    """A halted run is not a failed one."""
    if LinkageRun.objects.get(pk=run_id).state == RunState.RUNNING:
        end_run(run_id=run_id, counts=counts, vetoed=vetoed, now=now, has_failed=True)
    with transaction.atomic():
        state = LinkageRun.objects.get(pk=run_id).state
        record(actor=None, verb="linkage:run", subject="linkage_run", subject_id=run_id, path="MA.", reason=state)


def _since(is_full: bool) -> datetime | None:
    """When the last run that ended well began; None compares all."""
    last = None if is_full else LinkageRun.objects.filter(state=RunState.DONE).order_by("-began_at").first()
    return last.began_at if last else None


@transaction.atomic
def _read(*, since: datetime | None) -> tuple[list[UUID], list[Row]]:
    """Registrations with any name, in the order of their ids."""
    ids: list[UUID] = []
    rows: list[Row] = []
    moment = f"'{since.isoformat()}'::timestamptz" if since else "'-infinity'::timestamptz"
    with system("find person"), connection.cursor() as cursor, cursor.copy(_ROWS.format(since=moment)) as copy:
        copy.set_types(_TYPES)
        for identity, *values in copy.rows():
            ids.append(identity)
            rows.append(_row(*values))
    return ids, rows


def _row(
    given: str, family: str, father: str, mother: str, sex: str, year: int | None, month: int | None, day: int | None,
    card: int | None, near: list[int] | None, phone: str | None, commune: str, is_fresh: bool,
) -> Row:  # fmt: skip
    has_day = None not in (year, month, day) and (month, day) != (1, 1)
    return Row(
        given, family, father, mother, sex if sex in ("F", "M") else None, year, month if has_day else None,
        day if has_day else None, card, near, int(phone) if phone and phone.isdigit() else None,
        ".".join(commune.split(".")[:2]) or None, commune or None, is_fresh,
    )  # fmt: skip


@transaction.atomic
def _apart(*, ids: list[UUID]) -> Iterator[tuple[int, int]]:
    """Pairs that somebody, or something, said must not be linked."""
    place = {identity: number for number, identity in enumerate(ids)}
    with system("find person"), connection.cursor() as cursor:
        cursor.execute("SELECT one_id, other_id FROM people_cannotlink WHERE until_at IS NULL")
        return iter([(place[one], place[other]) for one, other in cursor.fetchall() if one in place and other in place])


def _counts(compared: Compared, records: int) -> Counts:
    automatic = [pair for pair in compared.pairs if pair.tier == "auto"]
    return Counts(
        records=records,
        automatic=len(automatic),
        review=len(compared.pairs) - len(automatic),
        expected_wrong=sum(1 - pair.probability for pair in automatic),
    )


def _proposed(pair: Found, ids: list[UUID]) -> ProposedPair:
    return ProposedPair(
        one_id=ids[pair.one], other_id=ids[pair.other], probability=pair.probability, weight=pair.weight,
        tier=Tier.AUTO if pair.tier == "auto" else Tier.REVIEW, reasons=pair.reasons, veto=pair.veto,
    )  # fmt: skip
