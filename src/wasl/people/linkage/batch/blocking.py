"""Which pairs are compared at all: records that share a composite key, in blocks of bounded size.

A key is a hash of a few features. A block larger than `MOST` is split by a narrower key (the province, then the
commune and sex); what is still too large is left to the other keys, for 50,000 Mohamed El Alaoui make 1.2 billion
pairs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.batch.features import Progress, no_progress

#: Records in one block; a block makes MOST² ÷ 2 pairs.
MOST = 100
#: A name alone is no reason to compare people of two generations; a slip in one digit of a year leaves the day.
YEARS = 3

_G, _F = ("g1", "g2"), ("f1", "f2")


@dataclass(frozen=True, slots=True)
class Key:
    """Columns hashed together, each with those that may stand in its place (either word of a compound). `narrower`:
    what is added, in turn, where a block is too large; `is_near_year`: pairs whose known years are more than
    `YEARS` apart are not made."""

    name: str
    of: tuple[tuple[str, ...], ...]
    narrower: tuple[str, ...] = ()
    is_near_year: bool = False

    def readings(self) -> Iterator[str]:
        """SQL of each key of a record; null as soon as one part is."""
        choices: list[tuple[str, ...]] = [()]
        for part in self.of:
            choices = [(*chosen, one) for chosen in choices for one in part]
        for chosen in choices:
            yield "CASE WHEN " + " AND ".join(f"{one} IS NOT NULL" for one in chosen) + f" THEN {_hash(chosen)} END"


def _hash(columns: tuple[str, ...]) -> str:
    """Order-free over the two names, so that names that changed places share the key."""
    names = [one for one in columns if one[:-1] in ("g", "f")]
    rest = [one for one in columns if one not in names]
    if len(names) == 2:
        names = [f"least({names[0]}, {names[1]})", f"greatest({names[0]}, {names[1]})"]
    return f"hash({', '.join([*names, *rest])})"


NARROWER = ("province", "commune, sex")
KEYS = (
    Key("names and year", (_G, _F, ("year",)), NARROWER),
    Key("names and day", (_G, _F, ("month",), ("day",))),
    Key("names and commune", (_G, _F, ("commune",)), ("sex",), is_near_year=True),
    Key("names", (_G, _F), NARROWER, is_near_year=True),
    Key("a given name and the date", (_G, ("year",), ("month",), ("day",)), NARROWER),
    Key("a family name and the date", (_F, ("year",), ("month",), ("day",)), NARROWER),
    Key("a word of either and the date turned", (_G + _F, ("year",), ("least(month, day)",), ("greatest(month, day)",)),
        NARROWER),
    Key("card", (("card",),)),
    Key("telephone and a given name", (("phone",), _G)),
    Key("telephone and year", (("phone",), ("year",))),
    Key("a given name, father and mother", (_G, ("father1",), ("mother1",)), NARROWER),
    Key("a given name, a parent and the year", (_G, ("father1", "mother1"), ("year",)), NARROWER),
    Key("a given name, commune and year", (_G, ("commune",), ("year",)), ("sex",)),
    Key("beginnings and the date", (("left(g1, 2)",), ("left(f1, 2)",), ("year",), ("month",), ("day",)), NARROWER),
    Key("beginnings, commune and year", (("left(g1, 2)",), ("left(f1, 2)",), ("commune",), ("year",))),
)  # fmt: skip


#: Of the pairs between records compared before, those of one block in so many are compared again: the score learns
#: from them.
LEARNED_FROM = 20


def block(connection: Connection, *, most: int = MOST, progress: Progress = no_progress) -> dict[str, int]:
    """Makes table `candidate` (pair: n of the smaller × 2^32 + n of the larger) with repeats; answers pairs by key.

    Where not all records are fresh, pairs between two that are not are left out, but for a sample.
    """
    connection.execute("CREATE TABLE candidate (pair BIGINT)")
    found = {}
    for place, key in enumerate(KEYS):
        found[key.name] = _add(connection, key, most)
        progress((place + 1) / len(KEYS))
    return found


def _add(connection: Connection, key: Key, most: int) -> int:
    readings = ", ".join(key.readings())
    connection.execute(
        f"CREATE TABLE keyed AS SELECT DISTINCT n, year, is_fresh, unnest([{readings}]) AS key FROM feature"
    )
    pairs = 0
    ((is_partial,),) = connection.execute("SELECT NOT bool_and(is_fresh) FROM feature").fetchall()
    fresh = f"AND (l.is_fresh OR r.is_fresh OR key % {LEARNED_FROM} = 0)" if is_partial else ""
    near = f"AND coalesce(abs(l.year - r.year), 0) <= {YEARS}" if key.is_near_year else ""
    for narrower in (*key.narrower, None):
        connection.execute(
            "CREATE TABLE size AS SELECT key, count(*) AS records FROM keyed WHERE key IS NOT NULL GROUP BY key "
            "HAVING count(*) > 1"
        )
        ((added,),) = connection.execute(
            "INSERT INTO candidate SELECT (l.n::BIGINT << 32) | r.n FROM keyed l JOIN keyed r USING (key) "
            f"JOIN size USING (key) WHERE l.n < r.n AND records <= {most} {near} {fresh}"
        ).fetchall()
        pairs += added
        if narrower:
            connection.execute(
                f"CREATE TABLE narrow AS SELECT n, keyed.year, keyed.is_fresh, hash(key, {narrower}) AS key FROM keyed "
                f"JOIN size USING (key) JOIN feature USING (n) WHERE records > {most} AND "
                + " AND ".join(f"{one.strip()} IS NOT NULL" for one in narrower.split(","))
            )
        connection.execute("DROP TABLE keyed; DROP TABLE size")
        if narrower:
            connection.execute("ALTER TABLE narrow RENAME TO keyed")
    return pairs
