import polib
from scripts import messages


def test_every_room_speaks_french_and_arabic_completely():
    assert messages.problems() == []


def test_no_catalogue_belongs_to_an_unknown_room():
    strangers = {path.stem for path in messages.LOCALE.glob("*/*.po")} - messages.rooms()
    assert strangers == set()


def test_no_french_line_can_begin_with_a_colon_or_end_with_an_opening_quote():
    messages.compile_all()
    texts = [entry.msgstr for entry in polib.mofile(str(messages.LOCALE / "fr" / "LC_MESSAGES" / "django.mo"))]
    assert any("\u00a0:" in text for text in texts)
    assert [text for text in texts if messages.BREAKS.search(text)] == []
