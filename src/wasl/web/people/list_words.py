"""What is said of a list of persons and of its rows, in the words of the page and of the file that goes back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wasl.people.lists.headers import Field
from wasl.people.rules.lists import ListState, RowAnswer, RowVerdict
from wasl.web import printed
from wasl.web.people.labels import reason_texts
from wasl.web.words import Signs, Words

FIELDS: Words = {
    Field.NONE: gettext_lazy("Not used"),
    Field.NAME: gettext_lazy("First name and family name"),
    Field.FAMILY_FIRST: gettext_lazy("Family name and first name"),
    Field.GIVEN: gettext_lazy("First name"),
    Field.FAMILY: gettext_lazy("Family name"),
    Field.SEX: gettext_lazy("Sex"),
    Field.BIRTH: gettext_lazy("Date or year of birth"),
    Field.AGE: gettext_lazy("Age"),
    Field.BIRTH_PLACE: gettext_lazy("Place of birth"),
    Field.FATHER: gettext_lazy("Father"),
    Field.MOTHER: gettext_lazy("Mother"),
    Field.CARD: gettext_lazy("National card"),
    Field.PHONE: gettext_lazy("Telephone"),
    Field.ADDRESS: gettext_lazy("Address"),
    Field.DOUAR: gettext_lazy("Douar or district"),
    Field.HOUSEHOLD: gettext_lazy("Household (number or merged cells)"),
    Field.HEAD: gettext_lazy("Head of the household"),
    Field.ROLE: gettext_lazy("Tie to the head"),
}
STATES: Signs = {
    ListState.MAPPING: ("due", gettext_lazy("columns to confirm")),
    ListState.READING: ("due", gettext_lazy("being read")),
    ListState.CHECKING: ("due", gettext_lazy("being checked")),
    ListState.CHECKED: ("due", gettext_lazy("to confirm")),
    ListState.APPLYING: ("due", gettext_lazy("being registered")),
    ListState.APPLIED: ("done", gettext_lazy("registered")),
    ListState.UNDOING: ("due", gettext_lazy("being undone")),
    ListState.UNDONE: ("quiet", gettext_lazy("undone")),
}
VERDICTS: Signs = {
    RowVerdict.NEW: ("done", gettext_lazy("new person")),
    RowVerdict.KNOWN: ("done", gettext_lazy("already known")),
    RowVerdict.HERE: ("quiet", gettext_lazy("already registered here")),
    RowVerdict.TWICE: ("quiet", gettext_lazy("already in the list")),
    RowVerdict.REVIEW: ("due", gettext_lazy("to be looked at")),
    RowVerdict.REFUSED: ("danger", gettext_lazy("line refused")),
    RowVerdict.ASIDE: ("quiet", gettext_lazy("no person")),
}
ANSWERS: Words = {
    RowAnswer.SAME: gettext_lazy("answered: the same person"),
    RowAnswer.NONE: gettext_lazy("answered: another person"),
    RowAnswer.LEAVE: gettext_lazy("answered: not to be taken"),
}
_PLAIN: Words = {
    "NO_NAME": gettext_lazy("No name in this line: write one and send the line again."),
    "DATE_UNREADABLE": gettext_lazy("This birth cannot be read: write it as 15/01/1988, or the year alone."),
    "IMPOSSIBLE_DATE": gettext_lazy("There is no such day: correct the birth, or write the year alone."),
    "FUTURE": gettext_lazy("This birth is in the future: correct it."),
    "TOO_OLD": gettext_lazy("This birth is more than 120 years ago: correct it."),
    "AGE_RANGE": gettext_lazy("This age cannot be: correct it."),
    "TOO_LONG": gettext_lazy("A name of this line is too long: keep the name alone."),
    "NOT_ARABIC": gettext_lazy("Arabic and Latin letters are mixed in one word: separate them."),
    "NOT_LATIN": gettext_lazy("Arabic and Latin letters are mixed in one word: separate them."),
    "UNREADABLE": gettext_lazy("A sign in this line cannot be kept: type it again."),
    "SEX_UNREADABLE": gettext_lazy("The sex could not be read and was left out."),
    "PHONE_LEFT": gettext_lazy("The telephone could not be read and was left out."),
    "CARD_LEFT": gettext_lazy("The card’s number does not look like one and was left out."),
    "OUTSIDE": gettext_lazy("Somebody registered outside your scope may be the same person."),
    "NOT_LINKED": gettext_lazy("Registered, but not linked: who it was said to be is out of reach now."),
    "TOTAL": gettext_lazy("A total or a number alone: no person."),
    "HEADING": gettext_lazy("The headings again: no person."),
    "REMARK": gettext_lazy("A title, a remark or a signature: no person."),
}
WHY_KEPT: Words = {
    "people.registrationhistory": gettext_lazy("corrected since"),
    "people.membership": gettext_lazy("household changed since"),
    "people.membershiphistory": gettext_lazy("household changed since"),
    "people.verdict": gettext_lazy("linked since"),
    "people.personlink": gettext_lazy("linked since"),
    "people.personlinkhistory": gettext_lazy("linked since"),
    "people.cannotlink": gettext_lazy("compared since"),
    "people.phone": gettext_lazy("telephone added since"),
    "people.phonehistory": gettext_lazy("telephone changed since"),
    "people.address": gettext_lazy("address added since"),
    "people.addresshistory": gettext_lazy("address changed since"),
    "people.identitydocument": gettext_lazy("paper added since"),
    "people.identitydocumenthistory": gettext_lazy("paper seen since"),
    "people.consent": gettext_lazy("consent asked since"),
    "people.accessrequest": gettext_lazy("access asked since"),
    "people.protection": gettext_lazy("followed since"),
    "assistance.reception": gettext_lazy("received since"),
    "assistance.act": gettext_lazy("helped since"),
    "assistance.case": gettext_lazy("followed since"),
    "assistance.orientation": gettext_lazy("oriented since"),
}


def headings() -> tuple[str, str]:
    return _("Verdict"), _("Why, and what to do")


def sentence(reason: Sequence[Any]) -> str:
    """One reason of a row, as `lists.verdicts` gives it."""
    code, *rest = reason
    if code == "SAME_LINE":
        return _("The same person as line %(line)s.") % {"line": printed.number(rest[1])}
    if code == "LIKE_LINE":
        return _("Perhaps the same as line %(line)s.") % {"line": printed.number(rest[1])}
    if code == "LIKELY":
        said = ngettext(
            "%(count)s person known here may be the same.", "%(count)s persons known here may be the same.", rest[0]
        )
        return said % {"count": printed.number(rest[0])}
    if code == "BECAUSE":
        return _("What agrees: %(reasons)s.") % {"reasons": _joined(reason_texts(rest))}
    return str(_PLAIN.get(code, ""))


def _joined(texts: Sequence[Any]) -> str:
    return ("، " if printed.language() == "ar" else ", ").join(map(str, texts))


def sentences(row: Any) -> str:
    """Everything there is to say of a row."""
    found = [sentence(reason) for reason in row.reasons]
    if row.verdict == RowVerdict.REVIEW:
        found.append(str(ANSWERS[RowAnswer(row.answer)]) if row.answer else _("Waits for an answer on screen."))
    if row.kept_for:
        found.append(why_kept(row.kept_for))
    return " ".join(filter(None, found))


def why_kept(labels: Sequence[str]) -> str:
    other = gettext_lazy("used since")
    words = dict.fromkeys(str(WHY_KEPT.get(label, other)) for label in labels)
    return _("Kept: %(why)s.") % {"why": _joined(list(words))}


def verdict_word(row: Any) -> str:
    """What became of the row, in one word of the page."""
    if row.undone_at:
        return _("undone")
    if row.kept_for:
        return _("kept")
    return str(VERDICTS[RowVerdict(row.verdict)][1]) if row.verdict else _("not checked yet")


def told(rows: Any) -> Mapping[tuple[int, int], tuple[str, str]]:
    """For the file that goes back."""
    return {(row.sheet, row.line): (verdict_word(row), sentences(row)) for row in rows}
