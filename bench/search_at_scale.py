"""Search before create on a registry of simulated people whose records are noisy: --persons N --seed S --queries Q.

Registrations of one delegation, so that all are within reach of its delegate and few within that of one centre. Held
out: one record of each of Q persons who have others (is any of hers among the first ten?), and as many of persons who
have no other (is somebody shown as likely?). With --cards the numbers of national cards are registered and typed too,
where there is one. Beside the application: the bare SQL of the same candidates, as the tables' owner and without
ranking; a trigram index on the folded names. Then all again while 50 registrations a second are written.
"""

import argparse
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, connections, transaction

from bench.measure import backend_seconds
from bench.world import database
from wasl.config.launcher.database import Addresses
from wasl.people.rules.sought import LIKELY
from wasl.simulation.people.records import Record
from wasl.simulation.people.registry import rows

TODAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 10, tzinfo=UTC)
WRITTEN_A_SECOND = 50
TRIGRAM = "SELECT id FROM bench_names WHERE written %% %s ORDER BY written <-> %s LIMIT 10"


@dataclass
class Asked:
    """A record that was held out; `wanted` are the registrations of the same person, none for somebody new."""

    record: Record
    wanted: frozenset[UUID]


def lines(*options: str) -> Iterator[str]:
    parser = argparse.ArgumentParser(prog="search_at_scale")
    parser.add_argument("--persons", type=int, default=200_000, help="registrations")
    parser.add_argument("--seed", type=int, default=901)
    parser.add_argument("--noise", default="normal")
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--cards", action="store_true", help="register the national cards too, and type them")
    given = parser.parse_args(options)
    with database("bench_search_at_scale") as addresses:
        yield from _measured(given, addresses)


def _measured(given: argparse.Namespace, addresses: Addresses) -> Iterator[str]:
    from tests.access import factories
    from tests.network.factories import SmallInstitution

    from wasl.people.commands import count_names

    world = SmallInstitution()
    began = time.perf_counter()
    known, new = _loaded(given, (world.centre, world.sister), addresses)
    took = time.perf_counter() - began
    yield f"{given.persons} registrations ({given.noise} noise, seed {given.seed}) written in {took:.0f} s"
    began = time.perf_counter()
    names = count_names(now=NOW)
    yield f"  {names} names counted in {time.perf_counter() - began:.1f} s"
    who = factories.actor("DELEGATE", world.delegation)
    worker = factories.actor("SOCIAL_WORKER", world.stranger)
    yield from _recalls(who, known, new, is_with_cards=given.cards)
    yield from _times(who, worker, known, addresses)
    stop = threading.Event()
    writer = threading.Thread(target=_write, args=(world.centre, given, stop))
    writer.start()
    try:
        yield f"  while {WRITTEN_A_SECOND} registrations a second are written:"
        yield from _times(who, worker, known, addresses)
    finally:
        stop.set()
        writer.join()


def _loaded(given: argparse.Namespace, units: Sequence[Any], addresses: Addresses) -> tuple[list[Asked], list[Asked]]:
    """Writes all but the held out; the index on keys is built afterwards, as a first import would."""
    from wasl.people.bulk import NewRegistration, write_registrations

    several, single, drawn = _drawn(given)
    ids: dict[int, list[UUID]] = {}
    cards: list[tuple[UUID, Any, str]] = []

    def registrations() -> Iterator[NewRegistration]:
        for record, truth in rows(records=given.persons, seed=given.seed, noise=given.noise):
            if record.rec_id in drawn:
                drawn[record.rec_id] = (record, truth.person_id)
                continue
            unit = units[record.rec_id % len(units)]
            row = NewRegistration(
                unit_id=unit.pk, path=unit.path, particulars=particulars(record), created_at=NOW,
                phone=record.phone or "",
            )  # fmt: skip
            if truth.person_id in several:
                ids.setdefault(truth.person_id, []).append(row.id)
            if given.cards and record.cnie:
                cards.append((row.id, unit, record.cnie))
            yield row

    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("DROP INDEX people_reg_keys")
        write_registrations(registrations(), today=TODAY)
        _write_cards(cards)
        owner.execute("SET maintenance_work_mem = '1GB'")
        owner.execute(
            "CREATE INDEX people_reg_keys ON people_registration USING gin (keys) WITH (gin_pending_list_limit = 64)"
        )
        owner.execute("VACUUM ANALYZE people_registration, people_personlink, people_phone, people_documentnumber")
        _make_trigrams(owner)
    asked = [Asked(record, frozenset(ids.get(person, ()))) for record, person in filter(None, drawn.values())]
    return [each for each in asked if each.wanted], [each for each in asked if not each.wanted]


@transaction.atomic
def _write_cards(cards: Sequence[tuple[UUID, Any, str]]) -> None:
    """As declared papers, their numbers sealed and blindly indexed as the application does."""
    from wasl.core import sealed
    from wasl.core.identifiers import new_id
    from wasl.people.bulk import copy_in
    from wasl.people.queries.search import near_indexes, number_index

    place = ("unit_id", "path", "level")
    papers = [(new_id(), *each) for each in cards]
    copy_in(
        "people_identitydocument", ("id", "registration_id", *place, "type", "status"),
        ([paper, of, unit.pk, unit.path, 2, "CNIE", "DECLARED"] for paper, of, unit, _card in papers), "load demo",
    )  # fmt: skip
    copy_in(
        "people_documentnumber", ("id", "document_id", "registration_id", *place, "sealed", "exact", "near"),
        (
            [
                new_id(), paper, of, unit.pk, unit.path, 2, sealed.seal(card.encode(), context=paper.bytes),
                number_index(card), near_indexes(card),
            ]
            for paper, of, unit, card in papers
        ), "load demo",
    )  # fmt: skip


def _drawn(given: argparse.Namespace) -> tuple[set[int], set[int], dict[int, Any]]:
    """Persons with several records and with one; the records to hold out, all over the registry."""
    met: dict[int, list[int]] = {}
    for record, truth in rows(records=given.persons, seed=given.seed, noise=given.noise):
        met.setdefault(truth.person_id, []).append(record.rec_id)
    several = [person for person, found in met.items() if len(found) > 1]
    single = [person for person, found in met.items() if len(found) == 1]
    chosen = [_spread(people, given.queries) for people in (several, single)]
    drawn: dict[int, Any] = {met[person][-1]: None for people in chosen for person in people}
    return set(several), set(single), drawn


def _spread(people: list[int], number: int) -> list[int]:
    return people[:: max(1, len(people) // number)][:number]


def _make_trigrams(owner: Any) -> None:
    owner.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    owner.execute(
        "CREATE TABLE bench_names AS SELECT id,"
        " search_key(given_ar || ' ' || family_ar || ' ' || given_latin || ' ' || family_latin) AS written"
        " FROM people_registration"
    )
    owner.execute("CREATE INDEX ON bench_names USING gin (written gin_trgm_ops)")
    owner.execute("GRANT SELECT ON bench_names TO wasl_app")
    owner.execute("ANALYZE bench_names")


def particulars(record: Record) -> Any:
    from wasl.people.rules import Birth, Particulars

    parts = [int(part) for part in (record.birth_date or "").split("-") if part]
    birth = Birth() if not parts else Birth(*parts) if parts[1:] not in ([], [1, 1]) else Birth(parts[0])
    names = {"ar": ("given_ar", "family_ar"), "latin": ("given_latin", "family_latin")}[record.script]
    return Particulars(
        **{names[0]: record.given or "", names[1]: record.family or ""}, father=record.father or "",
        mother=record.mother or "", sex=record.sex, birth=birth, commune_code=record.commune,
    )  # fmt: skip


def _full(record: Record) -> Any:
    from wasl.people.rules import sought_as

    return sought_as(particulars(record), phones=[record.phone] if record.phone else [])


def _with_card(record: Record) -> Any:
    from wasl.people.rules import sought_as

    return sought_as(
        particulars(record),
        phones=[record.phone] if record.phone else [],
        numbers=[record.cnie] if record.cnie else [],
    )


def _year(record: Record) -> Any:
    return _full(
        record._replace(father=None, mother=None, commune="", phone=None, birth_date=(record.birth_date or "")[:4])
    )


def _year_and_commune(record: Record) -> Any:
    return _full(record._replace(father=None, mother=None, phone=None, birth_date=(record.birth_date or "")[:4]))


def _box(record: Record) -> Any:
    from wasl.people.rules import sought_in_box

    return sought_in_box(f"{record.given or ''} {record.family or ''} {(record.birth_date or '')[:4]} ")


FORMS: dict[str, Callable[[Record], Any]] = {
    "full form without a card": _full,
    "name, year, sex, commune": _year_and_commune,
    "name, year, sex": _year,
    "the one box: name, year": _box,
}


def _found(who: Any, sought: Any) -> Any:
    from wasl.core.scope import entered
    from wasl.people import queries

    with transaction.atomic(), entered(who):
        return queries.search(actor=who, sought=sought, today=TODAY)


DETECTED = 0.97


def _recalls(who: Any, known: list[Asked], new: list[Asked], *, is_with_cards: bool) -> Iterator[str]:
    """What the screen shows, and what it could: alerts at the threshold where `DETECTED` of the known are told."""
    forms = {"full form, card as carried": _with_card, **FORMS} if is_with_cards else FORMS
    for form, made in forms.items():
        hits, best = 0, []
        for asked in known:
            shown = [
                each for each in _found(who, made(asked.record)).candidates if each.registration.pk in asked.wanted
            ]
            hits += bool(shown)
            best.append(max((each.agreement.probability for each in shown), default=0.0))
        others = [
            max((each.agreement.probability for each in _found(who, made(asked.record)).candidates), default=0.0)
            for asked in new
        ]
        threshold = sorted(best)[int(len(best) * (1 - DETECTED))]
        yield (
            f"  {form}: recall at ten {hits / len(known):.4f} of {len(known)}; shown as likely (from {LIKELY}) "
            f"{_share(best, LIKELY):.4f} of the known, {_share(others, LIKELY):.4f} of {len(new)} new persons; "
            f"told at {DETECTED:.0%} detection (from {threshold:.6f}): {_share(others, threshold):.4f} of the new"
        )


def _share(values: list[float], threshold: float) -> float:
    return sum(value >= threshold for value in values) / len(values)


def _times(who: Any, worker: Any, known: list[Asked], addresses: Addresses) -> Iterator[str]:
    from wasl.core.folding import search_key

    records = [asked.record for asked in known[:300]]
    yield _timed("delegate, full form, application", [lambda r=r: _found(who, _full(r)) for r in records])
    yield _timed("delegate, name and year, application", [lambda r=r: _found(who, _year(r)) for r in records])
    yield _timed("worker of another centre, full form", [lambda r=r: _found(worker, _full(r)) for r in records])
    yield from _bare(records, addresses)

    def trigram(record: Record) -> None:
        words = search_key(f"{record.given or ''} {record.family or ''}")
        with connection.cursor() as cursor:
            cursor.execute(TRIGRAM, [words, words])
            cursor.fetchall()

    yield _timed("trigram anchor", [lambda r=r: trigram(r) for r in records[:60]])


def _bare(records: list[Record], addresses: Addresses) -> Iterator[str]:
    """The same keys, asked of the one table by its owner: no walls, no ranking, no protections."""
    from wasl.people.queries.frequencies import name_frequencies
    from wasl.people.queries.search import asked_of

    names = name_frequencies()
    keys = [asked_of(_full(record), names)[0] for record in records]
    with psycopg.connect(addresses.owner) as owner:
        read = "SELECT id FROM people_registration WHERE keys && %s::bigint[]"
        yield _timed(
            "bare SQL of the same keys", [lambda k=k: owner.execute(read, [k]).fetchall() for k in keys], owner
        )


def _timed(name: str, searches: Sequence[Callable[[], object]], bare: Any = None) -> str:
    """Wall times of each; CPU of this process and its database backend, a search."""
    if bare:
        (pid,) = bare.execute("SELECT pg_backend_pid()").fetchone()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
    searches[0]()
    began, backend, walls = time.thread_time(), backend_seconds(pid), []
    for search in searches:
        at = time.perf_counter()
        search()
        walls.append((time.perf_counter() - at) * 1000)
    ours = (time.thread_time() - began) * 1000 / len(searches)
    theirs = (backend_seconds(pid) - backend) * 1000 / len(searches)
    spread = statistics.quantiles(walls, n=20)
    return (
        f"    {name}: p50 {statistics.median(walls):.1f} ms, p95 {spread[-1]:.1f} ms wall; CPU a search "
        f"{ours:.1f} ms Python + {theirs:.1f} ms PostgreSQL"
    )


def _write(unit: Any, given: argparse.Namespace, stop: threading.Event) -> None:
    """Batches of five, ten times a second."""
    from wasl.people.bulk import NewRegistration, write_registrations

    source = rows(records=1_000_000, seed=given.seed + 1, noise=given.noise)
    try:
        while not stop.is_set():
            at = time.perf_counter()
            batch = [
                NewRegistration(
                    unit_id=unit.pk, path=unit.path, particulars=particulars(next(source)[0]), created_at=NOW
                )
                for _ in range(5)
            ]
            write_registrations(batch, today=TODAY)
            time.sleep(max(0.0, 0.1 - (time.perf_counter() - at)))
    finally:
        connections.close_all()
