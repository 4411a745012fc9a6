"""What every paper has in common."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, ClassVar, Self

from django.utils.translation import pgettext

from wasl.core.months import day_in_words


class WrongData(ValueError):
    """The data does not have the shape of the paper; the text names the field."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Data of one paper; dates and instants are local days and times of Casablanca, texts in the paper's language."""

    #: Name of the template, which is also the stored code of the kind of paper.
    template: ClassVar[str]
    #: Whether the archive keeps the PDF, or only its hash.
    is_kept: ClassVar[bool] = True

    #: Fields that would tell why somebody came: a discreet paper leaves them empty.
    telling: ClassVar[frozenset[str]] = frozenset()
    is_discreet: bool = False

    @property
    def title(self) -> str:
        """Title of the PDF file, which a reader's window shows: never about the person."""
        return pgettext("paper", "Document")

    def words(self, lang: str) -> dict[str, str]:
        """The template's fixed wording; called with `lang` active."""
        raise NotImplementedError

    def content(self, lang: str) -> dict[str, Any]:
        """The template's `p`: every field, with dates in words of `lang`."""
        return {item.name: printed(getattr(self, item.name), lang) for item in fields(self)}

    def discreet(self, whole: dict[str, Any]) -> dict[str, Any]:
        """The template's whole input, without unit, title and reason when the paper may be found at home."""
        if not self.is_discreet:
            return whole
        content = {name: "" if name in self.telling else value for name, value in whole["paper"].items()}
        return whole | {
            "paper": content,
            "words": whole["words"] | {"title": ""},
            "mark": whole["mark"] | {"unit": ""},
        }

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """From keyword data; raises WrongData on an unknown or missing field."""
        unknown = data.keys() - {item.name for item in fields(cls)}
        if unknown:
            raise WrongData(f"{cls.template} knows no {', '.join(sorted(unknown))}")
        try:
            return cls(**data)
        except TypeError as error:
            raise WrongData(f"{cls.template}: {error}") from error


def printed(value: Any, lang: str) -> Any:
    """As the template shows it: None is empty, a day is in words, an instant has its time, the rest stays."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        clock = f"{value:%H:%M}"
        return pgettext("paper", "%(day)s, %(time)s") % {"day": day_in_words(value, lang), "time": clock}
    if isinstance(value, date):
        return day_in_words(value, lang)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple | list):
        return [printed(item, lang) for item in value]
    return value


def shared_words() -> dict[str, str]:
    """Wording of head and foot."""
    return {
        "number": pgettext("paper", "No."),
        "date": pgettext("paper", "Date:"),
        "page": pgettext("paper", "Page"),
        "of": pgettext("paper", "of"),
        "verify": pgettext("paper", "To verify this document:"),
        "code": pgettext("paper", "Code:"),
    }
