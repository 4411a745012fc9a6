"""What a term is, when it may be used, and when a typed word means it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

LANGUAGES = ("fr", "ar", "zgh")

# Letters typed one for another on Arabic keyboards, brought to one form; ligatures of French to two letters.
_SAME_LETTER = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ـ": "",
        "œ": "oe",
        "æ": "ae",
    }
)


def fold(text: str) -> str:
    """Lower case, no accents, no vowel signs, one blank between words: what two spellings must share."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_SAME_LETTER))
    bare = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.split())


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
