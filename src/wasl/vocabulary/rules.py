"""What a term is, when it may be used, and when a typed word means it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from wasl.core.folding import search_key

LANGUAGES = ("fr", "ar", "zgh")


def fold(text: str) -> str:
    """The search key, word by word: an apostrophe or any other sign parts words, so that « l’accueil » has two."""
    parted = "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in text)
    return search_key(parted)


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a code list; days are inclusive, ``None`` is without limit."""

    code: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    sensitive: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    attributes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def label(self, language: str) -> str:
        """In the language, else in French: only Amazigh may be missing."""
        return self.labels.get(language) or self.labels["fr"]

    def get(self, attribute: str, default: object = None) -> object:
        """A property of this list alone, e.g. ``mission`` of a service."""
        return self.attributes.get(attribute, default)

    def is_valid(self, on: date) -> bool:
        """May be chosen on that day; a past record keeps its code whatever this says."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def matches(self, words: str) -> bool:
        """Every word typed begins a word of the code, of one label or of one alias, in either script."""
        wanted = fold(words).split()
        return bool(wanted) and any(
            all(any(word.startswith(start) for word in fold(text).split()) for start in wanted)
            for text in (self.code, *self.labels.values(), *self.aliases)
        )
