from decimal import Decimal

import pytest

from wasl.core.figures import Counted, Figure, Qualifier, Rounding
from wasl.reports.outputs.printed import words
from wasl.reports.rules.definition import PLAIN, Shown
from wasl.reports.rules.printing import exported, on_paper, on_screen

FR, AR = words("fr"), words("ar")
SHARE = Shown(rounding=Rounding.FLOOR, screen_places=1)
GROWTH = Shown(screen_places=1, has_sign=True)


def figure(value: str, unit: Counted = Counted.PERSON, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
    return Figure(Decimal(value), unit, qualifier)


@pytest.mark.parametrize(
    ("value", "french", "arabic"), [("37", "37", "37"), ("2476", "2\u202f476", "2476"), ("0", "0", "0")]
)
def test_paper_groups_thousands_in_french_only(value: str, french: str, arabic: str) -> None:
    assert on_paper(figure(value), PLAIN, language="fr", words=FR) == french
    assert on_paper(figure(value), PLAIN, language="ar", words=AR) == arabic


def test_the_screen_groups_them_in_both_languages() -> None:
    assert on_screen(figure("2476"), PLAIN, words=AR) == "2\u202f476"


def test_a_qualifier_is_said_before_the_number() -> None:
    shown = figure("1900", qualifier=Qualifier.MORE_THAN)
    assert on_paper(shown, PLAIN, language="fr", words=FR) == "plus de 1\u202f900"
    assert on_paper(shown, PLAIN, language="ar", words=AR) == "أكثر من 1900"


def test_a_share_is_cut_off_on_paper_and_rounded_on_screen() -> None:
    share = figure("46.6226", Counted.PERCENT)
    assert on_paper(share, SHARE, language="fr", words=FR) == "46\u202f%"
    assert on_paper(share, SHARE, language="ar", words=AR) == "46%"
    assert on_screen(share, SHARE, words=FR) == "46,6\u202f%"


def test_growth_bears_its_sign_and_its_doubt() -> None:
    growth = figure("30.0123", Counted.PERCENT, Qualifier.ABOUT)
    assert on_paper(growth, GROWTH, language="fr", words=FR) == "environ +30\u202f%"
    assert on_screen(growth, GROWTH, words=FR) == "environ +30,0\u202f%"


def test_a_loss_bears_a_true_minus() -> None:
    assert on_paper(figure("-6.2", Counted.PERCENT), GROWTH, language="fr", words=FR) == "\u22126\u202f%"


def test_centimes_are_printed_only_when_there_are_some() -> None:
    assert on_paper(figure("2796000.00", Counted.MAD), PLAIN, language="fr", words=FR) == "2\u202f796\u202f000"
    assert on_paper(figure("75567.50", Counted.MAD), PLAIN, language="fr", words=FR) == "75\u202f567,50"


def test_what_is_not_known_is_a_dash_and_never_a_zero() -> None:
    assert on_paper(None, PLAIN, language="fr", words=FR) == "—"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("2796000.00", Counted.MAD, "2796000"), ("10.50", Counted.MAD, "10.50"), ("46.62261", Counted.PERCENT, "46.6226")],
)
def test_files_give_the_value_itself(value: str, unit: Counted, text: str) -> None:
    assert format(exported(figure(value, unit)), "f") == text
