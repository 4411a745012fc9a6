"""A foreign key is an import: it may only point to a room below, and every personal table stands behind the wall."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from wasl.core.scope import ScopedModel

ROOT = Path(__file__).resolve().parents[2]

#: Tables that hold nothing about a person served. A new table is behind row-level security, or here with its reason.
OPEN_TABLES = {
    "access": "staff, not persons served; read through queries that keep to the territory",
    "network": "the institution's public structure",
    "territory": "public reference data",
    "vocabulary": "code lists",
    "catalogue": "services and parameters, the same for everybody",
}
OPEN_SINGLE_TABLES = {
    "people_person": "a bare id",
    "people_namecensus": "how common names are, of nobody in particular",
    "people_linkagerun": "how many pairs a comparison found, nobody in particular",
    "assistance_formseries": "how many numbered blank forms a unit printed in a year",
    "assistance_circuitversion": "how a circuit stood when it was followed, the same for everybody",
    "assistance_oncall": "which agent is on duty: staff",
    "facts_simpleindicator": "how something is counted, the same for everybody",
    "facts_target": "what a plan promises, the same for everybody",
    "watch_intervention": "campaigns, openings and reforms: what was planned where",
    "watch_watchrun": "what the watch looked at and how long it took, of nobody",
    "watch_budget": "how many false alarms a week an agent accepts: staff",
    "watch_sitingplan": "where centres might open",
    "watch_sitingoption": "communes and census counts, of nobody",
    "watch_needsrun": "when demand was foretold, with what, of nobody",
    "watch_need": "counts of a service, by centre and month and never of nominative acts: read within the posting",
    "watch_povertydefinition": "what lacking several things means, published, the same for everybody",
    "watch_povertyrun": "when who lacks what was counted, with what, of nobody",
    "watch_censuspoverty": "worked out from published census rates, of nobody",
    "watch_assessedpoverty": "counts of households, by centre, never of nominative dossiers: read within the posting",
    "watch_publishedtable": "counts as they left the institution, none of them small",
    "watch_scoreversion": "how points are counted, published, the same for everybody",
    "journal_sealedline": "hashes; the application cannot read it",
}


def order_of_rooms():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {room.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")}


def our_models():
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("wasl.")]


def room_of(model):
    return model.__module__.split(".")[1]


def test_relations_point_down_only():
    height = order_of_rooms()
    upward = []
    for model in our_models():
        for field in model._meta.get_fields():
            target = field.remote_field.model if getattr(field, "remote_field", None) and field.concrete else None
            if target is None or not target.__module__.startswith("wasl."):
                continue
            here, there = room_of(model), room_of(target)
            if here != there and height[there] >= height[here]:
                upward.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert upward == []


@pytest.fixture
def walls(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, array_agg(p.polname::text) FILTER (WHERE p.polname IS NOT NULL)"
            " FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace GROUP BY 1, 2"
        )
        return {name: (is_on, policies or []) for name, is_on, policies in cursor.fetchall()}


def test_every_table_is_behind_the_wall_or_says_why_not(walls):
    bare = [
        model._meta.db_table
        for model in our_models()
        if not walls[model._meta.db_table][0]
        and room_of(model) not in OPEN_TABLES
        and model._meta.db_table not in OPEN_SINGLE_TABLES
    ]
    assert bare == []


def test_every_scoped_model_has_its_policies(walls):
    scoped = [model for model in our_models() if issubclass(model, ScopedModel)]
    assert scoped
    assert [model._meta.db_table for model in scoped if not all(walls[model._meta.db_table])] == []


def test_no_reason_outlives_its_table(walls):
    assert set(OPEN_SINGLE_TABLES) <= set(walls)


def test_the_application_owns_nothing_and_bypasses_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        user, bypasses = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        (owned,) = cursor.fetchone()
    assert (user, bypasses, owned) == ("wasl_app", False, 0)


def test_every_function_that_works_as_its_owner_pins_its_search_path(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
            " AND NOT COALESCE(proconfig::text LIKE '%search_path%', false)"
        )
        assert cursor.fetchall() == []
