"""All that an account can read, as text: every list, searches, reports as files; and addresses guessed."""

import html
import re
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tests.house.lines import LINES
from tests.house.test_channels import LEFT_OUT, text_of, things
from wasl.access.grants import GRANTS
from wasl.core.permissions import Permission
from wasl.reports.definitions import definitions

TELLING = {"content-disposition", "location", "hx-push-url", "hx-redirect"}
#: What differs from one answer to the next of the same page.
PASSING = (
    re.compile(r"(?s)<script.*?</script>"),
    re.compile(r'datetime="[^"]*"'),
    re.compile(r'<input[^>]*name="(?:csrfmiddlewaretoken|command_id|token)"[^>]*>'),
    re.compile(r"\b\d\d?:\d\d(?::\d\d)?\b"),
    re.compile(r"\b[A-Za-z0-9]{64}\b"),
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}(?=\"[^>]*>)"),
)


class Got:
    """An answer got over HTTP, as `text_of` reads one."""

    streaming = False

    def __init__(self, got: Any) -> None:
        self.content, self.status, self.headers = got.body(), got.status, got.headers

    def items(self) -> Iterable[tuple[str, str]]:
        """The headers that say something of what is there."""
        return ((name, value) for name, value in self.headers.items() if name in TELLING)


#: Rooms that hold nothing of persons.
IMPERSONAL = {"territory", "catalogue", "network", "recordings", "directory"}


class Reading:
    """A signed-in tab's own requests. `asked` are the addresses it has read, with their texts."""

    def __init__(self, page: Any, base: str, role: str) -> None:
        self.requests, self.base, self.role = page.context.request, base, role
        self.asked: dict[str, str] = {}

    def read(self, address: str) -> str:
        answer = Got(self.requests.get(self.base + address))
        assert answer.status < 500, address
        self.asked[address] = plain(text_of(answer)) if answer.status == 200 else str(answer.status)
        return self.asked[address]

    def everything(self) -> None:
        """Every list that the role may open, and every report as a file."""
        for name, line in LINES.items():
            if "GET" in line.methods and not line.inside and self._opens(name, line):
                self.read(reverse(name))
        if Permission.REPORT_READ in GRANTS[self.role]:
            for code in definitions():
                self.read(f"{reverse('reports:file', args=[code, 'csv'])}?period={timezone.localdate().year}")

    def _opens(self, name: str, line: Any) -> bool:
        is_own = name.startswith(("account_", "mfa_"))
        is_personal = not is_own and name not in LEFT_OUT and name.partition(":")[0] not in IMPERSONAL
        return is_personal and (not isinstance(line.needs, Permission) or line.needs in GRANTS[self.role])

    def guessed(self, **known: Any) -> set[str]:
        """Names of addresses that answer with anything, asked for a thing by its id."""
        return {
            name
            for name, needed in things()
            if needed <= known.keys()
            and self.read(reverse(name, kwargs={key: known[key] for key in needed})) not in {"403", "404"}
        }


def plain(text: str) -> str:
    for passing in PASSING:
        text = passing.sub("", text)
    return html.unescape(text)


def betrayals(texts: dict[str, str], marks: Iterable[str]) -> list[tuple[str, str]]:
    """(address, mark) for each mark that stands in what was read; one typed into the address tells nothing."""
    return [
        (address, mark) for address, text in texts.items() for mark in marks if mark in text and mark not in address
    ]
