"""The directory of services, kept by those who know: a unit by its own agents, an outside service by the delegation."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import DirectoryEntry
from wasl.assistance.rules import Fault
from wasl.assistance.rules.directory import Intake, fault_of_entry
from wasl.catalogue.queries import destinations_on, services_on
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.models import Unit, UnitState

#: Kinds of unit that enter services outside the institution.
OFFICES = frozenset({"DELEG", "COORD", "HQ"})
#: What of the institution's own units an orientation calls its destination.
OWN = "EN_CENTRE"


class CannotKeep(Refused):
    """A line of the directory that cannot be written."""


class KeptMeanwhile(CannotKeep):
    """A colleague changed it since it was read; `now_reads` is what stands there."""

    def __init__(self, now_reads: DirectoryEntry) -> None:
        super().__init__(Fault.OTHER_VERSION)
        self.now_reads = now_reads


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryValues:
    """What a keeper says of a service; hours as rules.directory.Hours. Of a unit, names and place are the network's."""

    services: Sequence[str]
    populations: Sequence[str] = ()
    destination: str = OWN
    name_fr: str = ""
    name_ar: str = ""
    conditions_fr: str = ""
    conditions_ar: str = ""
    hours: Mapping[str, Any] = field(default_factory=dict)
    ramadan_hours: Mapping[str, Any] = field(default_factory=dict)
    commune_code: str = ""
    place: str = ""
    phone: str = ""
    intake: str = Intake.OPEN
    is_secret: bool = False


@transaction.atomic
def list_service(
    *,
    actor: Actor,
    now: datetime,
    entry_id: UUID,
    values: EntryValues,
    of_unit_id: UUID | None = None,
    is_simulated: bool = False,
) -> DirectoryEntry:
    """A new line: of a unit in one's part of the tree, or of a service outside. Sent twice, it is one."""
    require(actor, Permission.DIRECTORY_KEEP)
    known: DirectoryEntry | None = DirectoryEntry.objects.filter(pk=entry_id).first()
    if known is not None:
        return known
    keeper = Unit.objects.get(pk=of_unit_id or actor.unit_id)
    require(actor, Permission.DIRECTORY_KEEP, path=keeper.path)
    if of_unit_id is None and keeper.kind not in OFFICES:
        raise CannotKeep(Fault.NOT_KEPT_HERE)
    if (
        of_unit_id is not None
        and DirectoryEntry.objects.filter(of_unit_id=of_unit_id, is_simulated=is_simulated).exists()
    ):
        raise CannotKeep(Fault.ALREADY_LISTED)
    entry = DirectoryEntry(pk=entry_id, unit=keeper, path=keeper.path, of_unit_id=of_unit_id, is_simulated=is_simulated)
    _write(entry, values, actor=actor, now=now)
    entry.save(force_insert=True)
    _journal(actor, entry, "directory:list")
    return entry


@transaction.atomic
def change_service(*, actor: Actor, now: datetime, entry_id: UUID, version: int, values: EntryValues) -> DirectoryEntry:
    """Raises KeptMeanwhile when somebody changed it after `version` was read; nothing is overwritten unseen."""
    entry = _kept(actor, entry_id)
    if entry.version != version:
        raise KeptMeanwhile(entry)
    _write(entry, values, actor=actor, now=now)
    entry.version += 1
    entry.save()
    _journal(actor, entry, Permission.DIRECTORY_KEEP)
    return entry


@transaction.atomic
def tell_places(*, actor: Actor, now: datetime, entry_id: UUID, free_places: int | None, intake: str) -> DirectoryEntry:
    """Free places and whether people are taken in, as of now: the last word holds, with who said it."""
    entry = _kept(actor, entry_id)
    entry.free_places, entry.intake = free_places, Intake(intake)
    entry.places_at, entry.places_by_id = now, actor.account_id
    entry.save(update_fields=["free_places", "intake", "places_at", "places_by"])
    _journal(actor, entry, "directory:places")
    return entry


@transaction.atomic
def end_service(*, actor: Actor, now: datetime, entry_id: UUID) -> DirectoryEntry:
    """It is proposed no more; orientations that went there keep its name."""
    entry = _kept(actor, entry_id)
    if entry.ended_on is None:
        entry.ended_on = _day(now)
        entry.version += 1
        entry.save(update_fields=["ended_on", "version"])
        _journal(actor, entry, "directory:end")
    return entry


def _kept(actor: Actor, entry_id: UUID) -> DirectoryEntry:
    require(actor, Permission.DIRECTORY_KEEP)
    entry: DirectoryEntry | None = DirectoryEntry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None or not actor.reaches(entry.path):
        raise NotAllowed(Permission.DIRECTORY_KEEP, "a line of the directory kept elsewhere")
    return entry


def _write(entry: DirectoryEntry, values: EntryValues, *, actor: Actor, now: datetime) -> None:
    on = _day(now)
    is_outside = entry.of_unit_id is None
    fault = fault_of_entry(
        is_outside=is_outside, name_fr=values.name_fr.strip(), name_ar=values.name_ar.strip(),
        services=values.services, known_services=frozenset(services_on(on).values_list("code", flat=True)),
    )  # fmt: skip
    outside = destinations_on(on).filter(code=values.destination, is_inside=False)
    if fault is None and is_outside and not outside.exists():
        fault = Fault.UNKNOWN_DESTINATION
    if fault:
        raise CannotKeep(fault)
    for name, value in asdict(values).items():
        setattr(entry, name, list(value) if isinstance(value, tuple) else value)
    if not is_outside:
        entry.destination, entry.name_fr, entry.name_ar, entry.is_secret = OWN, "", "", False
        _stand_where_the_unit_stands(entry, on)
    entry.province_code = ".".join(entry.commune_code.split(".")[:2]) if entry.commune_code else entry.province_code
    entry.kept_at, entry.kept_by_id, entry.ended_on = now, actor.account_id, None


def _stand_where_the_unit_stands(entry: DirectoryEntry, on: date) -> None:
    assert entry.of_unit_id is not None, "an entry of one's own is of a unit"
    state = UnitState.objects.filter(unit_id=entry.of_unit_id, since__lte=on).order_by("-since").first()
    if state is not None:
        entry.commune_code, entry.province_code = state.commune_code, state.province_code


def _day(now: datetime) -> date:
    return localtime(now).date()


def _journal(actor: Actor, entry: DirectoryEntry, verb: str) -> None:
    record(actor=actor, verb=verb, subject="directory", subject_id=entry.pk, path=entry.path)
