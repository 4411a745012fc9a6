"""The search key inside PostgreSQL: the function other rooms' migrations create, and its expression for querysets.

A room whose table carries a key lists `CREATE_SEARCH_KEY` first in its first migration (it is CREATE OR REPLACE, so
several rooms may), then a `GeneratedField(expression=SearchKey("name"), db_persist=True)`; trigram indexes go on that.
"""

from collections.abc import Iterable

from django.db.migrations import RunSQL
from django.db.models import Func, TextField

from wasl.core.folding import DROPPED, EASTERN_DIGITS, LETTERS, SEPARATORS


def _class(codes: Iterable[int]) -> str:
    return "".join(f"\\u{code:04X}" for code in codes)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_ONE_TO_ONE = {key: value for key, value in (LETTERS | EASTERN_DIGITS).items() if len(value) == 1}
_FOLD = 'casefold(normalize(t, NFKD) COLLATE "pg_unicode_fast")'
_WITHOUT = f"regexp_replace(replace(replace({_FOLD}, 'œ', 'oe'), 'æ', 'ae'), '[{_class(DROPPED)}]', '', 'g')"
_SPACED = f"regexp_replace({_WITHOUT}, '[{_class(map(ord, SEPARATORS))}]+', ' ', 'g')"
# pg_unicode_fast folds case the same way on every database, whatever locale it was created with.
SEARCH_KEY_SQL = (
    "CREATE OR REPLACE FUNCTION search_key(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN "
    f"btrim(translate({_SPACED}, {_quoted(''.join(_ONE_TO_ONE))}, {_quoted(''.join(_ONE_TO_ONE.values()))}), ' ')"
    ' COLLATE "default"'
)
CREATE_SEARCH_KEY = RunSQL(SEARCH_KEY_SQL, RunSQL.noop)


class SearchKey(Func):
    """`SearchKey("name_fr")`: the key of a text column, equal to `core.folding.search_key` of its value."""

    function = "search_key"
    arity = 1
    output_field = TextField()
