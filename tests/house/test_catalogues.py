import pytest
from scripts import messages

ROOMS = sorted(messages.rooms())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_speaks_french_and_arabic_completely(room):
    assert messages.problems({room}) == []


def test_no_catalogue_belongs_to_an_unknown_room():
    strangers = {path.stem for path in messages.LOCALE.glob("*/*.po")} - set(ROOMS)
    assert strangers == set()
