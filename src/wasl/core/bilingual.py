"""A text in the two languages of the institution, where it is data and not a message of the program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    fr: str
    ar: str

    def in_(self, language: str) -> str:
        """French unless the language begins with "ar"."""
        return self.ar if language.startswith("ar") else self.fr
