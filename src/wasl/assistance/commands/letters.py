"""Letters issued from a dossier, a person or a unit: the record fills the template, the letter takes its level."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.models import Account
from wasl.assistance.commands.dossier import locked_case
from wasl.assistance.commands.filing import file_paper
from wasl.assistance.commands.placing import registrations_of
from wasl.assistance.models import Case
from wasl.catalogue.models import LetterTemplate
from wasl.catalogue.queries import in_force
from wasl.core.actor import Actor
from wasl.core.months import day_in_words
from wasl.core.permissions import Permission
from wasl.documents.commands.letters import CannotStep, Template, Text, sign_letter, write_letter
from wasl.documents.models import Letter, RegisterLine
from wasl.documents.queries.letters import letter_of
from wasl.documents.rules import IssuingUnit
from wasl.documents.rules.letters import LetterFault
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.people.models import Registration
from wasl.vocabulary import term


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a letter is issued from; the office's own letters have neither case nor person."""

    case_id: UUID | None = None
    registration_id: UUID | None = None

    @property
    def kind(self) -> str:
        return "case" if self.case_id else "person" if self.registration_id else "unit"


@transaction.atomic
def draft_letter(
    *,
    actor: Actor,
    now: datetime,
    letter_id: UUID,
    about: About,
    template: str,
    lang: str,
    text: Text,
    signed_above: bool = False,
    answers_id: UUID | None = None,
    previous_id: UUID | None = None,
) -> Letter:
    """A draft in `lang`; raises CannotStep. The dossier is held meanwhile: it cannot rise while a letter joins it."""
    today = localtime(now).date()
    case = locked_case(actor, about.case_id, Permission.CASE_READ) if about.case_id else None
    person = _person(actor, case.registration_id if case else about.registration_id)
    gravest = case or person
    unit = issuing_unit(Unit.objects.get(pk=actor.unit_id), on=today)
    row = write_letter(
        actor=actor, now=now, letter_id=letter_id, unit=unit, lang=lang, text=text, signed_above=signed_above,
        template=_template(template, lang, about.kind, now), values=_values(unit, lang, now, case, person, text),
        level=gravest.level if gravest else 1, seal=gravest.seal if gravest else None,
        answers=_answered(actor, answers_id),
        previous=letter_of(actor=actor, letter_id=previous_id) if previous_id else None,
    )  # fmt: skip
    if gravest is not None and person is not None:
        file_paper(actor, gravest, case=case, registration_id=person.pk, letter=row)
    return row


def _person(actor: Actor, registration_id: UUID | None) -> Registration | None:
    return registrations_of(actor, [registration_id])[0] if registration_id else None


def _template(code: str, lang: str, kind: str, now: datetime) -> Template:
    row = in_force(LetterTemplate, on=localtime(now).date()).filter(code=code, about=kind).first()
    if row is None:
        raise CannotStep(LetterFault.NO_TEMPLATE)
    title, body = (row.label_ar, row.body_ar) if lang == "ar" else (row.label_fr, row.body_fr)
    return Template(code=row.code, since=row.since, title=title, body=body, discreet_from=row.discreet_from)


def _values(
    unit: IssuingUnit, lang: str, now: datetime, case: Case | None, person: Registration | None, text: Text
) -> dict[str, str]:
    values = {
        "unit": unit.name(lang), "today": day_in_words(localtime(now), lang), "their_reference": text.their_reference,
    }  # fmt: skip
    if person is not None:
        values["person"] = _named(person, lang)
    if case is not None:
        values["since"] = day_in_words(localtime(case.opened_at), lang)
    return values


def _named(person: Registration, lang: str) -> str:
    """In the script of the letter where it is known, with the year of birth."""
    latin, arabic = person.name_latin, person.name_ar
    name = (arabic or latin) if lang == "ar" else (latin or arabic)
    return f"{name} ({person.birth_year})" if person.birth_year else name


def _answered(actor: Actor, line_id: UUID | None) -> RegisterLine | None:
    if line_id is None:
        return None
    lines = RegisterLine.objects.visible_to(actor, Permission.REGISTER_READ).filter(unit_id=actor.unit_id)
    line: RegisterLine | None = lines.filter(pk=line_id, direction="arrival").first()
    return line


@transaction.atomic
def sign(*, actor: Actor, now: datetime, letter_id: UUID) -> Letter:
    """Signs under the name and the quality of the posting in force; raises CannotStep."""
    row = letter_of(actor=actor, letter_id=letter_id)
    unit = issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date())
    agent = Account.objects.select_related("agent").get(pk=actor.account_id).agent
    return sign_letter(
        actor=actor, now=now, letter_id=letter_id, unit=unit, signer=agent.name_in(row.lang),
        quality=term("roles", actor.role).label(row.lang),
    )  # fmt: skip
