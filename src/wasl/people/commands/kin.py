"""Twins and siblings, declared: two people for ever, whatever they share, until the declaration is taken back."""

from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people.commands.linking import keep_apart, lift_apart
from wasl.people.models import Registration
from wasl.people.queries.kin import have_lived_together, kin_of
from wasl.people.queries.registrations import persons_of
from wasl.people.rules.households import KIN, NoKin, are_born_together, may_be_siblings
from wasl.people.rules.states import Apart

_CORRECT = Permission.PERSON_CORRECT


class CannotBeKin(Exception):
    """`code` is a NoKin."""

    def __init__(self, code: NoKin) -> None:
        super().__init__(code)
        self.code = code


class NoSuchKin(Exception):
    """Nothing of the kind is declared of these two."""


def _own(actor: Actor, registration_id: UUID) -> Registration:
    own: Registration = Registration.objects.visible_to(actor, _CORRECT).get(pk=registration_id)
    require(actor, _CORRECT, path=own.path, level=own.level, seal=own.seal)
    return own


@transaction.atomic
def declare_kin(*, actor: Actor, registration_id: UUID, other_id: UUID, kind: Apart) -> None:
    """From now on nothing links the two. Raises CannotBeKin, Registration.DoesNotExist."""
    one, other = _own(actor, registration_id), _own(actor, other_id)
    if problem := _problem(actor, one, other, Apart(kind)):
        raise CannotBeKin(problem)
    keep_apart(actor=actor, registration_id=one.pk, other_id=other.pk, reason=Apart(kind))


def _problem(actor: Actor, one: Registration, other: Registration, kind: Apart) -> NoKin | None:
    if one.pk == other.pk:
        return NoKin.SELF
    if kind not in KIN or not have_lived_together(actor=actor, registration_id=one.pk, other_id=other.pk):
        return NoKin.OTHER_HOME
    if len(set(persons_of(actor=actor, registration_ids=[one.pk, other.pk]).values())) < 2:
        return NoKin.ONE_PERSON
    if any(each.other_id == other.pk for each in kin_of(actor=actor, registration_id=one.pk)):
        return NoKin.DECLARED
    if kind is Apart.TWINS and not are_born_together(one.birth, other.birth):
        return NoKin.TWIN_BIRTHS
    if not may_be_siblings(one.birth, other.birth):
        return NoKin.SIBLING_BIRTHS
    return None


@transaction.atomic
def end_kin(*, actor: Actor, registration_id: UUID, other_id: UUID) -> None:
    """What was declared of the two is taken back; they may be linked again, and nothing is linked by it.

    Raises NoSuchKin, Registration.DoesNotExist.
    """
    one, other = _own(actor, registration_id), _own(actor, other_id)
    declared = [each for each in kin_of(actor=actor, registration_id=one.pk) if each.other_id == other.pk]
    if not declared:
        raise NoSuchKin
    for each in declared:
        lift_apart(actor=actor, apart_id=each.apart_id)
