"""From data to PDF, by Typst: no network, no system font, and the same bytes for the same data and day."""

import hashlib
import json
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import pgettext

from wasl.core.folding import without_controls
from wasl.documents.papers import PAPERS
from wasl.documents.papers.paper import Paper, shared_words
from wasl.documents.papers.square import qr

ROOM = Path(__file__).resolve().parent
TEMPLATES = ROOM / "templates"
FONTS = ROOM / "fonts"


class FontsMissing(RuntimeError):
    """The document fonts were not built."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What identifies an issued paper: who, when, which number, and where anybody may verify it."""

    institution: str = ""
    unit: str = ""
    on: date = date(2000, 1, 1)
    number: str = ""
    code: str = ""
    address: str = ""
    note: str = ""


_of_thread = threading.local()


def compiler() -> typst.Compiler:
    """One a thread: a compiler remembers its last input, which must never be another person's."""
    if not hasattr(_of_thread, "compiler"):
        if not any(FONTS.glob("*.ttf")):
            raise FontsMissing(f"No font in {FONTS}: run scripts/build-front.")
        _of_thread.compiler = typst.Compiler(root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True)
    compiler: typst.Compiler = _of_thread.compiler
    return compiler


def _cleaned(value: Any) -> Any:
    """Without the invisible signs that could make a printed name read otherwise."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def page_input(paper: Paper, lang: str, mark: Mark) -> dict[str, Any]:
    """What the template reads, in `lang`; a discreet paper gets neither unit, title nor reason."""
    with translation.override(lang):
        whole = {
            "lang": lang,
            "title": paper.title,
            "words": shared_words() | paper.words(lang),
            "paper": paper.content(lang),
            "mark": {
                "institution": mark.institution,
                "unit": mark.unit,
                "number": mark.number,
                "day": f"{mark.on:%d/%m/%Y}",
                "year": mark.on.year,
                "month": mark.on.month,
                "dayofmonth": mark.on.day,
                "code": mark.code,
                "place": mark.address.removesuffix(mark.code.replace("-", "")).partition("://")[2],
                "qr": qr(mark.address) if mark.address else "",
                "note": mark.note,
            },
        }
    cleaned: dict[str, Any] = _cleaned(paper.discreet(whole))
    return cleaned


def paper_of(template: str, data: Paper | dict[str, Any]) -> Paper:
    """The paper's typed data; raises KeyError for an unknown template, WrongData for a wrong field."""
    return data if isinstance(data, Paper) else PAPERS[template].read(data)


def pdf(template: str, lang: str, data: Paper | dict[str, Any], *, mark: Mark = Mark()) -> bytes:
    """A4 or A5 pages in `lang` ("fr", "ar"); equal input gives equal bytes. Data never is markup."""
    paper = paper_of(template, data)
    made = compiler().compile(
        input=TEMPLATES / f"{paper.template}.typ",
        format="pdf",
        sys_inputs={"data": json.dumps(page_input(paper, lang, mark), ensure_ascii=False)},
        timestamp=datetime.combine(mark.on, time(12), UTC),
    )
    assert isinstance(made, bytes)
    return made


def sha256(content: bytes) -> str:
    """Hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def demonstration_note(lang: str) -> str:
    """Printed at the foot of every paper of a demonstration."""
    with translation.override(lang):
        return pgettext("paper", "Demonstration: nothing here is about a real person.")
