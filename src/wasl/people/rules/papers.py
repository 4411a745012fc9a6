"""Numbers of papers and phones: what a well-formed one looks like, and how two are compared."""

import re

from wasl.core.folding import western_digits

# Parameters of form only: no check digit is published for the civil and social number.
_FORMS = {
    "CNIE": re.compile(r"[A-Z]{1,2}[0-9]{3,7}"),
    "IDCS": re.compile(r"[0-9]{10}"),
    "RSU": re.compile(r"[0-9]{6,14}"),
    "MASSAR": re.compile(r"[A-Z][0-9]{9}"),
}
_ANY = re.compile(r"[A-Z0-9]{2,24}")
#: Papers that carry no number of the person's own.
WITHOUT_NUMBER = frozenset({"TEMOIN", "AUCUN"})

_MOROCCAN = re.compile(r"(?:\+212|00212|0)([5-8][0-9]{8})")
_FOREIGN = re.compile(r"(?:\+|00)[1-9][0-9]{6,14}")


def plain_number(text: str) -> str:
    """Upper case, Western digits, letters and digits only: two ways of writing one number give one text."""
    return re.sub(r"[^A-Z0-9]", "", western_digits(text).upper())


def number_problem(type_code: str, number: str) -> str:
    """Code of what is wrong with the number of a paper of this type, or an empty string; blank is accepted."""
    plain = plain_number(number)
    if not plain:
        return "NUMBER_UNREADABLE" if number.strip() else ""
    if type_code in WITHOUT_NUMBER:
        return "NUMBER_UNEXPECTED"
    form = _FORMS.get(type_code, _ANY)
    return "" if form.fullmatch(plain) else f"{type_code}_FORM" if type_code in _FORMS else "NUMBER_FORM"


def one_deletion_variants(plain: str) -> tuple[str, ...]:
    """The number and each text one character shorter: two numbers within one edit share one of them."""
    return tuple(dict.fromkeys([plain, *(plain[:i] + plain[i + 1 :] for i in range(len(plain)))]))


def phone_problem(number: str) -> str:
    return "" if stored_phone(number) else "PHONE_FORM"


def stored_phone(number: str) -> str:
    """Moroccan numbers as 06…, others as +…; empty when it is neither."""
    bare = re.sub(r"[^0-9+]", "", western_digits(number))
    if moroccan := _MOROCCAN.fullmatch(bare):
        return "0" + moroccan.group(1)
    return re.sub(r"^00", "+", bare) if _FOREIGN.fullmatch(bare) else ""
