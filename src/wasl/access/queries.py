from collections.abc import Collection, Mapping
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from wasl.access.grants import FOUR_EYES, GRANTS
from wasl.access.importing import Known, Place, Verdict, judge
from wasl.access.models import Account, Agent, Brake, NamedAccess, Posting, Reset, SecondFactorRule
from wasl.access.roles import circuits_of, level_of, unit_kinds_of
from wasl.access.rules import asks_by_default
from wasl.core.actor import ROOT, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.network.models import Import, Unit, UnitState
from wasl.network.queries import Filters, states_for
from wasl.network.queries.imports import term_rows
from wasl.network.workbooks import code_in


def postings_in_force(*, account: Account, today: date) -> QuerySet[Posting]:
    """Postings the account may work under today, in open units, oldest first; with their unit."""
    return (
        Posting.objects.filter(account=account, account__is_active=True, since__lte=today)
        .filter(Q(until__isnull=True) | Q(until__gt=today))
        .filter(Q(unit__closed_on__isnull=True) | Q(unit__closed_on__gt=today))
        .select_related("unit")
        .annotate(is_stopped=Exists(Brake.objects.filter(account=OuterRef("account_id"), goes_on_at__isnull=True)))
        .order_by("since", "created_at")
    )


def actor_of(*, posting: Posting) -> Actor:
    """The plain value commands and queries take, from a posting in force (with its unit loaded)."""
    named: set[UUID] = set()
    denied: set[UUID] = set()
    accesses = NamedAccess.objects.filter(account=posting.account_id).filter(
        Q(until_at__isnull=True) | Q(until_at__gt=Now())
    )
    for dossier_id, is_denied in accesses.values_list("dossier_id", "is_denied"):
        (denied if is_denied else named).add(dossier_id)
    return Actor(
        account_id=posting.account_id,
        posting_id=posting.pk,
        unit_id=posting.unit_id,
        path=posting.unit.path,
        role=posting.role,
        level=level_of(posting.role),
        permissions=GRANTS.get(posting.role, frozenset()),
        circuits=circuits_of(posting.role),
        named=frozenset(named),
        denied=frozenset(denied),
    )


def require_reach(*, actor: Actor, permission: Permission, account: Account) -> None:
    """Raises NotAllowed unless the actor reaches the agent's own unit and every unit the account is posted to."""
    require(actor, permission, path=account.agent.unit.path)
    for path in account.postings.values_list("unit__path", flat=True):
        require(actor, permission, path=path)


def accounts_of(*, actor: Actor, text: str = "") -> QuerySet[Account]:
    """Accounts whose agent belongs within the actor's territory, by staff number; `text` is part of number or name."""
    require(actor, Permission.ACCOUNT_READ)
    low, high = path_range(actor.path)
    accounts = Account.objects.filter(agent__unit__path__gte=low, agent__unit__path__lt=high)
    for word in text.split():
        accounts = accounts.filter(Q(staff_number__icontains=word) | _named("agent__", word))
    return accounts.select_related("agent__unit").order_by("staff_number")


def _named(agent: str, word: str) -> Q:
    """The word is part of a name of the agent, in either script."""
    names = ("given_name", "family_name", "given_name_ar", "family_name_ar")
    return reduce(or_, (Q(**{f"{agent}{name}__icontains": word}) for name in names))


def account_of(*, actor: Actor, account_id: UUID) -> Account | None:
    """One account within the actor's territory, with its agent; None when there is none to see."""
    return accounts_of(actor=actor).filter(pk=account_id).first()


def open_resets(*, actor: Actor) -> QuerySet[Reset]:
    """Requests within the actor's territory that wait for a second person, oldest first."""
    require(actor, Permission.ACCOUNT_RESET)
    low, high = path_range(actor.path)
    return (
        Reset.objects.filter(approved_at__isnull=True, used_at__isnull=True, expires_at__gt=Now())
        .filter(account__agent__unit__path__gte=low, account__agent__unit__path__lt=high)
        .select_related("account__agent__unit", "asked_by__agent")
        .order_by("asked_at")
    )


def needs_second_factor(*, account: Account, today: date) -> bool:
    """Whether one of the account's postings in force asks for a second factor.

    A role with no rule of its own asks for it from level N4, or when it governs accounts or privacy.
    """
    roles = set(postings_in_force(account=account, today=today).values_list("role", flat=True))
    ruled = dict(SecondFactorRule.objects.filter(role__in=roles).values_list("role", "is_required"))
    return any(ruled.get(role, asks_by_default(role=role, level=level_of(role))) for role in roles)


def posting_of(*, actor: Actor, account: Account, posting_id: UUID) -> Posting | None:
    """One posting of the account, in a unit within the actor's territory."""
    require(actor, Permission.ACCOUNT_READ)
    low, high = path_range(actor.path)
    postings = account.postings.filter(pk=posting_id, unit__path__gte=low, unit__path__lt=high)
    return postings.select_related("unit").first()


def unit_for_posting(*, actor: Actor, code: str) -> Unit | None:
    """A unit within the actor's territory by its code."""
    low, high = path_range(actor.path)
    return Unit.objects.filter(code=code.strip().upper(), path__gte=low, path__lt=high).first()


def units_named(*, actor: Actor, words: str, today: date) -> list[UnitState]:
    """Up to thirty open units of the actor's territory whose name, in either script, or code begins so."""
    filters = Filters(day=today, words=words.strip()[:80], under=actor.path)
    return list(states_for(actor=actor, filters=filters).order_by("unit__code")[:30])


def reset_of(*, actor: Actor, reset_id: UUID) -> Reset | None:
    """An open request within the actor's territory."""
    return open_resets(actor=actor).filter(pk=reset_id).first()


def second_factor_table() -> dict[str, bool]:
    """role -> whether a second factor is asked for, rules and defaults together."""
    ruled = dict(SecondFactorRule.objects.values_list("role", "is_required"))
    return {role: ruled.get(role, asks_by_default(role=role, level=level_of(role))) for role in GRANTS}


def postings_held(*, role: str, unit: Unit, on: date, words: str = "") -> list[Posting]:
    """Postings by which somebody holds the role in the unit on the day; `words` is a staff number, or parts of a name
    in either script. Thirty at most, by staff number."""
    held = Posting.objects.filter(role=role, unit=unit, since__lte=on)
    held = held.filter(Q(until__isnull=True) | Q(until__gt=on)).select_related("account__agent")
    numbered = held.filter(account__staff_number=words.strip().upper())
    for word in words.split():
        held = held.filter(_named("account__agent__", word))
    return list(numbered) or list(held.order_by("account__staff_number")[:30])


def agents_posted(*, actor: Actor, path: str, after: date) -> int:
    """How many accounts still hold a posting in a unit at this path or below, on the day or later."""
    require(actor, Permission.UNIT_READ, path=path)
    low, high = path_range(path)
    held = Posting.objects.filter(unit__path__gte=low, unit__path__lt=high)
    return held.filter(Q(until__isnull=True) | Q(until__gt=after)).values("account").distinct().count()


def account_numbered(number: str) -> UUID | None:
    """Id of the account with that staff number."""
    return Account.objects.filter(staff_number=number.strip().upper()).values_list("pk", flat=True).first()


def staff_numbers(account_ids: set[UUID]) -> dict[UUID, str]:
    """Staff number of each account, in one query."""
    return dict(Account.objects.filter(pk__in=account_ids).values_list("pk", "staff_number"))


def known_for_import(*, granter_role: str, coming: Mapping[str, Place] | None = None) -> Known:
    """What a workbook of agents is judged against; `coming` are units of a workbook that is only tried with it."""
    units = Unit.objects.values_list("code", "kind", "opened_on", "closed_on")
    roles = list(term_rows("roles"))
    return Known(
        numbers=frozenset(Agent.objects.values_list("number", flat=True)),
        units={code: Place(kind, opened, closed) for code, kind, opened, closed in units} | dict(coming or {}),
        role_of=code_in(roles),
        kinds_of_role={code: unit_kinds_of(code) for code, *_labels in roles},
        granter_role=granter_role,
        four_eyes=FOUR_EYES,
    )


def agent_verdicts(*, actor: Actor, held: Import, coming: Mapping[str, Place] | None = None) -> list[Verdict]:
    """A dry run: what each row would do today."""
    require(actor, Permission.ACCOUNT_CREATE, path=ROOT)
    return judge(list(enumerate(held.rows, start=2)), known_for_import(granter_role=actor.role, coming=coming))


def closed_to(*, account_id: UUID, dossier_ids: Collection[UUID]) -> set[UUID]:
    """Which of these dossiers are denied to the account today: never given to it, and never said without a right to
    know of it."""
    denials = NamedAccess.objects.filter(account_id=account_id, is_denied=True, dossier_id__in=dossier_ids)
    standing = denials.filter(Q(until_at__isnull=True) | Q(until_at__gt=Now()))
    return set(standing.values_list("dossier_id", flat=True))


def named_to_stay(*, actor: Actor) -> set[UUID]:
    """Dossiers on which the actor is named without an end: an emergency opens one for some hours only."""
    names = NamedAccess.objects.filter(account_id=actor.account_id, is_denied=False, until_at__isnull=True)
    return set(names.values_list("dossier_id", flat=True)) & actor.named


def brakes_of(*, actor: Actor) -> QuerySet[Brake]:
    """What stopped this account and still waits for its reason."""
    return Brake.objects.filter(account_id=actor.account_id, goes_on_at__isnull=True).order_by("-at")


def brakes_within(*, actor: Actor) -> QuerySet[Brake]:
    """Alerts of the territory: those nobody looked at first, newest first."""
    require(actor, Permission.READERS_WATCH)
    low, high = path_range(actor.path)
    rows = Brake.objects.filter(path__gte=low, path__lt=high).select_related("account__agent")
    return rows.order_by(F("seen_at").asc(nulls_first=True), "-at")


def brakes_to_see(*, actor: Actor) -> int:
    """How many alerts wait for somebody to look."""
    low, high = path_range(actor.path)
    return Brake.objects.filter(path__gte=low, path__lt=high, seen_at__isnull=True).count()
