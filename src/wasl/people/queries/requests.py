from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people.models import AccessRequest
from wasl.people.rules import AccessState, Birth


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """What the asker sees of its own request: neither whom nor where."""

    id: UUID
    words: str
    reason: str
    state: str
    asked_at: datetime
    until_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.state == AccessState.GRANTED and self.until_at is not None and self.until_at > now


@dataclass(frozen=True, slots=True)
class GrantedSheet:
    """Identity opened for a few days; `path` and `level` serve the journal only and are never shown."""

    registration_id: UUID
    path: str
    level: int
    given_ar: str
    family_ar: str
    given_latin: str
    family_latin: str
    father: str
    mother: str
    sex: str
    birth_precision: str
    birth_year: int | None
    birth_month: int | None
    birth_day: int | None
    stated_age: int | None
    stated_on: date | None
    languages: list[str]
    until_at: datetime

    @property
    def name_ar(self) -> str:
        return f"{self.given_ar} {self.family_ar}".strip()

    @property
    def name_latin(self) -> str:
        return f"{self.given_latin} {self.family_latin}".strip()

    @property
    def birth(self) -> Birth:
        if self.stated_age is not None:
            return Birth(age=self.stated_age, stated_on=self.stated_on)
        return Birth(year=self.birth_year, month=self.birth_month, day=self.birth_day)


def own_requests(*, actor: Actor) -> list[OwnRequest]:
    require(actor, Permission.PERSON_ASK_ACCESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_my_requests()")
        return [OwnRequest(*row) for row in cursor.fetchall()]


def granted_sheet(*, actor: Actor, request_id: UUID) -> GrantedSheet | None:
    """None when it was refused, has ended, or is somebody else's: the same answer for all."""
    require(actor, Permission.PERSON_ASK_ACCESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_granted_sheet(%s)", [request_id])
        row = cursor.fetchone()
    return GrantedSheet(*row) if row else None


def requests_to_decide(*, actor: Actor) -> QuerySet[AccessRequest]:
    """Those on registrations of the actor's territory, oldest first, with the unit that asks."""
    rows: QuerySet[AccessRequest] = AccessRequest.objects.visible_to(actor, Permission.PERSON_GRANT_ACCESS)
    waiting = rows.filter(state=AccessState.ASKED).exclude(asked_by=actor.account_id)
    return waiting.select_related("from_unit").order_by("asked_at")
