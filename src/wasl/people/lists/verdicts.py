"""What becomes of one row, from who is likely the same in the list and in the registry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from uuid import UUID

from wasl.people.linkage.agreement import Agreement, Likeness, Reason, compare
from wasl.people.linkage.names import words
from wasl.people.lists.rows import Entry
from wasl.people.rules.lists import RowVerdict
from wasl.people.rules.particulars import Particulars
from wasl.people.rules.sought import is_likely

_AGAINST = frozenset(
    {
        Reason.GIVEN_DIFFERS,
        Reason.FAMILY_DIFFERS,
        Reason.FATHER_DIFFERS,
        Reason.MOTHER_DIFFERS,
        Reason.YEAR_DIFFERS,
        Reason.YEAR_NEAR,
        Reason.DATE_SWAPPED,
        Reason.SEX_DIFFERS,
        Reason.NAMES_SWAPPED,
    }
)
#: What makes the same names on the same day one person; names and day alone are shared by strangers in a country.
_BESIDES = frozenset(
    {Reason.FATHER_SAME, Reason.MOTHER_SAME, Reason.PHONE_SAME, Reason.COMMUNE_SAME, Reason.DOCUMENT_SAME}
)
_SAME_WORD = frozenset({Likeness.SAME, Likeness.OTHER_SCRIPT, Likeness.OTHER_SPELLING})
#: A file of this level or above is never linked without a person.
SENSITIVE = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A registration in the reader's own reach that may be the row's person."""

    registration_id: UUID
    person_id: UUID
    unit_id: UUID
    level: int
    particulars: Particulars
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier row that may be the same person; `line` is (sheet, number)."""

    index: int
    line: tuple[int, int]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: RowVerdict
    reasons: list[list[Any]] = field(default_factory=list)
    known_id: UUID | None = None


def same_names(one: Particulars, other: Particulars) -> bool:
    """Every word of the given and of the family name has its like on the other side, in some script of each."""
    pairs = product(_scripts(one), _scripts(other))
    return any(_same_words(a[0], b[0]) and _same_words(a[1], b[1]) for a, b in pairs)


def _scripts(said: Particulars) -> Iterable[tuple[str, str]]:
    written = ((said.given_ar, said.family_ar), (said.given_latin, said.family_latin))
    return [pair for pair in written if all(pair)]


def _same_words(one: str, other: str) -> bool:
    left = list(words(other))
    for word in words(one):
        like = next((each for each in left if compare(word, each) in _SAME_WORD), None)
        if like is None:
            return False
        left.remove(like)
    return not left


def is_certain(said: Particulars, known: Particulars, agreement: Agreement) -> bool:
    """One person beyond doubt: nothing against it, whole names, and a paper or the day with something besides."""
    reasons = set(agreement.reasons)
    if reasons & _AGAINST or not same_names(said, known):
        return False
    return Reason.DOCUMENT_SAME in reasons or (Reason.DATE_SAME in reasons and bool(reasons & _BESIDES))


def is_certain_twin(said: Particulars, known: Particulars, agreement: Agreement) -> bool:
    """Within one list, whole names on the same day, or everything the rows say and more than a name, is enough."""
    if is_certain(said, known, agreement):
        return True
    reasons = set(agreement.reasons)
    if reasons & _AGAINST or not same_names(said, known):
        return False
    return Reason.DATE_SAME in reasons or (said == known and bool(reasons & (_BESIDES | {Reason.YEAR_SAME})))


def judge(entry: Entry, *, twin: Twin | None, matches: Sequence[Match], is_masked: bool, unit_id: UUID) -> Judged:
    """`is_masked`: somebody outside the reader's reach may be the same; a protected person never makes it so."""
    if entry.aside:
        return Judged(RowVerdict.ASIDE, [[entry.aside]])
    if entry.faults:
        return Judged(RowVerdict.REFUSED, [[code] for code in (*entry.faults, *entry.notes)])
    notes: list[list[Any]] = [[code] for code in entry.notes]
    if twin is not None and twin.is_certain:
        return Judged(RowVerdict.TWICE, [["SAME_LINE", *twin.line], *notes])
    certain = [match for match in matches if is_certain(entry.particulars, match.particulars, match.agreement)]
    if len({match.person_id for match in certain}) == 1 and all(match.level < SENSITIVE for match in certain):
        here = next((match for match in certain if match.unit_id == unit_id), None)
        found = here or certain[0]
        verdict = RowVerdict.HERE if here else RowVerdict.KNOWN
        return Judged(verdict, [*_because(found), *notes], found.registration_id)
    doubts = _doubts(twin, matches, is_masked)
    if doubts:
        return Judged(RowVerdict.REVIEW, [*doubts, *notes])
    return Judged(RowVerdict.NEW, notes)


def _doubts(twin: Twin | None, matches: Sequence[Match], is_masked: bool) -> list[list[Any]]:
    likely = [match for match in matches if is_likely(match.agreement)]
    found: list[list[Any]] = []
    if twin is not None:
        found.append(["LIKE_LINE", *twin.line])
    if likely:
        found += [["LIKELY", len({match.person_id for match in likely})], *_because(likely[0])]
    if is_masked:
        found.append(["OUTSIDE"])
    return found


def _because(match: Match) -> list[list[Any]]:
    return [["BECAUSE", *match.agreement.reasons]]
