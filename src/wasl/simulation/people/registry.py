"""Writes a whole registry: `records.parquet` as the evaluation contract has it, `truth.parquet`, `registry.json`."""

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb

from wasl.simulation.people.families import Person, Population
from wasl.simulation.people.noise import PROFILES
from wasl.simulation.people.records import Desk, Record, how_many
from wasl.simulation.people.seeds import kind_of

#: Records shuffled together, about: an afternoon of desks, and the bound on memory.
TOGETHER = 25_000
GENERATOR = 3


class Truth(NamedTuple):
    """`family_id` is a couple with its children, `clan_id` relatives; `twin_of` and `namesake_of` are person ids;
    `noise` names what went wrong in the record, separated by spaces."""

    rec_id: int
    person_id: int
    family_id: int
    clan_id: int
    is_twin: bool
    twin_of: int | None
    namesake_of: int | None
    is_homeless: bool
    birth_order: int
    age: int
    noise: str


RECORD_TYPES = dict.fromkeys(Record._fields, "VARCHAR") | {"rec_id": "BIGINT"}
TRUTH_TYPES = dict.fromkeys(Truth._fields, "BIGINT") | {
    "is_twin": "BOOLEAN", "is_homeless": "BOOLEAN", "noise": "VARCHAR",
}  # fmt: skip


def write(*, records: int, seed: int, noise: str, out: Path, format: str = "parquet") -> dict[str, object]:
    """Returns what was written, as in registry.json. `format` is parquet or csv."""
    said = {"records": records, "seed": seed, "kind": kind_of(seed), "noise": noise, "generator": GENERATOR}
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out) as folder:
        persons = _write_rows(Path(folder), records, seed, noise)
        for name, types in (("records", RECORD_TYPES), ("truth", TRUTH_TYPES)):
            _keep(Path(folder) / f"{name}.csv", out / f"{name}.{format}", types)
    said |= {"persons": persons, "rates": asdict(PROFILES[noise])}
    (out / "registry.json").write_text(json.dumps(said, indent=1) + "\n")
    return said


def _write_rows(folder: Path, records: int, seed: int, noise: str) -> int:
    """The number of persons who were met; a few of the last were not written down."""
    last = 0
    with ExitStack() as stack:
        files = [stack.enter_context((folder / f"{name}.csv").open("w", newline="")) for name in ("records", "truth")]
        writers = [csv.writer(file) for file in files]
        writers[0].writerow(Record._fields)
        writers[1].writerow(Truth._fields)
        for record, truth in rows(records=records, seed=seed, noise=noise):
            writers[0].writerow(record)
            writers[1].writerow(truth)
            last = max(last, truth.person_id)
    return last


def rows(*, records: int, seed: int, noise: str) -> Iterator[tuple[Record, Truth]]:
    """`records` rows, the same for the same seed and noise."""
    random = Random(f"wasl {GENERATOR} {kind_of(seed)} {seed} {noise}")
    desk, population, written = Desk(random, PROFILES[noise]), Population(random), 0
    while written < records:
        visits: list[Person] = []
        while len(visits) < min(TOGETHER, records - written):
            for person in population.clan():
                visits += [person] * how_many(random, PROFILES[noise])
        random.shuffle(visits)
        for person in visits[: records - written]:
            written += 1
            yield desk.write(written, person), _truth(written, person, desk.noises)


def _truth(rec_id: int, person: Person, noises: list[str]) -> Truth:
    return Truth(
        rec_id, person.id, person.family, person.clan, person.twin_of is not None, person.twin_of,
        person.namesake_of, person.is_homeless, person.birth_order, person.age, " ".join(noises),
    )  # fmt: skip


def _keep(made: Path, kept: Path, types: dict[str, str]) -> None:
    """One thread and the order of writing: the same rows give the same bytes."""
    with duckdb.connect(config={"threads": 1, "memory_limit": "512MB", "temp_directory": str(made.parent)}) as engine:
        source = engine.read_csv(str(made), header=True, columns=types)
        if kept.suffix == ".parquet":
            source.write_parquet(str(kept), compression="zstd")
        else:
            source.write_csv(str(kept), header=True)
