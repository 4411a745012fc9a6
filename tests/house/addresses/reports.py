from datetime import UTC, date, datetime

from tests.access import factories
from tests.house.addresses import Address
from wasl.core.period import Period
from wasl.core.permissions import Permission as P
from wasl.core.scope import entered
from wasl.network.models import Institution
from wasl.reports.commands import freeze_report

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def of_report(**more):
    return lambda world: {"code": "provincial", **more}


def to_freeze(world):
    names = {"mode": "demo", "name_fr": "Institution", "name_ar": "مؤسسة"}
    Institution.objects.get_or_create(pk=1, defaults=names)
    return {"code": "provincial"}


def issue(place, **more):
    def make(world):
        to_freeze(world)
        actor = factories.actor("DELEGATE", getattr(world.institution, place))
        with entered(actor):
            return freeze_report(
                actor=actor, code="provincial", territory="MA", period=Period.parse("2018"), now=NOW,
                today=date(2026, 11, 24),
            )  # fmt: skip

    return lambda world: {"issue_id": world.once(f"issue {place}", lambda: make(world)).pk, **more}


def one(**more):
    return Address(
        P.REPORT_READ, inside=issue("delegation", **more), outside=issue("other", **more), reach="delegation"
    )


ADDRESSES = {
    "reports:list": Address(P.REPORT_READ),
    "reports:report": Address(P.REPORT_READ, inside=of_report(), reach="everywhere"),
    "reports:file": Address(P.REPORT_READ, inside=of_report(format="csv"), reach="everywhere"),
    "reports:freeze": Address(P.REPORT_FREEZE, ("POST",), inside=to_freeze, reach="everywhere"),
    "reports:rows": Address(P.REPORT_READ, inside=of_report(row=4, measure="establishments"), reach="everywhere"),
    "reports:issue": one(),
    "reports:issue_pdf": one(lang="fr"),
    "reports:difference": one(),
}
