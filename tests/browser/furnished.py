"""An institution in which every kind of thing is there once, with all that daily work writes in a dossier."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.access.factories import PASSWORD, account, posting
from tests.assistance import factories
from tests.assistance.factories import working
from tests.house.addresses import OPEN, World
from tests.house.addresses.assistance import at_this_hour, case, sealed_case, worker
from tests.house.lines import LINES
from tests.network.factories import unit
from wasl.access.grants import GRANTS
from wasl.access.models import Account
from wasl.assistance import commands
from wasl.assistance.commands.circuits import start_circuit
from wasl.assistance.rules.notes import Readers
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.network.models import Import

NOBODY = ""
#: How long, at the least, a session lasts unused and a password counts as typed just now.
HOUR = 3600
#: Who looks, from the one that opens most: (role, where it is held).
READERS = (
    ("SOCIAL_WORKER", "centre"), ("WOMEN_OFFICER", "centre"), ("CHILD_OFFICER", "centre"), ("SUPERVISOR", "centre"),
    ("CENTRE_DIRECTOR", "centre"), ("DELEGATE", "delegation"), ("COMPLAINT_HANDLER", "coordination"),
    ("ADJUDICATOR", "delegation"), ("LOCAL_ADMIN", "centre"), ("STATISTICIAN", "hq"), ("DPO", "hq"),
    ("SYSTEM_ADMIN", "hq"),
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """`reader` is one of `Furnished.sessions`; pages of one `template` differ little."""

    address: str
    reader: str
    template: str


class Furnished:
    """The things, made once. `sessions`: who looks (role and more words, or NOBODY) -> the key of their session."""

    def __init__(self, institution: Any) -> None:
        institution.cell = unit("CELL", parent=institution.delegation, type="CVS")
        institution.team = unit("TEAM", parent=institution.delegation, type="SAMU")
        self.world = World(institution)
        case("centre")(self.world)
        here = worker(self.world, "centre")
        self.known = at_this_hour(factories.reception)(here, registration_id=factories.person(here).pk)
        self.secret = self._daily_work(worker(self.world, "centre"), self.world.made["case centre"], "PROCEDURES")
        self._daily_work(worker(self.world, "centre", "WOMEN_OFFICER"), sealed_case(self.world), "WOMEN")
        self.holders = {f"{role} of {place}": self._account(role, place) for role, place in READERS}
        self.sessions = {NOBODY: ""} | {reader: session_of(holder) for reader, holder in self.holders.items()}
        self._with_a_code()
        self.clients = {reader: Client() for reader in self.sessions}
        for reader, key in self.sessions.items():
            self.clients[reader].cookies["wasl"] = key

    def _account(self, role: str, place: str) -> Account:
        if place == "centre" and role in {"SOCIAL_WORKER", "WOMEN_OFFICER", "CHILD_OFFICER"}:
            found = Account.objects.get(pk=worker(self.world, place, role).account_id)
            found.set_password(PASSWORD)
            found.save()
            return found
        where = getattr(self.world.institution, place)
        return posting(role, where, holder=account(where, password=PASSWORD)).account

    def _with_a_code(self) -> None:
        """Somebody who has a second factor, signed in and half-way."""
        holder = self._account("DELEGATE", "delegation")
        TOTP.activate(holder, generate_totp_secret())
        RecoveryCodes.activate(holder)
        self.sessions["DELEGATE with a code"] = session_of(holder)
        half_way = Client()
        half_way.post(reverse("account_login"), {"login": holder.staff_number, "password": PASSWORD})
        self.sessions["a password without its code"] = half_way.cookies["wasl"].value

    @at_this_hour
    def _daily_work(self, who: Any, file: Any, circuit: str) -> str:
        """Answers the secret of a link that was given for the orientation."""
        now, soon = factories.NOW, timezone.localdate() + timedelta(days=1)
        given = {"actor": who, "now": now, "case_id": file.pk}
        with working(who) as actor:
            given["actor"] = actor
            hers = [file.registration_id]
            note = "ما سمع منها\nEntendu aujourd’hui"
            commands.record_listening(**given, act_id=new_id(), note=note, registration_ids=hers)
            commands.write_note(**given, note_id=new_id(), text="Une note", readers=Readers.SHARED)
            commands.add_task(**given, task_id=new_id(), due_on=soon, what="Appeler le parquet")
            commands.record_unmet_request(**given, request_id=new_id(), service="JUR", reason="NO_PLACE")
            start_circuit(**given, run_id=new_id(), circuit=circuit)
            made = commands.send_orientation(
                **given, orientation_id=new_id(), registration_id=hers[0], destination="CSU", service="JUR",
                urgency="urgent", basis="CONSENT",
            )  # fmt: skip
            return commands.make_link(actor=actor, now=now, orientation_id=made.pk, lang="fr").secret

    def addresses(self) -> list[tuple[str, str, Any]]:
        """(name, address, what it needs) of one of each address that can be read."""
        with transaction.atomic():
            found = [
                (name, reverse(name, kwargs=line.inside(self.world) if line.inside else None), line.needs)
                for name, line in LINES.items()
                if "GET" in line.methods and name != "account_logout"
            ]
            Import.objects.update(account_id=self.holders["SYSTEM_ADMIN of hq"].pk)
        more = (
            ("link", "answers:link", self.secret, OPEN),
            ("open", "assistance:reception_case", self.known.pk, Permission.CASE_OPEN),
        )
        return [*found, *((name, reverse(view, args=[key]), needs) for name, view, key, needs in more)]

    def pages(self) -> list[Page]:
        """One page an address, as the first sees it who may; addresses that nobody could open are kept as `closed`."""
        found, self.closed = [], []
        for name, address, needs in self.addresses():
            answers = []
            for reader in (one for one in self.clients if may_open(one, needs)):
                answers.append(self.clients[reader].get(address))
                if is_page(answers[-1]):
                    found.append(Page(address, reader, str(answers[-1].templates[0].name)))
                    break
            self.closed += [] if any(one.status_code == 200 for one in answers) else [name]
        return found


def session_of(holder: Account) -> str:
    """The key of a session in which a password was typed just now."""
    session = SessionStore()
    session[SESSION_KEY] = str(holder.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = holder.get_session_auth_hash()
    request = HttpRequest()
    request.session = session
    record_authentication(request, holder, method="password", reauthenticated=True)
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] += HOUR
    session.set_expiry(HOUR)
    session.create()
    return str(session.session_key)


def may_open(reader: str, needs: Any) -> bool:
    """`reader`: a role and more words, or NOBODY; what is open is not asked for by those who have a role."""
    granted = GRANTS.get(reader.partition(" ")[0])
    if not isinstance(needs, Permission):
        return needs == OPEN if granted is None else needs != OPEN
    return granted is not None and needs in granted


def is_page(answer: Any) -> bool:
    """A whole page: a fragment is judged inside the page that asks for it."""
    return answer.status_code == 200 and answer.content.lstrip()[:15].lower() == b"<!doctype html>"


def furnished(institution: Any) -> Furnished:
    with transaction.atomic():
        return Furnished(institution)
