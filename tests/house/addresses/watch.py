from tests.house.addresses import Address
from tests.network.factories import unit
from tests.watch import desk_factories as factories
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P

DAY = "2026-11-16"


def made(name, make, where):
    """The id of one thing of the delegation (or of the other one), made once for each test."""

    def of(world):
        place = getattr(world.institution, where)
        return {f"{name}_id": world.once(f"{name} {where}", lambda: make(place)).pk}

    return of


def pair(name, make, **more):
    def with_more(arguments):
        return lambda world: arguments(world) | more

    return {
        "inside": with_more(made(name, make, "delegation")),
        "outside": with_more(made(name, make, "other")),
        "reach": "delegation",
    }


def kindergarten(where):
    def of(world):
        parent = getattr(world.institution, where)
        made = world.once(f"kindergarten {where}", lambda: unit("CENTRE", parent=parent, type="JE"))
        return {"unit_id": made.pk, "day": DAY}

    return of


WEEK = {"inside": kindergarten("delegation"), "outside": kindergarten("other"), "reach": "delegation"}


def alert(where, **more):
    """One alert in each territory: a second rise in the same one would be the same alert."""
    territory = {"delegation": "05.081", "other": "05.082"}[where]

    def of(world):
        place = getattr(world.institution, where)
        found = world.once(f"alert {where}", lambda: factories.alert(place, territory=territory))
        return {"alert_id": found.pk, **more}

    return of


ALERT = {"inside": alert("delegation"), "outside": alert("other"), "reach": "delegation"}
STEP = {
    "inside": alert("delegation", code="A_VERIFIER"), "outside": alert("other", code="A_VERIFIER"),
    "reach": "delegation",
}  # fmt: skip
BULLETIN = pair("bulletin", factories.bulletin)
DATASET = pair("dataset", factories.dataset)


def linked(where):
    """A bulletin of the delegation, and an id that no link to it bears."""

    def of(world):
        place = getattr(world.institution, where)
        row = world.once(f"bulletin {where}", lambda: factories.bulletin(place))
        return {"kind": "bulletin", "subject_id": row.pk}

    return of


LINKS = {"inside": linked("delegation"), "outside": linked("other"), "reach": "delegation"}
ONE_LINK = {
    "inside": lambda world: linked("delegation")(world) | {"link_id": new_id()},
    "outside": lambda world: linked("other")(world) | {"link_id": new_id()},
    "reach": "delegation",
}

ADDRESSES = {
    "watch:desk": Address(P.WATCH_READ),
    "watch:method": Address(P.WATCH_READ),
    "watch:budget": Address(P.WATCH_READ, ("POST",), form={"false_alarms": "3"}),
    "watch:alert": Address(P.WATCH_READ, **ALERT),
    "watch:rows": Address(P.WATCH_READ, **ALERT),
    "watch:step": Address(P.WATCH_HANDLE, ("GET", "POST"), **STEP),
    "watch:weeks": Address(P.FACT_DECLARE),
    "watch:import_weeks": Address(P.FACT_DECLARE, ("GET", "POST")),
    "watch:weeks_to_fill": Address(P.FACT_DECLARE),
    "watch:weeks_to_approve": Address(P.FACT_APPROVE),
    "watch:week": Address(P.FACT_READ, ("GET", "POST"), **WEEK),
    "watch:approve_week": Address(P.FACT_APPROVE, ("POST",), **WEEK),
    "watch:return_week": Address(P.FACT_APPROVE, ("POST",), form={"remark": "À revoir"}, **WEEK),
    "watch:calendar": Address(P.WATCH_PLAN, ("GET", "POST")),
    "watch:end_intervention": Address(
        P.WATCH_PLAN, ("POST",), inside=lambda world: {"intervention_id": new_id()}, reach="everywhere"
    ),
    "watch:bulletins": Address(P.WATCH_READ),
    "watch:bulletin": Address(P.WATCH_READ, **BULLETIN),
    "watch:approve_bulletin": Address(P.BULLETIN_APPROVE, ("POST",), **BULLETIN),
    "watch:bulletin_paper": Address(
        P.WATCH_READ, **pair("bulletin", factories.bulletin, lang="fr"), empty_at_first=True
    ),
    "watch:needs": Address(P.WATCH_READ, ("POST",)),
    "watch:links": Address(P.WATCH_HANDLE, ("GET", "POST"), **LINKS),
    "watch:change_link": Address(P.WATCH_HANDLE, ("POST",), form={"do": "other"}, **ONE_LINK),
    "watch:datasets": Address(P.DATASET_REVOKE),
    "watch:approve_dataset": Address(P.DATASET_APPROVE, ("POST",), **DATASET),
    "watch:revoke_dataset": Address(P.DATASET_REVOKE, ("POST",), form={"why": "Essai"}, **DATASET),
    "watch:take_dataset": Address(P.DATASET_REVOKE, **DATASET),
}  # fmt: skip
