"""Which files name whoever asks, as far as it is known: noted by an agent, denied to the asker, or said in a note."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from wasl.access.models import NamedAccess
from wasl.assistance.commands.loop import seal_context
from wasl.assistance.models import Act, ActPerson, Orientation
from wasl.assistance.queries.receptions import notes_of
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.core.sealed import unseal
from wasl.rights.models import Mention
from wasl.rights.rules.mentions import Role, is_named_in, names_one_of

JOB = "answer a person"
MOST = 500


@dataclass(frozen=True, slots=True)
class Words:
    """What was written down in words about one act or orientation; `text` is None when it is closed to the agent."""

    of: UUID
    reception_id: UUID | None
    level: int
    seal: UUID | None
    text: str | None


@dataclass(slots=True)
class Naming:
    """Seals of files, and ids of rows without one, that name the asker; and the names of who reported, by seal."""

    seals: set[UUID] = field(default_factory=set)
    rows: set[UUID] = field(default_factory=set)
    reporters: dict[UUID, list[str]] = field(default_factory=dict)

    def names(self, row_id: UUID, seal: UUID | None) -> bool:
        return row_id in self.rows or (seal is not None and seal in self.seals)

    def tells_reporter(self, words: Words) -> bool:
        names = self.reporters.get(words.seal, []) if words.seal else []
        return words.text is not None and names_one_of(words.text, names)


def mention_context(mention_id: UUID) -> bytes:
    return b"mention:" + mention_id.bytes


def words_of(*, actor: Actor, registration_ids: Sequence[UUID]) -> list[Words]:
    """Listening notes and reasons of orientations of these registrations, as the agent reads them."""
    found: list[Words] = []
    if actor.may(Permission.ACT_READ):
        served = ActPerson.objects.visible_to(actor, Permission.ACT_READ).filter(registration_id__in=registration_ids)
        acts = Act.objects.visible_to(actor, Permission.ACT_READ).filter(pk__in=served.values("act_id"))
        by_id = {row.pk: row for row in acts.order_by("-occurred_at")[:MOST]}
        for note in notes_of(actor, list(by_id)).values():
            act = by_id[note.act_id]
            found.append(Words(act.pk, act.reception_id, act.level, act.seal, note.text))
    if actor.may(Permission.ORIENTATION_READ):
        rows = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ)
        for row in rows.filter(registration_id__in=registration_ids).order_by("-sent_at")[:MOST]:
            content = json.loads(unseal(bytes(row.sealed), context=seal_context(row.pk)))
            if content["words"]:
                found.append(Words(row.pk, row.reception_id, row.level, row.seal, content["words"]))
    return found


def naming_of(*, words: Sequence[Words], seals: Sequence[UUID], asker_name: str) -> Naming:
    """Among files of these seals and these words. What is closed to the agent counts as naming: it cannot be known."""
    found = Naming()
    for each in words:
        if each.text is None or is_named_in(each.text, asker_name):
            found.seals |= {each.seal} if each.seal else set()
            found.rows |= {each.of} | ({each.reception_id} if each.reception_id else set())
    _from_mentions(found, seals, asker_name)
    _from_denials(found, seals, asker_name)
    return found


def _from_mentions(found: Naming, seals: Sequence[UUID], asker_name: str) -> None:
    with system(JOB):
        for row in Mention.objects.for_system(JOB).filter(case_id__in=list(seals))[:MOST]:
            name = unseal(bytes(row.name), context=mention_context(row.pk)).decode()
            if row.role == Role.REPORTER:
                found.reporters.setdefault(row.case_id, []).append(name)
            if is_named_in(asker_name, name):
                found.seals.add(row.case_id)


def _from_denials(found: Naming, seals: Sequence[UUID], asker_name: str) -> None:
    denied = NamedAccess.objects.filter(dossier_id__in=list(seals), is_denied=True).select_related("account__agent")
    for access in denied:
        agent = access.account.agent
        name = f"{agent.given_name} {agent.family_name} {agent.given_name_ar} {agent.family_name_ar}"
        if is_named_in(asker_name, name):
            found.seals.add(access.dossier_id)
