"""Numbers that say nothing: drawn at random, so that no gap in a series tells that a hidden dossier exists."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = str.maketrans("OIL", "011")
COUPON_DIGITS = 10
COUPON_BITS = 5 * COUPON_DIGITS
NUMBER_DIGITS = 6
NUMBER_BITS = 5 * NUMBER_DIGITS


def _written(value: int, digits: int) -> str:
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(digits)))


def _doubled(value: int) -> int:
    """Times x in the field of 32 elements (x^5 + x^2 + 1)."""
    return value << 1 ^ (0x25 if value & 16 else 0)


def _check(code: str) -> str:
    # Horner's rule, the control character being the last term: any one wrong character, and any two neighbours
    # swapped, change the result; sums modulo 31 or 32 miss some of them.
    total = 0
    for character in code:
        total = _doubled(total) ^ ALPHABET.index(character)
    return ALPHABET[_doubled(total)]


def coupon_for(value: int) -> str:
    """Ten characters and one of control, from 50 random bits: "7K3QF2M8XA4"."""
    code = _written(value, COUPON_DIGITS)
    return code + _check(code)


def read_coupon(text: str) -> str | None:
    """What a person typed or a scanner read, brought to the stored form; None when it cannot be a coupon."""
    code = "".join(c for c in text.upper() if c.isalnum()).translate(_READ)
    if len(code) != COUPON_DIGITS + 1 or any(c not in ALPHABET for c in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


def number_for(year: int, value: int) -> str:
    """2026-7K3QFA from 30 random bits."""
    return f"{year}-{_written(value, NUMBER_DIGITS)}"
