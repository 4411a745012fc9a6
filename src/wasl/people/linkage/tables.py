"""The tables of the normaliser as plain values, for the browser: front/js/names.js applies them.

scripts/name_tables.py writes them when the scripts are built, so that the two cannot drift; that both then give the
same results is held by tests/people/linkage/vectors.tsv.
"""

from typing import Any

from wasl.core import folding
from wasl.people.linkage import known, letters, names


def browser_tables() -> dict[str, Any]:
    """What JSON can hold: mappings of texts, lists of [pattern, replacement], lists of words."""
    dropped = {chr(code): "" for code in folding.DROPPED}
    return {
        "version": names.NORMALISER_VERSION,
        "invisible": "".join(chr(code) for first, last in folding.INVISIBLE for code in range(first, last + 1)),
        "folded": dropped
        | dict.fromkeys(folding.SEPARATORS, " ")
        | {"ß": "ss", "ς": "σ"}
        | folding.LETTERS
        | folding.EASTERN_DIGITS,
        "chatDigits": names.CHAT_DIGITS,
        "titles": sorted(names.TITLES),
        "articles": sorted(names.ARTICLES),
        "particles": names.PARTICLES,
        "tails": sorted(names.TAILS),
        "joined": names.JOINED,
        "known": known.KNOWN,
        "servantOf": known.SERVANT_OF,
        "merged": letters.MERGED,
        "arabic": {
            "rewrites": letters.ARABIC_REWRITES,
            "letters": letters.ARABIC_LETTERS,
            "glide": letters.ARABIC_GLIDE,
            "onset": letters.ARABIC_ONSET,
            "notArticle": sorted(letters.ARABIC_NOT_ARTICLE),
            "lam": letters.ARABIC_LAM,
            "servant": letters.ARABIC_SERVANT,
            "endings": letters.ARABIC_ENDINGS,
        },
        "latin": {
            "rewrites": letters.LATIN_REWRITES,
            "letters": letters.LATIN_LETTERS,
            "notArticle": letters.LATIN_NOT_ARTICLE,
            "glued": letters.LATIN_GLUED,
            "lam": letters.LATIN_LAM,
            "servant": letters.LATIN_SERVANT,
            "endings": letters.LATIN_ENDINGS,
        },
    }
