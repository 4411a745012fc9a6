import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.documents import files

from wasl.core.cage import Ceiling, Died, run_caged
from wasl.documents.intake import CEILING, EXAMINER, CannotTake, take
from wasl.documents.rules.attachments import Kind, NotTaken, fault_of_name, kind_of, safe_name

MOST = 10_000_000


def taken(name, content):
    return take(content, name=name, most_bytes=MOST)


@pytest.mark.parametrize("name", files.SOUND)
def test_what_people_attach_is_taken(name):
    found = taken(name, files.SOUND[name])
    assert fault_of_name(name, found.kind) is None
    assert found.original_size == len(files.SOUND[name])


@pytest.mark.parametrize("case", files.HARMFUL)
def test_what_does_harm_is_refused_in_time_and_memory(case):
    name, content = files.HARMFUL[case]
    began = time.monotonic()
    with pytest.raises(CannotTake) as refusal:
        taken(name, content)
    assert refusal.value.reason == NotTaken(case.split()[0])
    assert time.monotonic() - began < 5
    assert CEILING.memory <= 300 * 1024 * 1024


def test_what_is_too_large_is_said_with_its_limit():
    with pytest.raises(CannotTake) as refusal:
        taken("a.txt", b"x" * (MOST + 1))
    assert (refusal.value.reason, refusal.value.detail) == (NotTaken.SIZE, "10")


def test_a_photograph_loses_what_the_camera_wrote_and_the_record_keeps_it():
    found = taken("photo.jpg", files.SOUND["photo.jpg"])
    image = Image.open(io.BytesIO(found.content))
    assert (found.taken_at, found.place) == ("2026:11:20 08:15:00", "31.96000, -6.57000")
    assert not dict(image.getexif()) and b"5544" not in found.content and b"2026" not in found.content
    assert image.size == (40, 60)  # upright


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_no_picture_keeps_its_place(kind):
    found = taken(f"a.{kind.lower()}", files.picture(kind, exif=True))
    assert not dict(Image.open(io.BytesIO(found.content)).getexif())


def test_a_large_photograph_is_made_smaller():
    found = taken("a.jpg", files.picture(size=(7_000, 5_000)))
    assert max(Image.open(io.BytesIO(found.content)).size) <= 4_000


def test_a_reader_that_asks_for_too_much_dies_in_its_cage(tmp_path):
    greedy = tmp_path / "greedy.py"
    greedy.write_text("x = bytearray(600_000_000)")
    with pytest.raises(Died):
        run_caged(greedy, content=b"", ceiling=CEILING)


def test_a_reader_that_never_ends_is_ended(tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    with pytest.raises(Died):
        run_caged(endless, content=b"", ceiling=Ceiling(CEILING.memory, CEILING.space, 1))


def test_the_examiner_knows_nothing_of_the_project():
    assert "wasl" not in EXAMINER.read_text()


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("../../etc/passwd", Kind.TEXT, "passwd.txt"),
        ("C:\\Users\\x\\scan.PDF", Kind.PDF, "scan.pdf"),
        ("photo\u202egpj.exe", Kind.JPEG, "photogpj.jpg"),
        ('a"b\r\nX: y.png', Kind.PNG, "a b X  y.png"),
        ("", Kind.PDF, "document.pdf"),
        (".pdf", Kind.PDF, "pdf.pdf"),
        ("تقرير.pdf", Kind.PDF, "تقرير.pdf"),
        ("x" * 300 + ".pdf", Kind.PDF, "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_handed_out_without_harm(name, kind, safe):
    assert safe_name(name, kind) == safe


@given(st.binary(max_size=400), st.text(max_size=40))
def test_whatever_comes_is_told_or_refused(content, name):
    found = kind_of(content)
    assert isinstance(found, Kind | NotTaken)
    assert not set(safe_name(name, Kind.PDF)) & set('/\\\0\r\n"')
