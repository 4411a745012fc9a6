"""A list of many rows beside a registry: reading, dry run, registering, verdict file and undo, each with its time.

Half of the rows are new, a tenth repeat somebody of the registry, a twentieth an earlier row of the list. As in the
worker, two threads check at once. `--rows N` (50,000), and WASL_BENCH_PEOPLE for the size of the registry.
"""

import io
import os
import threading
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from bench.people import people_of
from bench.world import database

PEOPLE = int(os.environ.get("WASL_BENCH_PEOPLE", "100000"))
HEADINGS = ["N°", "Nom complet", "Sexe", "Date de naissance", "Père", "Mère", "CIN", "Tél", "Adresse", "N° ménage"]


def lines(*options: str) -> Iterator[str]:
    parser = ArgumentParser(prog="python -m bench import_list")
    parser.add_argument("--rows", type=int, default=50_000)
    number = parser.parse_args(options).rows
    with database("bench_lists"):
        yield from _measured(number)


def _workbook(random: Random, known: list[Any], rows: int) -> bytes:
    from xlsxwriter import Workbook

    from wasl.simulation.names import draw

    stream, written = io.BytesIO(), []
    for number in range(rows):
        if written and random.random() < 0.05:
            cells = list(random.choice(written))
        elif random.random() < 0.1:
            said = random.choice(known).particulars
            known_as = f"{said.given_latin or said.given_ar} {said.family_latin or said.family_ar}"
            cells = [known_as, said.sex, _day(said.birth), "", "", "", "", "", ""]
        else:
            name, father, mother = draw(random), draw(random, sex="M"), draw(random, sex="F")
            is_arabic = random.random() < 0.5
            whole = f"{name.given_ar} {name.family_ar}" if is_arabic else f"{name.given_latin} {name.family_latin}"
            born = f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(1940, 2024)}"
            card = f"BK{random.randint(100_000, 999_999)}" if random.random() < 0.6 else ""
            cells = [
                whole, name.sex, born, father.given_latin, mother.given_ar, card,
                f"06{random.randint(0, 99_999_999):08}", f"Lot {number % 900}", f"M{number // 4}",
            ]  # fmt: skip
        written.append(cells)
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Liste")
        sheet.write_row(0, 0, HEADINGS)
        for number, cells in enumerate(written, start=1):
            sheet.write_row(number, 0, [number, *cells])
    return stream.getvalue()


def _day(birth: Any) -> str:
    return f"{birth.day:02}/{birth.month:02}/{birth.year}" if birth.day else str(birth.year)


def _measured(number: int) -> Iterator[str]:  # noqa: PLR0915  one step after another
    from django.utils import timezone
    from tests.access import factories
    from tests.network.factories import SmallInstitution

    from wasl.catalogue.commands import seed
    from wasl.core.scope import entered
    from wasl.people.commands import lists
    from wasl.people.lists.written import with_verdicts
    from wasl.people.models import PersonList
    from wasl.people.queries.lists import book_of, progress_of, rows
    from wasl.web.people import list_words

    world = SmallInstitution()
    seed()
    units = (world.centre, world.sister, world.stranger, world.delegation)
    people = [row for n, unit in enumerate(units) for row, _name in people_of(unit, PEOPLE // len(units), seed=n)]
    who = factories.actor("DELEGATE", world.delegation)
    content = _workbook(Random(11), people[: len(people) // 2], number)
    yield f"import list: {number} rows ({len(content) / 1e6:.1f} MB) beside {len(people)} people"

    def ask(command: Callable[..., Any], **given: Any) -> Any:
        from django.db import transaction

        with transaction.atomic(), entered(who):
            return command(actor=who, **given)

    held: Any = None
    spent, backend = Counter[str](), _backend()

    def timed(name: str, work: Callable[[], Any]) -> str:
        began, cpu, server = time.perf_counter(), time.process_time(), _server_seconds(backend)
        work()
        spent[name] = time.perf_counter() - began
        time.sleep(0.5)  # the server counts a connection's time once its process is gone
        of_python, of_server = time.process_time() - cpu, _server_seconds(backend) - server
        spent["CPU"] += of_python + of_server
        return (
            f"  {name}: {spent[name]:.1f} s wall, CPU {of_python:.1f} s of Python and {of_server:.1f} s of PostgreSQL"
        )

    def worked(threads: int) -> Callable[[], None]:
        return lambda: _together(lambda: lists.work_on(list_id=held.pk, now=timezone.now()), threads)

    began = time.perf_counter()
    held = ask(lists.send_list, file_name="liste.xlsx", content=content, unit_id=world.sister.pk, now=timezone.now())
    ask(lists.set_columns, list_id=held.pk, columns=held.columns, now=timezone.now())
    yield f"  sent, its columns guessed: {time.perf_counter() - began:.1f} s wall"
    yield timed("read and checked", worked(lists.LANES))
    ask(lists.apply_list, list_id=held.pk)
    yield timed("registered", worked(1))
    progress = ask(progress_of, list_id=held.pk)
    told = {str(verdict): count for verdict, count in progress.by_verdict.items() if count}
    total = spent["read and checked"] + spent["registered"]
    rate = f"{progress.total} of {number} rows accounted for, {progress.made} made: {told}"
    took = f"{total:.0f} s wall, {spent['CPU']:.0f} s CPU on {os.cpu_count()} cores"
    yield f"  dry run and registering: {took} (goal: 120 s for 50,000 rows); {rate}"

    def verdicts() -> None:
        book = ask(book_of, held=ask(lambda actor: PersonList.objects.visible_to(actor, "person:import").get()))
        rows_told = ask(lambda actor: list_words.told(rows(actor=actor, list_id=held.pk)))
        with_verdicts(book, rows_told, headings=("Verdict", "Raison"), headed={0: 0})

    yield timed("verdict file", verdicts)
    ask(lists.undo_list, list_id=held.pk)
    yield timed("undone", worked(1))
    yield f"  kept: {ask(progress_of, list_id=held.pk).kept}"


def _backend() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _server_seconds(backend: int) -> float:
    """CPU of this connection, and of all connections that were closed, from the server's own line in /proc."""
    own = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    server = Path(f"/proc/{own[1]}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(map(int, (own[11], own[12], server[13], server[14])))
    return ticks / os.sysconf("SC_CLK_TCK")


def _together(step: Callable[[], bool], threads: int) -> None:
    """Until no thread has anything left to do."""
    from django.db import connection

    def lane() -> None:
        while step():
            pass
        connection.close()

    lanes = [threading.Thread(target=lane) for _ in range(threads)]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
