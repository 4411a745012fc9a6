from datetime import timedelta

from django.utils import timezone

from tests.access import factories as access
from tests.assistance import factories
from tests.house.addresses import Address
from tests.house.addresses.assistance import at_this_hour, case, sealed, worker
from wasl.assistance.circuits import circuit_of
from wasl.assistance.commands.circuits import start_circuit
from wasl.assistance.commands.signals import record_signal
from wasl.assistance.models import CircuitRun, CircuitStep, CircuitVersion, OnCall, SignalChild
from wasl.assistance.rules.circuits import digest_of, encoded
from wasl.assistance.rules.signals import Child
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import system


def run(place):
    """A run in a dossier that is not nominative, so that the roles of the centre may read it."""

    def make(world):
        file = case(place)(world)["case_id"]

        def made():
            circuit, unit = circuit_of("CHILD"), getattr(world.institution, place)
            version, _ = CircuitVersion.objects.get_or_create(
                code="CHILD", digest=digest_of(circuit),
                defaults={"content": encoded(circuit), "first_used_at": timezone.now()},
            )  # fmt: skip
            where = {"unit": unit, "path": unit.path, "seal": file, "case_id": file}
            row = CircuitRun(circuit="CHILD", definition=version, started_at=timezone.now(), **where)
            step = CircuitStep(run=row, code="REPERAGE", opened_at=timezone.now(), **where)
            with system("load demo"):
                row.save(force_insert=True)
                step.save(force_insert=True)
            return row, step

        return world.once(f"run {place}", made)

    return make


def of_run(place):
    def made(world):
        row, _ = run(place)(world)
        return {"case_id": row.case_id, "run_id": row.pk}

    return made


def of_step(place):
    return lambda world: of_run(place)(world) | {"step_id": run(place)(world)[1].pk}


def sealed_run(world):
    def make():
        who = worker(world, "centre", "CHILD_OFFICER")
        file = at_this_hour(factories.case)(who, situations=[("MALTRAIT", 3, timezone.localdate())])
        with factories.working(who) as fresh:
            return start_circuit(
                actor=fresh, now=timezone.now(), run_id=new_id(), case_id=file.pk, circuit="CHILD"
            )  # fmt: skip

    row = world.once("sealed run", make)
    return {"case_id": row.case_id, "run_id": row.pk}


def sealed_step(world):
    given = sealed_run(world)
    with system("load demo"):
        step = CircuitStep.objects.for_system("load demo").get(run_id=given["run_id"])
    return given | {"step_id": step.pk}


def signal(place):
    def make(world):
        who = worker(world, place, "CHILD_OFFICER")
        with factories.working(who) as fresh:
            return record_signal(
                actor=fresh, now=timezone.now(), signal_id=new_id(), way="phone", urgency="danger",
                situation="MALTRAIT", words="Mots", children=[Child()],
            )  # fmt: skip

    return lambda world: {"signal_id": world.once(f"signal {place}", lambda: make(world)).pk}


def child_of_signal(place):
    def made(world):
        given = signal(place)(world)
        with system("load demo"):
            child = SignalChild.objects.for_system("load demo").filter(**given).first()
        return given | {"child_id": child.pk}

    return made


def duty_of(place):
    def make(world):
        unit = getattr(world.institution, place)
        now = timezone.now()
        return OnCall.objects.create(
            unit=unit, circuit="CHILD", account=access.account(unit), since_at=now,
            until_at=now + timedelta(hours=8),
        )  # fmt: skip

    return lambda world: {"duty_id": world.once(f"duty {place}", lambda: make(world)).pk}


def about_run(needs, methods=("POST",), *, maker=of_run, hidden=sealed_run):
    return Address(needs, methods, inside=maker("centre"), outside=maker("stranger"), sealed=hidden)


def about_signal(methods=("POST",), maker=signal):
    """Read by the agents of the unit that wrote it alone: to all others it is not there."""
    return Address(P.SIGNAL_RECORD, methods, inside=maker("centre"), sealed=maker("cell"), empty_at_first=True)


ADDRESSES = {
    "circuits:list": Address(
        P.CASE_READ, ("GET",), inside=case("centre"), outside=case("stranger"), sealed=sealed("case_id")
    ),
    "circuits:run": about_run(P.CASE_READ, ("GET",)),
    "circuits:step": about_run(P.CASE_OPEN, maker=of_step, hidden=sealed_step),
    "circuits:end": about_run(P.CASE_OPEN),
    "circuits:report": about_run(P.DOCUMENT_ISSUE),
    "circuits:paper": about_run(P.DOCUMENT_ISSUE, maker=of_step, hidden=sealed_step),
    "circuits:attestation": about_run(P.DOCUMENT_ISSUE),
    "signals:list": Address(P.SIGNAL_RECORD),
    "signals:new": Address(P.SIGNAL_RECORD, ("GET", "POST")),
    "signals:committee": Address(P.SIGNAL_COUNT, ("GET", "POST")),
    "signals:signal": about_signal(("GET",)),
    "signals:act": about_signal(),
    "signals:child": about_signal(),
    "signals:open": about_signal(("GET", "POST"), child_of_signal),
    "signals:reporter": about_signal(("GET", "POST")),
    "signals:duty": Address(P.RECEPTION_READ),
    "signals:end_duty": Address(
        P.DUTY_SET, ("POST",), inside=duty_of("delegation"), outside=duty_of("other"), reach="everywhere"
    ),
}
