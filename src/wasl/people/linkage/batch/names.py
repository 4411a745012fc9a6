"""How the names of two records compare to the ear, for the pairs that are worth it: levels that SQL cannot see."""

import pyarrow

from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.likeness import ONE_NAME, Likeness, compare
from wasl.people.linkage.names import words

#: Levels of a field that may hold several names: one name; a slip; a name in common but each has another besides
#: (Mohamed Amine, Mohamed Reda); two names; a side empty.
ALIKE, NEAR, CLASH, DIFFERS, UNKNOWN = range(5)
_BATCH = 50_000


def likeness(one: str, other: str) -> int:
    """Level of two given or two family names as written. Half of a compound name is enough."""
    if one == other:
        return ALIKE
    mine, theirs = list(words(one)), list(words(other))
    if not mine or not theirs:
        return UNKNOWN
    best = DIFFERS
    for wanted, level in ((ONE_NAME, ALIKE), ({Likeness.NEAR}, NEAR)):
        for word in list(mine):
            match = next((each for each in theirs if compare(word, each) in wanted), None)
            if match is not None:
                mine.remove(word)
                theirs.remove(match)
                best = min(best, level) if best != DIFFERS else level
                if level == NEAR:
                    best = NEAR
    if best == DIFFERS:
        joined = "".join(word.skeleton for word in mine), "".join(word.skeleton for word in theirs)
        return NEAR if len(joined[0]) > 3 and joined[0] == joined[1] else DIFFERS
    return CLASH if mine and theirs else best


def add(connection: Connection) -> None:
    """Table `likeness` (one, other, level) for the names of every pair of `scored`."""
    connection.execute("CREATE TABLE likeness (one VARCHAR, other VARCHAR, level TINYINT)")
    found = connection.execute(
        "SELECT DISTINCT * FROM (SELECT unnest([l.given, l.family]) AS one, unnest([r.given, r.family]) AS other "
        "FROM scored JOIN record l ON l.n = n_l JOIN record r ON r.n = n_r UNION ALL "
        "SELECT unnest([l.given, l.family]), unnest([r.family, r.given]) FROM scored "
        "JOIN record l ON l.n = n_l JOIN record r ON r.n = n_r JOIN feature fl ON fl.n = n_l "
        "JOIN feature fr ON fr.n = n_r WHERE NOT coalesce((fl.g1 = fr.g1 OR fl.g1 = fr.g2 OR fl.g2 = fr.g1), false)) "
        "WHERE one <> other"
    ).fetchall()
    for start in range(0, len(found), _BATCH):
        _insert(connection, found[start : start + _BATCH])


def _insert(connection: Connection, pairs: list[tuple[str, str]]) -> None:
    ones, others = zip(*pairs, strict=True)
    levels = pyarrow.array([likeness(one, other) for one, other in pairs], pyarrow.int8())
    table = pyarrow.table({"one": ones, "other": others, "level": levels})
    connection.register("compared", table)
    connection.execute("INSERT INTO likeness SELECT * FROM compared")
    connection.unregister("compared")
