"""Copies of a paper: the archived pages as they are, under a line that says whose copy each is."""

import json
import re
from datetime import UTC, date, datetime, time

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from wasl.core.folding import without_controls
from wasl.documents.render import TEMPLATES, compiler

_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


def copy_line(lang: str, *, number: int, of: str, who: str, at: datetime) -> str:
    """ "Copy 3 of No. 2026-00042 · AZ-0042 · 22/11/2026 10:32", in `lang`."""
    with translation.override(lang):
        return pgettext("paper", "Copy %(number)s of No. %(of)s · %(who)s · %(when)s") % {
            "number": number, "of": of, "who": without_controls(who), "when": f"{localtime(at):%d/%m/%Y %H:%M}",
        }  # fmt: skip


def draft_line(lang: str, *, who: str, at: datetime) -> str:
    with translation.override(lang):
        return pgettext("paper", "Draft · %(who)s · %(when)s") % {
            "who": without_controls(who), "when": f"{localtime(at):%d/%m/%Y %H:%M}",
        }  # fmt: skip


def stamped(pdf: bytes, line: str, *, lang: str, on: date) -> bytes:
    """A PDF of this house with `line` at the edge of every page and, pale, across it; the pages are not redrawn."""
    found = _PAGES.search(pdf)
    data = {"pdf": list(pdf), "pages": int(found[1]) if found else 1, "line": line, "lang": lang}
    made = compiler().compile(
        input=TEMPLATES / "stamp" / "copy.typ",
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=datetime.combine(on, time(12), UTC),
    )
    assert isinstance(made, bytes)
    return made
