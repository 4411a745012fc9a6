"""Files that people attach: what they may be, read from their bytes and never from their name."""

import re
import unicodedata
from enum import StrEnum

from wasl.core.folding import without_controls


class Kind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TEXT = "txt"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"


class NotTaken(StrEnum):
    """Why a file is not taken; each has its sentence on the screen."""

    EMPTY = "empty"
    SIZE = "size"
    KIND = "kind"
    EXTENSION = "extension"
    PAGE = "page"
    HEIC = "heic"
    BROKEN = "broken"
    PIXELS = "pixels"
    BOMB = "bomb"
    PROTECTED = "protected"
    PROGRAM = "program"
    ENTITIES = "entities"
    TWO_IN_ONE = "two_in_one"


class Withdrawal(StrEnum):
    """Why a file is no longer handed out; it is never replaced."""

    MISTAKE = "mistake"
    OTHER_PERSON = "other_person"
    HER_WISH = "her_wish"
    UNREADABLE = "unreadable"


MEDIA = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
}
EXTENSIONS = {str(kind): kind for kind in Kind} | {"jpg": Kind.JPEG, "jpe": Kind.JPEG, "text": Kind.TEXT}
IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
OFFICE = frozenset({Kind.DOCX, Kind.XLSX, Kind.ODT})

_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif")
_PAGE = re.compile(rb"^\s*(?:<!doctype|<!--|<html|<head|<body|<svg|<\?xml|<script|<\?php|<math|<table)", re.IGNORECASE)
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")
_END_OF_ZIP = b"PK\x05\x06"
_NOT_IN_A_NAME = re.compile(r"[\0-\x1f\x7f<>:\"/\\|?*]+")
LONGEST_NAME = 100


def kind_of(content: bytes) -> Kind | NotTaken:
    """What the bytes say they are; an archive is told apart later, in the cage: `DOCX` stands for the three."""
    if not content.strip():
        return NotTaken.EMPTY
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Kind.WEBP
    if content.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return NotTaken.HEIC
    return _text_or_not(content)


def _text_or_not(content: bytes) -> Kind | NotTaken:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1256", "replace")
    if _PAGE.match(text.lstrip("\ufeff").encode("utf-8", "replace")):
        return NotTaken.PAGE
    return NotTaken.KIND if _CONTROL.search(text) or text.startswith("{\\rtf") else Kind.TEXT


def holds_another(kind: Kind, content: bytes) -> bool:
    """Whether a second file hides in this one: an archive behind it, a PDF within its first lines."""
    if kind in OFFICE:
        return False
    return _END_OF_ZIP in content[-66_000:] or (kind != Kind.PDF and b"%PDF-" in content[:1_100])


def fault_of_name(name: str, kind: Kind) -> NotTaken | None:
    """The end of the name, when it has one, says what the file is."""
    _stem, dot, end = name.rpartition(".")
    return NotTaken.EXTENSION if dot and EXTENSIONS.get(end.strip().lower()) != kind else None


def safe_name(name: str, kind: Kind) -> str:
    """As it is handed out again: no path, no sign that turns a line round, the ending of what the file is."""
    last = re.split(r"[/\\]", without_controls(unicodedata.normalize("NFC", name)))[-1]
    stem = last.rpartition(".")[0] or last
    stem = _NOT_IN_A_NAME.sub(" ", stem).strip(" .")[:LONGEST_NAME].strip()
    return f"{stem or 'document'}.{'jpg' if kind == Kind.JPEG else kind}"
