"""What two records are compared by: skeletons of names, the parts of a date, places, hashes of cards."""

from collections.abc import Callable, Iterable

import pyarrow

from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.names import words

_BATCH = 20_000
#: Skeletons kept of one field: the third name of a compound adds nothing.
_MOST_WORDS = 3

Progress = Callable[[float], None]


def no_progress(share: float) -> None:
    """For whoever does not watch."""


def skeletons_of(text: str) -> list[str]:
    """Distinct skeletons of the names in `text`, in order, at most three."""
    return list(dict.fromkeys(word.skeleton for word in words(text) if word.skeleton))[:_MOST_WORDS]


def build(connection: Connection, *, progress: Progress = no_progress) -> None:
    """From table `record` to `word` (name as written → skeletons) and `feature` (one row a record)."""
    _write_words(connection, progress)
    for field in ("given", "family"):
        connection.execute(
            f"CREATE TABLE {field}_frequency AS SELECT skeleton, count(*) AS times FROM (SELECT unnest(skeletons) "
            f"AS skeleton FROM record JOIN word ON word.text = record.{field}) GROUP BY skeleton"
        )
    connection.execute(_FEATURE)


def _write_words(connection: Connection, progress: Progress) -> None:
    connection.execute("CREATE TABLE word (text VARCHAR, skeletons VARCHAR[])")
    texts = connection.execute(
        "SELECT DISTINCT text FROM (SELECT unnest([given, family, father, mother]) AS text FROM record) "
        "WHERE text <> '' ORDER BY text"
    ).fetchall()
    for start in range(0, len(texts), _BATCH):
        part = [text for (text,) in texts[start : start + _BATCH]]
        known = pyarrow.table({"text": part, "skeletons": pyarrow.array(_each(part), pyarrow.list_(pyarrow.string()))})
        connection.register("known", known)
        connection.execute("INSERT INTO word SELECT * FROM known")
        connection.unregister("known")
        progress(min(1.0, (start + _BATCH) / len(texts)))


def _each(texts: Iterable[str]) -> list[list[str]]:
    return [skeletons_of(text) for text in texts]


# Of a compound name the rarer word comes first (g1, f1), for it says most; `name` is all words of both fields in
# alphabetical order, so that a first and a last name that changed places are still one name.
_FEATURE = """
CREATE TABLE feature AS
WITH given_word AS (
    SELECT n, list(skeleton ORDER BY times, skeleton) AS g FROM (
        SELECT n, unnest(skeletons) AS skeleton FROM record JOIN word ON word.text = record.given)
    JOIN given_frequency USING (skeleton) GROUP BY n
), family_word AS (
    SELECT n, list(skeleton ORDER BY times, skeleton) AS f FROM (
        SELECT n, unnest(skeletons) AS skeleton FROM record JOIN word ON word.text = record.family)
    JOIN family_frequency USING (skeleton) GROUP BY n
)
SELECT record.n, g[1] AS g1, g[2] AS g2, f[1] AS f1, f[2] AS f2,
    nullif(array_to_string(list_sort(list_concat(g, f)), ' '), '') AS name,
    sex, year, month, day, card, card_near, phone, province, commune,
    father.skeletons[1] AS father1, father.skeletons[2] AS father2,
    mother.skeletons[1] AS mother1, mother.skeletons[2] AS mother2, is_fresh
FROM record LEFT JOIN given_word USING (n) LEFT JOIN family_word USING (n)
LEFT JOIN word AS father ON father.text = record.father
LEFT JOIN word AS mother ON mother.text = record.mother
ORDER BY n
"""
