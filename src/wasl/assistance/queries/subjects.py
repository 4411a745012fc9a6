from dataclasses import dataclass
from uuid import UUID

from wasl.access.models import Agent
from wasl.assistance.models import Case, CaseSituation, Reception
from wasl.assistance.queries.names import persons
from wasl.catalogue.queries import names_of_services
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.bilingual import Bilingual
from wasl.core.permissions import Permission
from wasl.people.models import Registration


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a form is about, and where it leads back to: a reception, a dossier, a person, or nobody in particular."""

    registration_ids: tuple[UUID, ...] = ()
    person: Registration | None = None
    reception_id: UUID | None = None
    case_id: UUID | None = None
    level: int = 2
    need: str = ""
    need_label: str = ""
    urgency: str = "normal"
    channel: str = ""
    sex: str = ""
    age_band: str = ""
    anonymous_count: int = 0
    head_count: int = 1


def subject_of(
    *,
    actor: Actor,
    reception_id: UUID | None = None,
    case_id: UUID | None = None,
    registration_id: UUID | None = None,
) -> Subject:
    """Raises DoesNotExist alike for what is not there and what is out of reach."""
    if reception_id is not None:
        return _of_reception(actor, Reception.objects.visible_to(actor, Permission.RECEPTION_READ).get(pk=reception_id))
    if case_id is not None:
        case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
        return Subject(
            registration_ids=(case.registration_id,), person=_person(actor, case.registration_id), case_id=case.pk,
            level=case.level, channel=case.channel,
        )  # fmt: skip
    if registration_id is not None:
        person = _person(actor, registration_id)
        if person is None:
            raise NotAllowed(Permission.PERSON_READ, "a registration out of reach")
        return Subject(registration_ids=(person.pk,), person=person, level=person.level)
    require(actor, Permission.ACT_RECORD)
    return Subject()


def _person(actor: Actor, pk: UUID | None) -> Registration | None:
    return persons(actor, [pk]).get(pk) if pk else None


def _of_reception(actor: Actor, row: Reception) -> Subject:
    return Subject(
        registration_ids=(row.registration_id,) if row.registration_id else (),
        person=_person(actor, row.registration_id), reception_id=row.pk, case_id=row.case_id, level=row.level,
        need=row.need, need_label=names_of_services().get(row.need, ""), urgency=row.urgency, channel=row.channel,
        sex=row.sex, age_band=row.age_band, anonymous_count=0 if row.registration_id else row.head_count,
        head_count=row.head_count,
    )  # fmt: skip


def writers_of(*, actor: Actor) -> list[tuple[UUID, Bilingual]]:
    """Agents of the unit in force, who may have written a paper form."""
    require(actor, Permission.RECEPTION_RECORD)
    agents = Agent.objects.filter(unit_id=actor.unit_id).order_by("family_name", "given_name")
    return [(agent.pk, _name_of(agent)) for agent in agents]


def _name_of(agent: Agent) -> Bilingual:
    return Bilingual(agent.name_in("fr"), agent.name_in("ar"))


def situations_of(*, actor: Actor, case_id: UUID) -> list[str]:
    """Codes of what a dossier says of her situation at present, the gravest first."""
    rows = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case_id, until__isnull=True)
    return list(rows.order_by("-severity", "code").values_list("code", flat=True))
