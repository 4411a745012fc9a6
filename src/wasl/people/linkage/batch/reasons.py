"""Why two records agree or not, field by field, in the codes of `agreement.Reason`: never a name or a number."""

from collections.abc import Iterator

from wasl.people.linkage.agreement import Reason
from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.batch.names import ALIKE, NEAR, UNKNOWN
from wasl.people.linkage.batch.rescoring import Array, Heard, Pairs, heard
from wasl.people.linkage.letters import is_arabic

_BIRTH = (
    Reason.DATE_SAME, Reason.DATE_SWAPPED, None, Reason.YEAR_SAME, Reason.YEAR_SAME, Reason.YEAR_NEAR,
    Reason.YEAR_DIFFERS,
)  # fmt: skip
_LEVELS: dict[str, tuple[Reason | None, ...]] = {
    "birth_level": _BIRTH,
    "sex_level": (Reason.SEX_SAME, Reason.SEX_DIFFERS),
    "father_level": (Reason.FATHER_SAME, Reason.FATHER_SAME, Reason.FATHER_DIFFERS),
    "mother_level": (Reason.MOTHER_SAME, Reason.MOTHER_SAME, Reason.MOTHER_DIFFERS),
    "place_level": (Reason.COMMUNE_SAME, None, None),
    "phone_level": (Reason.PHONE_SAME, None),
    "card_level": (Reason.DOCUMENT_SAME, None, None),
}


def reasons(connection: Connection, pairs: Pairs, rows: Array) -> list[tuple[str, ...]]:
    """Of these rows of `pairs`, in their order."""
    names = connection.execute(
        "SELECT coalesce(given, '') AS given, coalesce(family, '') AS family FROM record ORDER BY n"
    ).fetchnumpy()
    said = heard(pairs)
    return [tuple(str(each) for each in _of(pairs, int(row), names, said)) for row in rows]


def _of(pairs: Pairs, row: int, names: dict[str, Array], said: Heard) -> Iterator[Reason]:
    left, right = pairs["n_l"][row], pairs["n_r"][row]
    is_swapped = bool(said.is_swapped[row])
    if is_swapped:
        yield Reason.NAMES_SWAPPED
    for field, other, level in (
        ("given", "family" if is_swapped else "given", said.given[row]),
        ("family", "given" if is_swapped else "family", said.family[row]),
    ):
        if level != UNKNOWN:
            yield _of_name(field, names[field][left], names[other][right], int(level))
    for column, codes in _LEVELS.items():
        level = pairs[column][row]
        code = codes[level] if level >= 0 else None
        if code is not None:
            yield code


def _of_name(field: str, one: str, other: str, level: int) -> Reason:
    if level == NEAR:
        return Reason(f"{field}_near")
    if level != ALIKE:
        return Reason(f"{field}_differs")
    if one == other:
        return Reason(f"{field}_same")
    return Reason(f"{field}_{'other_script' if is_arabic(one) != is_arabic(other) else 'other_spelling'}")
