import pytest
from django.db import connection
from django.db.models import Value
from tests.core.vectors import KEYS

from wasl.core.folding import search_key
from wasl.core.text import SearchKey

pytestmark = pytest.mark.django_db


def keys_of(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_key(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n", [texts])
        return [key for (key,) in cursor.fetchall()]


def test_postgresql_gives_the_shared_keys() -> None:
    assert keys_of([text for text, _ in KEYS]) == [key for _, key in KEYS]


def test_both_agree_on_every_letter_of_the_two_scripts() -> None:
    latin, arabic, forms = range(0x21, 0x370), range(0x600, 0x700), range(0xFB50, 0xFDD0)
    texts = [f"a{chr(code)}B" for code in [*latin, *arabic, *range(0x2000, 0x2070), *forms]]
    assert keys_of(texts) == [search_key(text) for text in texts]


def test_the_expression_calls_the_function() -> None:
    with connection.cursor() as cursor:
        compiler = connection.ops.compiler("SQLCompiler")(None, connection, None)
        cursor.execute("SELECT " + SearchKey(Value("Aït")).as_sql(compiler, connection)[0], ["Aït"])
        assert cursor.fetchone() == ("ait",)
