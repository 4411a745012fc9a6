"""Lists as Django wants them: choices of a form field, labels of the language in force."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language

from wasl.vocabulary import queries

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choice = tuple[str, str]


def choices(name: str, *, on: date | None = None, blank: "StrOrPromise | None" = None) -> Callable[[], list[Choice]]:
    """For ``ChoiceField(choices=choices("sex"))``; ``blank`` is the text of an empty first line."""
    # Now, so that a wrong list name fails when the form is imported, not when it is shown.
    known = queries.terms(name, on=on)

    def listed() -> list[Choice]:
        language = get_language() or "fr"
        first = [] if blank is None else [("", str(blank))]
        return first + [(term.code, term.label(language)) for term in known]

    return listed


def current_label(name: str, code: str) -> str:
    """In the language of the request; an unknown code shows itself."""
    return queries.label(name, code, get_language() or "fr")


def lazy_label(name: str, code: str) -> "StrOrPromise":
    """Written at import time, read in the language of each request."""
    queries.term(name, code)
    return lazystr(_Label(name, code))


class _Label:
    def __init__(self, name: str, code: str) -> None:
        self.name, self.code = name, code

    def __str__(self) -> str:
        return current_label(self.name, self.code)
