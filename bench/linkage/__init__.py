"""`wasl link` beside what it is measured against, on the same simulated registries, in one run.

python -m bench linkage --records 100000 --noise normal --seeds 900,901 [--only link,splink-raw]

Anchors: exact rule, card alone, best of the rules one would write, recordlinkage's ECM (on 20,000 records), Splink on
the strings as written, and a supervised model given the whole truth. What an anchor needs a threshold for is read at
its best one: it is given the truth for that, `link` is not in its clusters and its automatic tier.
"""

import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from bench.linkage import ceiling, ecm, link, rules, splink_raw
from bench.linkage.measures import Links, Truth, described
from wasl.simulation.people import registry
from wasl.simulation.people.noise import PROFILES
from wasl.simulation.people.seeds import one_kind

#: Recordlinkage holds every pair in Python's memory.
SMALL = 20_000
METHODS = {
    "exact": rules.exact, "card": rules.card, "rule": rules.best, "ecm-raw": ecm.raw, "ecm-skeleton": ecm.skeleton,
    "splink-raw": splink_raw.links, "ceiling": ceiling.links, "link": link.links,
}  # fmt: skip


def lines(*arguments: str) -> Iterator[str]:
    given = _parser().parse_args(arguments)
    seeds = [int(seed) for seed in given.seeds.split(",")]
    yield f"linkage: {given.records} records, {given.noise} noise, seeds {given.seeds} ({one_kind(seeds)} seeds)"
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            yield from _of(Path(folder), seed, given)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m bench linkage")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--noise", choices=tuple(PROFILES), default="normal")
    parser.add_argument("--seeds", default="900")
    parser.add_argument("--only", default=",".join(METHODS), help=", ".join(METHODS))
    parser.add_argument("--keep", type=Path, help="write what `link` answered and the registry here")
    return parser


def _of(folder: Path, seed: int, given: Namespace) -> Iterator[str]:
    folder = given.keep / f"{given.noise}-{seed}" if given.keep else folder
    registry.write(records=given.records, seed=seed, noise=given.noise, out=folder)
    truth = Truth.read(folder)
    yield f" seed {seed}: {truth.said}"
    for name in given.only.split(","):
        place, known = folder, truth
        if name.startswith("ecm") and given.records > SMALL:
            place = folder / "small"
            registry.write(records=SMALL, seed=seed, noise=given.noise, out=place)
            known = Truth.read(place)
        began = time.perf_counter()
        links: Links = METHODS[name](place, known)
        yield from described(name, links, known, seconds=links.seconds or time.perf_counter() - began)
