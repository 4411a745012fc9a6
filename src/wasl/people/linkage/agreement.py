"""How well two identities agree, field by field, with the reason of each point.

Weights (`weights.py`, shared with the batch) are base-2 logarithms of how much more often a pair of records of one
person agrees so than a pair of strangers (2 ** weight times); they add up, and a name rarer than usual adds more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import product
from math import log2

from wasl.people.linkage import weights
from wasl.people.linkage.frequencies import UNKNOWN, Frequencies
from wasl.people.linkage.identity import Identity, local_digits
from wasl.people.linkage.likeness import ONE_NAME, Likeness, compare, distance_at_most_one
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
    DATE_TWIN = "date_twin"
    DATE_SWAPPED = "date_swapped"
    DATE_NEAR = "date_near"
    DAY_DIFFERS = "day_differs"
    YEAR_SAME = "year_same"
    YEAR_NEAR = "year_near"
    YEAR_DIFFERS = "year_differs"
    SEX_SAME = "sex_same"
    SEX_DIFFERS = "sex_differs"
    COMMUNE_SAME = "commune_same"
    COMMUNE_DIFFERS = "commune_differs"
    PHONE_SAME = "phone_same"
    DOCUMENT_SAME = "document_same"
    DOCUMENT_NEAR = "document_near"
    DOCUMENT_DIFFERS = "document_differs"


WEIGHTS = {Reason(code): bits for code, bits in weights.WEIGHTS.items()}
_ORDER = list(Likeness)
#: How many bits a name of usual frequency is worth: what a rarer or a more common one adds to or takes from WEIGHTS.
USUAL_BITS = {"given": 6.5, "family": 9.5}
#: The most that rarity adds or takes.
MOST_BITS = 4.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """`weight` is the sum over `reasons` of WEIGHTS, and `rarity`, what the names that agree are worth beyond a usual
    one; higher is likelier the same person. `prior` is the weight at which it is as likely chance as not."""

    reasons: tuple[Reason, ...]
    rarity: float = 0.0
    prior: float = 12.0

    @property
    def weight(self) -> float:
        return _worth_of(self.reasons) + self.rarity

    @property
    def probability(self) -> float:
        """That the two are one person, when any of the registry may be the one who is sought: it falls as a registry
        grows, for then as many strangers agree so."""
        return float(1 / (1 + 2 ** min(60.0, self.prior - self.weight)))


def prior_bits(registrations: int) -> float:
    """Weight at which a likeness is as likely chance as not; registries under 4,096 count as that many."""
    return log2(max(registrations, 4_096))


@dataclass(frozen=True, slots=True)
class _Match:
    """The best likeness of any two words; `skeleton` of the word that agrees, empty when none does."""

    likeness: Likeness
    skeleton: str = ""


@lru_cache(maxsize=65_536)
def _best(ones: tuple[Word, ...], others: tuple[Word, ...], *, is_partial: bool = False) -> _Match | None:
    """None when a side says nothing. Half of a compound name is enough."""
    found = [(compare(a, b, is_partial=is_partial), b.skeleton) for a, b in product(ones, others)]
    if not found:
        return None
    likeness, skeleton = min(found, key=lambda each: _ORDER.index(each[0]))
    return _Match(likeness, skeleton if likeness in ONE_NAME else "")


@dataclass(frozen=True, slots=True)
class _Named:
    """What the names say: reasons, and the skeletons that agree as a given and as a family name."""

    reasons: tuple[Reason, ...]
    agreed: tuple[tuple[str, str], ...] = ()

    @property
    def worth(self) -> float:
        return _worth_of(self.reasons)


_SAID = {(side, likeness): Reason(f"{side}_{likeness}") for side in ("given", "family") for likeness in Likeness}


def _names(query: Identity, candidate: Identity) -> _Named:
    given, family = words(query.given), words(query.family)
    partial = query.is_partial
    if not family:
        readings = {given, loose_words(query.given)} if partial else {given}
        return max((_unordered(reading, candidate, partial) for reading in readings), key=lambda named: named.worth)
    first, last = (
        _best(given, words(candidate.given), is_partial=partial),
        _best(family, words(candidate.family), is_partial=partial),
    )
    straight = _sides(first, last)
    if first and last and first.skeleton and last.skeleton:
        return straight
    crossed = _sides(
        _best(given, words(candidate.family), is_partial=partial),
        _best(family, words(candidate.given), is_partial=partial),
    )
    if straight.worth >= crossed.worth:
        return straight
    return _Named((Reason.NAMES_SWAPPED, *crossed.reasons), crossed.agreed)


def _sides(given: _Match | None, family: _Match | None) -> _Named:
    said = [(side, match) for side, match in (("given", given), ("family", family)) if match]
    return _Named(
        tuple(_SAID[side, match.likeness] for side, match in said),
        tuple((side, match.skeleton) for side, match in said if match.skeleton),
    )


def _worth_of(reasons: tuple[Reason, ...]) -> float:
    return sum(WEIGHTS[reason] for reason in reasons)


def _unordered(typed: tuple[Word, ...], candidate: Identity, is_partial: bool) -> _Named:
    """Names from the one box, in any order: each typed word goes where it fits best."""
    sides = {"given": words(candidate.given), "family": words(candidate.family)}
    reasons: dict[Reason, None] = {}
    agreed: dict[tuple[str, str], None] = {}
    for word in typed:
        fits = [
            (_SAID[side, match.likeness], side, match.skeleton)
            for side, others in sides.items()
            if (match := _best((word,), others, is_partial=is_partial))
        ]
        if fits:
            reason, side, skeleton = max(fits, key=lambda fit: WEIGHTS[fit[0]])
            reasons[reason] = None
            agreed |= {(side, skeleton): None} if skeleton else {}
    return _Named(tuple(reasons), tuple(agreed))


def _rarity(agreed: tuple[tuple[str, str], ...], known: Frequencies) -> float:
    """Bits beyond a usual name, at most MOST_BITS either way for each side; none while nothing was counted."""
    if not known.shares:
        return 0.0
    beyond = {side: 0.0 for side, _ in agreed}
    for side, skeleton in agreed:
        beyond[side] = max(beyond[side], -log2(known.share(skeleton)) - USUAL_BITS[side], -MOST_BITS)
    return sum(min(bits, MOST_BITS) for bits in beyond.values())


def _birth_reasons(query: Identity, candidate: Identity, named: _Named) -> Iterator[Reason]:
    if query.day and candidate.day:
        reason = _of_days(query.day, candidate.day)
        is_twin = reason is Reason.DATE_SAME and Reason.GIVEN_DIFFERS in named.reasons
        yield Reason.DATE_TWIN if is_twin else reason
    elif query.year and candidate.year:
        apart = abs(query.year - candidate.year)
        yield Reason.YEAR_SAME if apart == 0 else Reason.YEAR_NEAR if apart <= 2 else Reason.YEAR_DIFFERS


def _of_days(one: date, other: date) -> Reason:
    if one == other:
        return Reason.DATE_SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Reason.DATE_SWAPPED
    if sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1:
        return Reason.DATE_NEAR
    return Reason.DAY_DIFFERS if one.year == other.year else Reason.YEAR_DIFFERS


def _parent_reasons(query: Identity, candidate: Identity) -> Iterator[Reason]:
    for role, one, other in (("father", query.father, candidate.father), ("mother", query.mother, candidate.mother)):
        if match := _best(words(one), words(other)):
            yield Reason(f"{role}_differs" if match.likeness is Likeness.DIFFERS else f"{role}_same")


def _other_reasons(query: Identity, candidate: Identity) -> Iterator[Reason]:
    if query.sex and candidate.sex:
        yield Reason.SEX_SAME if query.sex == candidate.sex else Reason.SEX_DIFFERS
    if query.commune and candidate.commune:
        yield Reason.COMMUNE_SAME if query.commune == candidate.commune else Reason.COMMUNE_DIFFERS
    if {*map(local_digits, query.phones)} & {*map(local_digits, candidate.phones)}:
        yield Reason.PHONE_SAME
    if query.documents and candidate.documents:
        yield _of_documents(query.documents, candidate.documents)


def _of_documents(ones: tuple[str, ...], others: tuple[str, ...]) -> Reason:
    if set(ones) & set(others):
        return Reason.DOCUMENT_SAME
    is_near = any(distance_at_most_one(one, other) for one, other in product(ones, others))
    return Reason.DOCUMENT_NEAR if is_near else Reason.DOCUMENT_DIFFERS


def score(query: Identity, candidate: Identity, known: Frequencies = UNKNOWN) -> Agreement:
    """Every field that both sides know, compared; what one side does not say counts for nothing."""
    named = _names(query, candidate)
    reasons = (
        *named.reasons,
        *_birth_reasons(query, candidate, named),
        *_parent_reasons(query, candidate),
        *_other_reasons(query, candidate),
    )
    return Agreement(reasons, _rarity(named.agreed, known), prior_bits(known.registrations))
