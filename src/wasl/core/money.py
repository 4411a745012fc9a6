"""Amounts of dirhams: exact, to the centime, never a float."""

from decimal import Decimal

CENTIME = Decimal("0.01")


class NotAnAmount(ValueError):
    """Negative, a float, or finer than a centime."""


def dirhams(value: Decimal | int | str) -> Decimal:
    """The amount to two places; raises NotAnAmount rather than rounding anything away."""
    if isinstance(value, float):
        raise NotAnAmount(value)
    exact = Decimal(value)
    if not exact.is_finite() or exact < 0 or exact != exact.quantize(CENTIME):
        raise NotAnAmount(value)
    return exact.quantize(CENTIME)
