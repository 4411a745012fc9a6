"""How well two identities agree, field by field, with the reason of each point.

Weights are base-2 logarithms of how much more often a pair of records of one person agrees so than a pair of
strangers (2 ** weight times); they add up. The table is a first setting by hand from the noise that was measured on
Moroccan registers; the batch linkage learns its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from wasl.people.linkage.identity import Identity, local_digits
from wasl.people.linkage.likeness import Likeness, compare
from wasl.people.linkage.names import Word, loose_words, words


class Reason(StrEnum):
    """Codes of what agrees or not; their words on screen belong to the room that shows them."""

    GIVEN_SAME = "given_same"
    GIVEN_OTHER_SCRIPT = "given_other_script"
    GIVEN_OTHER_SPELLING = "given_other_spelling"
    GIVEN_NEAR = "given_near"
    GIVEN_BEGINS = "given_begins"
    GIVEN_DIFFERS = "given_differs"
    FAMILY_SAME = "family_same"
    FAMILY_OTHER_SCRIPT = "family_other_script"
    FAMILY_OTHER_SPELLING = "family_other_spelling"
    FAMILY_NEAR = "family_near"
    FAMILY_BEGINS = "family_begins"
    FAMILY_DIFFERS = "family_differs"
    NAMES_SWAPPED = "names_swapped"
    FATHER_SAME = "father_same"
    FATHER_DIFFERS = "father_differs"
    MOTHER_SAME = "mother_same"
    MOTHER_DIFFERS = "mother_differs"
    DATE_SAME = "date_same"
    DATE_SWAPPED = "date_swapped"
    YEAR_SAME = "year_same"
    YEAR_NEAR = "year_near"
    YEAR_DIFFERS = "year_differs"
    SEX_SAME = "sex_same"
    SEX_DIFFERS = "sex_differs"
    COMMUNE_SAME = "commune_same"
    PHONE_SAME = "phone_same"
    DOCUMENT_SAME = "document_same"


WEIGHTS = {
    Reason.GIVEN_SAME: 6.0,
    Reason.GIVEN_OTHER_SCRIPT: 5.5,
    Reason.GIVEN_OTHER_SPELLING: 5.0,
    Reason.GIVEN_NEAR: 2.5,
    Reason.GIVEN_BEGINS: 3.0,
    Reason.GIVEN_DIFFERS: -6.0,
    Reason.FAMILY_SAME: 8.0,
    Reason.FAMILY_OTHER_SCRIPT: 7.5,
    Reason.FAMILY_OTHER_SPELLING: 7.0,
    Reason.FAMILY_NEAR: 4.0,
    Reason.FAMILY_BEGINS: 3.5,
    Reason.FAMILY_DIFFERS: -4.0,
    Reason.NAMES_SWAPPED: -1.0,
    Reason.FATHER_SAME: 4.0,
    Reason.FATHER_DIFFERS: -3.0,
    Reason.MOTHER_SAME: 4.0,
    Reason.MOTHER_DIFFERS: -2.0,
    Reason.DATE_SAME: 12.0,
    Reason.DATE_SWAPPED: 9.0,
    Reason.YEAR_SAME: 5.0,
    Reason.YEAR_NEAR: 2.0,
    Reason.YEAR_DIFFERS: -5.0,
    Reason.SEX_SAME: 1.0,
    Reason.SEX_DIFFERS: -6.0,
    Reason.COMMUNE_SAME: 6.0,
    Reason.PHONE_SAME: 9.0,
    Reason.DOCUMENT_SAME: 16.0,
}


_ORDER = list(Likeness)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`weight` is the sum over `reasons` of WEIGHTS; higher is likelier the same person."""

    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        return _worth_of(self.reasons)


def _best(ones: tuple[Word, ...], others: tuple[Word, ...], *, is_partial: bool = False) -> Likeness | None:
    """The best likeness of any two words; None when a side says nothing. Half of a compound name is enough."""
    found = [compare(a, b, is_partial=is_partial) for a, b in product(ones, others)]
    return min(found, key=_ORDER.index) if found else None


def _name_reasons(query: Identity, candidate: Identity) -> Iterator[Reason]:
    given, family = words(query.given), words(query.family)
    if not family:
        readings = {given, loose_words(query.given)} if query.is_partial else {given}
        found = [tuple(_unordered(reading, candidate, query.is_partial)) for reading in readings]
        yield from max(found, key=_worth_of)
        return
    partial = query.is_partial
    straight = (
        _best(given, words(candidate.given), is_partial=partial),
        _best(family, words(candidate.family), is_partial=partial),
    )
    crossed = (
        _best(given, words(candidate.family), is_partial=partial),
        _best(family, words(candidate.given), is_partial=partial),
    )
    if _worth(straight) >= _worth(crossed):
        yield from _as_reasons(*straight)
    else:
        yield Reason.NAMES_SWAPPED
        yield from _as_reasons(*crossed)


def _as_reasons(given: Likeness | None, family: Likeness | None) -> Iterator[Reason]:
    if given:
        yield Reason(f"given_{given}")
    if family:
        yield Reason(f"family_{family}")


def _worth(pair: tuple[Likeness | None, Likeness | None]) -> float:
    return _worth_of(tuple(_as_reasons(*pair)))


def _worth_of(reasons: tuple[Reason, ...]) -> float:
    return sum(WEIGHTS[reason] for reason in reasons)


def _unordered(typed: tuple[Word, ...], candidate: Identity, is_partial: bool) -> Iterator[Reason]:
    """Names from the one box, in any order: each typed word goes where it fits best."""
    sides = {"given": words(candidate.given), "family": words(candidate.family)}
    reasons: list[Reason] = []
    for word in typed:
        fits = [
            Reason(f"{side}_{likeness}")
            for side, others in sides.items()
            if (likeness := _best((word,), others, is_partial=is_partial))
        ]
        if fits:
            reasons.append(max(fits, key=WEIGHTS.__getitem__))
    yield from dict.fromkeys(reasons)


def _birth_reasons(query: Identity, candidate: Identity) -> Iterator[Reason]:
    if query.day and candidate.day:
        if query.day == candidate.day:
            yield Reason.DATE_SAME
            return
        if (query.day.year, query.day.month, query.day.day) == (
            candidate.day.year,
            candidate.day.day,
            candidate.day.month,
        ):
            yield Reason.DATE_SWAPPED
            return
    if query.year and candidate.year:
        apart = abs(query.year - candidate.year)
        yield Reason.YEAR_SAME if apart == 0 else Reason.YEAR_NEAR if apart <= 2 else Reason.YEAR_DIFFERS


def _parent_reasons(query: Identity, candidate: Identity) -> Iterator[Reason]:
    for role, one, other in (("father", query.father, candidate.father), ("mother", query.mother, candidate.mother)):
        if likeness := _best(words(one), words(other)):
            yield Reason(f"{role}_differs" if likeness is Likeness.DIFFERS else f"{role}_same")


def _other_reasons(query: Identity, candidate: Identity) -> Iterator[Reason]:
    if query.sex and candidate.sex:
        yield Reason.SEX_SAME if query.sex == candidate.sex else Reason.SEX_DIFFERS
    if query.commune and query.commune == candidate.commune:
        yield Reason.COMMUNE_SAME
    if {*map(local_digits, query.phones)} & {*map(local_digits, candidate.phones)}:
        yield Reason.PHONE_SAME
    if set(query.documents) & set(candidate.documents):
        yield Reason.DOCUMENT_SAME


def score(query: Identity, candidate: Identity) -> Agreement:
    """Every field that both sides know, compared; what one side does not say counts for nothing."""
    parts = (_name_reasons, _birth_reasons, _parent_reasons, _other_reasons)
    return Agreement(tuple(reason for part in parts for reason in part(query, candidate)))
