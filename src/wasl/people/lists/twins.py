"""The same person twice in one list, found with the weights that search the registry."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from wasl.people.linkage.agreement import Agreement, Reason
from wasl.people.linkage.identity import local_digits
from wasl.people.lists.lines import Line
from wasl.people.lists.rows import Entry
from wasl.people.lists.verdicts import Twin, is_certain_twin
from wasl.people.rules.sought import Sought, best_agreement, is_likely, lock_keys, sought_as

#: Most earlier rows that share a key and are compared.
COMPARED = 40


def sought_in(entry: Entry) -> Sought:
    phones, numbers = ([text] if text else [] for text in (entry.phone, entry.card))
    return sought_as(entry.particulars, phones=phones, numbers=numbers)


def twins_in(lines: Sequence[Line]) -> dict[int, Twin]:
    """Index of a row -> the earlier row it repeats, or is like. Rows that are refused or aside repeat nobody."""
    by_key: dict[object, list[int]] = defaultdict(list)
    found: dict[int, Twin] = {}
    for index, line in enumerate(lines):
        if line.entry.aside or line.entry.faults:
            continue
        sought = sought_in(line.entry)
        keys = list(_keys(line.entry, sought))
        earlier = dict.fromkeys(other for key in keys for other in by_key[key][-COMPARED:])
        twin = _best(lines, line, sought, list(earlier)[-COMPARED:])
        if twin is not None:
            found[index] = twin
        if twin is None or not twin.is_certain:
            for key in keys:
                by_key[key].append(index)
    return found


def _keys(entry: Entry, sought: Sought) -> Iterator[object]:
    yield from lock_keys(sought)
    birth = entry.particulars.birth
    if birth.year and birth.month and birth.day and (birth.month, birth.day) != (1, 1):
        yield birth.year, birth.month, birth.day
    if entry.phone:
        yield local_digits(entry.phone)
    if entry.card:
        yield entry.card


def _are_two(agreement: Agreement) -> bool:
    """Within one list other first names are other persons, twins above all, unless one card is written for both."""
    return Reason.GIVEN_DIFFERS in agreement.reasons and Reason.DOCUMENT_SAME not in agreement.reasons


def _best(lines: Sequence[Line], line: Line, sought: Sought, earlier: Sequence[int]) -> Twin | None:
    best: tuple[float, Twin] | None = None
    for index in earlier:
        other = lines[index]
        agreement = best_agreement(
            sought,
            other.entry.particulars,
            has_phone=bool(line.entry.phone) and line.entry.phone == other.entry.phone,
            by_number=2 if line.entry.card and line.entry.card == other.entry.card else 0,
        )
        if _are_two(agreement):
            continue
        if is_likely(agreement) and (best is None or agreement.weight > best[0]):
            certain = is_certain_twin(line.entry.particulars, other.entry.particulars, agreement)
            best = agreement.weight, Twin(index, (other.sheet, other.line), certain)
    return best[1] if best else None
