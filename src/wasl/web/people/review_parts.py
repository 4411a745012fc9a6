"""An item to review as its page shows it: the registrations side by side, and what a link would join."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wasl.assistance.queries.names import agents
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.permissions import Permission
from wasl.people import queries
from wasl.people.rules import sought_as
from wasl.people.rules.sought import best_agreement
from wasl.vocabulary.choices import current_label
from wasl.web import printed
from wasl.web.people import labels, review_labels
from wasl.web.people.places import place_text
from wasl.web.people.shown import ShownPerson, shown_persons

#: Registrations of one item that stand side by side; the rest wait for the next look.
SHOWN = 6
LETTERS = "ABCDEF"
_KINDS = {
    "same": "done", "other_script": "done", "other_spelling": "done", "near": "due", "begins": "due",
    "swapped": "due", "twin": "due", "differs": "late",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    latin: str = ""
    arabic: str = ""
    text: str = ""
    badge: str = ""
    badge_text: Any = ""

    @property
    def is_empty(self) -> bool:
        return not (self.latin or self.arabic or self.text)


@dataclass(frozen=True, slots=True)
class Row:
    label: Any
    cells: tuple[Cell, ...]

    @property
    def last(self) -> Cell:
        return self.cells[-1]


#: field of the agreement → label, and what each registration says.
_FIELDS: tuple[tuple[tuple[str, ...], Promise, Any], ...] = (
    (("given",), _("Given name"), lambda row, _day: {"latin": row.given_latin, "arabic": row.given_ar}),
    (("family",), _("Family name"), lambda row, _day: {"latin": row.family_latin, "arabic": row.family_ar}),
    ((), _("Known as"), lambda row, _day: {"text": row.known_as}),
    (("father",), _("Father's name"), lambda row, _day: {"text": row.father}),
    (("mother",), _("Mother's name"), lambda row, _day: {"text": row.mother}),
    (("sex",), _("Sex"), lambda row, _day: {"text": "" if row.sex == "X" else current_label("sex", row.sex)}),
    (("date", "year"), _("Birth"), lambda row, day: {"text": labels.birth_text(row.birth, today=day)}),
    ((), _("Place of birth"), lambda row, _day: {"text": row.birth_place}),
    (("commune",), _("Commune"), lambda row, _day: {"text": place_text(row.commune_code, row.douar)}),
)


def _codes(first: Any, other: Any, stored: Iterable[str] = ()) -> list[str]:
    found = best_agreement(sought_as(first.particulars), other.particulars, has_phone=False, by_number=0)
    return list(dict.fromkeys([*map(str, found.reasons), *stored]))


def _badge(codes: Sequence[str], fields: tuple[str, ...]) -> dict[str, Any]:
    for code in codes:
        field, _sep, level = code.partition("_")
        if field in fields and level in _KINDS and code in labels.REASONS:
            return {"badge": _KINDS[level], "badge_text": labels.REASONS[code]}
    return {}


def rows_of(sheets: Sequence[Any], *, today: date) -> list[Row]:
    """Field by field what each says; every one but the first bears how it compares with the first."""
    codes = [[], *(_codes(sheets[0], other) for other in sheets[1:])]
    rows = [
        Row(label, tuple(Cell(**says(each, today), **_badge(codes[at], fields)) for at, each in enumerate(sheets)))
        for fields, label, says in _FIELDS
    ]
    return [row for row in rows if not all(cell.is_empty for cell in row.cells)]


def other_signs(pair: Any) -> list[str]:
    """What the comparison knew besides the words: a phone, a paper, names in the other order."""
    told = [code for code in pair.reasons if code.partition("_")[0] in {"phone", "document", "names"}]
    return labels.reason_texts(told)


@dataclass(frozen=True, slots=True)
class Side:
    """One registration of the item: who it is, what stands behind it, with whom it lives."""

    letter: str
    person: ShownPerson
    person_key: int
    behind: list[str]
    household: list[ShownPerson]


def sides_of(actor: Actor, pair: Any, sheets: Sequence[Any], *, today: date) -> list[Side]:
    """`person_key` is the same number for registrations that are one person already."""
    held = queries.persons_of(actor=actor, registration_ids=[sheet.pk for sheet in sheets])
    keys: dict[Any, int] = {}
    shown = zip(sheets, shown_persons(actor, sheets, today=today), strict=True)
    return [
        Side(
            LETTERS[place],
            person,
            keys.setdefault(held.get(sheet.pk, sheet.pk), len(keys) + 1),
            [
                review_labels.behind_text(each.table, each.count)
                for each in queries.consequences(actor=actor, registration_ids=[sheet.pk])
            ],
            [] if pair.level >= NOMINATIVE else _household(actor, sheet.pk, today),
        )
        for place, (sheet, person) in enumerate(shown)
    ]


def _household(actor: Actor, registration_id: UUID, today: date) -> list[ShownPerson]:
    for home in queries.homes_of(actor=actor, registration_id=registration_id)[:1]:
        members = [
            row.registration for row in home.members if row.until is None and row.registration_id != registration_id
        ]
        return shown_persons(actor, members, today=today)
    return []


def _between(row: Any, ids: Sequence[UUID]) -> str:
    """The letters of both registrations: "A – C"."""
    held = (key for key in (row.one_id, row.other_id) if key in ids)
    return " – ".join(sorted(LETTERS[ids.index(key)] for key in held))


def bar_lines(bars: Iterable[Any], ids: Sequence[UUID]) -> list[dict[str, Any]]:
    return [{"row": bar, "text": review_labels.APART[bar.reason], "between": _between(bar, ids)} for bar in bars]


def verdict_lines(verdicts: Sequence[Any], ids: Sequence[UUID] = ()) -> list[dict[str, Any]]:
    names = agents(each.account_id for each in verdicts if each.account_id)
    return [
        {
            "row": each,
            "answer": review_labels.ANSWER[each.answer],
            "source": review_labels.SOURCE[each.source],
            "reason": review_labels.WHY_VERDICT.get(each.reason, ""),
            "by": names.get(each.account_id, ""),
            "between": _between(each, ids),
        }
        for each in verdicts
    ]


def held_lines(actor: Actor, registration_id: UUID) -> list[dict[str, Any]]:
    """What links this registration to others, for who may take it apart."""
    if not actor.may(Permission.PERSON_CORRECT):
        return []
    held = queries.held_by(actor=actor, registration_id=registration_id)
    return [{"row": each, "source": review_labels.SOURCE[each.source]} for each in held]


def _likelihood(strength: float) -> str:
    """Whole percents, never 100: what a person is asked to judge is not certain."""
    return printed.percent(min(floor(strength * 100), 99), 0)


def queue_lines(actor: Actor, items: Sequence[queries.Item], *, today: date) -> list[dict[str, Any]]:
    """Names of both where the actor reads them as anybody would; of a protected pair, none before it is opened."""
    plain = [each.pair for each in items if each.pair.level < NOMINATIVE]
    read = queries.registrations(actor=actor, permission=Permission.PERSON_ADJUDICATE)
    rows = read.filter(pk__in={key for pair in plain for key in (pair.one_id, pair.other_id)})
    people = {each.id: each for each in shown_persons(actor, rows, today=today)}
    return [
        {
            "pair": item.pair,
            "people": [people[key] for key in (item.pair.one_id, item.pair.other_id) if key in people],
            "origin": labels.ORIGIN[item.pair.origin],
            "reasons": labels.reason_texts(item.pair.reasons),
            "size": item.size if item.size > 2 else 0,
            "percent": _likelihood(item.pair.strength),
            "is_protected": item.pair.level >= NOMINATIVE,
        }
        for item in items
    ]
