from decimal import Decimal

import pytest

from wasl.core.money import NotAnAmount, dirhams


def test_an_amount_is_kept_to_the_centime() -> None:
    assert str(dirhams("812400.5")) == "812400.50"


@pytest.mark.parametrize("value", [0.1, "1.005", "-1", "NaN", "Infinity"])
def test_nothing_is_rounded_away(value: object) -> None:
    with pytest.raises(NotAnAmount):
        dirhams(value)  # type: ignore[arg-type]


def test_amounts_are_exact() -> None:
    assert dirhams("0.1") + dirhams("0.2") == Decimal("0.3")
