"""What can be heard on a page: its phrases and, of each, the recordings whose words are still these."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wasl.catalogue.recordings.queries import played
from wasl.catalogue.recordings.rules import ALWAYS, SPOKEN, Phrase
from wasl.web.people import labels


@dataclass(frozen=True, slots=True)
class Heard:
    """One language of a phrase; `recording_id` is None where nothing is recorded yet."""

    label: str
    language: str
    recording_id: UUID | None


class Sounds:
    """Read once for the whole page."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = list(phrases)
        self._by_slot = {phrase.slot: phrase for phrase in self.phrases}
        self._played: dict[tuple[str, str], Any] = played()

        found = {one.language for phrase in self.phrases for one in self._all(phrase) if one.recording_id}
        #: Said once for the page rather than beside each of its phrases.
        self.silent = [str(labels.LANGUAGES[one]) for one in SPOKEN if one not in found]
        self._speaks = found

    def of(self, phrase: Phrase) -> list[Heard]:
        """In the languages in which anything of the page is recorded."""
        return [one for one in self._all(phrase) if one.language in self._speaks]

    def of_slot(self, slot: str) -> list[Heard]:
        phrase = self._by_slot.get(slot)
        return self.of(phrase) if phrase else []

    def _all(self, phrase: Phrase) -> list[Heard]:
        return [self._one(phrase, language) for language in SPOKEN]

    def _one(self, phrase: Phrase, language: str) -> Heard:
        row = self._played.get((phrase.slot, language))
        fits = row is not None and row.words_hash == phrase.words_hash
        return Heard(str(labels.LANGUAGES[language]), language, row.pk if row and fits else None)


def always(start: str) -> list[Phrase]:
    """Those of ALWAYS whose slot begins so: "talk", "plan"."""
    return [phrase for phrase in ALWAYS if phrase.slot.startswith(f"{start}-")]
