"""Accounts × records × channels, drawn by a seed: nothing that an address answers betrays what its reader may not know.

Channels are every address that can be read, found in the same list that `test_addresses` holds complete: pages,
fragments, suggestions, lists, counts, JSON, calendars, exports (opened) and papers (their text).
"""

import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import get_resolver, reverse

from tests.house.lines import LINES
from tests.house.oracle import Row, may_know, may_read
from tests.house.stories import ROLES, Stories, reader, tell
from wasl.access.queries import actor_of
from wasl.core.scope import ScopedModel, entered, system

SEED, PERSONS, OPENED = 20261122, 30, 1
LONG_PERSONS, LONG_OPENED = 90, 40
#: Signing out ends the reader's day; health and static pages know nobody.
LEFT_OUT = {"account_logout", "account_login"}
#: Tables whose rule is narrower or wider than a dossier's, each with its own tests.
OWN_RULES: frozenset[str] = frozenset(
    {
        "assistance_complaint",
        "assistance_complainant",
        "assistance_complaintstep",
        "assistance_complaintquestion",
        "watch_fieldreporter",
        "watch_signalperson",
        "watch_householdscore",
        "watch_contactproposal",
    }
)
KINDS = frozenset({"case_id", "registration_id", "reception_id", "orientation_id"})


def text_of(answer: Any) -> str:
    """What a person could read in an answer, its headers included, whatever its format."""
    body = b"".join(answer) if getattr(answer, "streaming", False) else answer.content
    heads = " ".join(f"{name}: {value}" for name, value in answer.items())
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b" ".join(parts.read(name) for name in parts.namelist())
    elif body[:5] == b"%PDF-":
        body = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout
    return heads + body.decode(errors="replace")


def lists() -> Iterator[str]:
    """Addresses that lead to no one thing."""
    for name, line in LINES.items():
        if "GET" in line.methods and not line.inside and name not in LEFT_OUT:
            yield name


def things() -> Iterator[tuple[str, frozenset[str]]]:
    """Addresses of one thing of these stories, with what they need to know."""
    for name, line in LINES.items():
        if "GET" not in line.methods or not line.inside:
            continue
        space, _, short = name.rpartition(":")
        resolver = get_resolver()
        for part in filter(None, space.split(":")):
            resolver = resolver.namespace_dict[part][1]
        for ways in resolver.reverse_dict.getlist(short):
            needed = frozenset(ways[0][0][1])
            if needed and needed <= KINDS:
                yield name, needed
                break


class Matrix:
    def __init__(self, client: Any, stories: Stories) -> None:
        self.client, self.stories = client, stories
        self.records = len(stories.marks) + len(stories.ids)
        self.triples, self.leaks, self.told = 0, Counter[str](), 0

    def ask(self, rule: Any, name: str, query: dict[str, str] | None = None, **arguments: Any) -> None:
        answer = self.client.get(reverse(name, kwargs=arguments), query or {})
        assert answer.status_code < 500, name
        self.triples += self.records
        # What was typed into the address comes back as it was typed: that tells nobody anything.
        typed = set(map(str, [*(query or {}).values(), *arguments.values()]))
        for told in self.stories.told_in(text_of(answer)):
            if told.key in typed:
                continue
            self.told += 1
            if not may_know(rule, told.row):
                self.leaks[f"{rule.role} at {'.'.join(rule.place)}: {told.what} by {name}"] += 1


def compare(client: Any, seed: int, persons: int, opened: int, *, share: int = 1) -> Matrix:
    """Each role reads one in `share` of the lists, and of the addresses of `opened` things far and near."""
    random = Random(seed)
    stories = tell(random, persons)
    matrix = Matrix(client, stories)
    for role in ROLES:
        posting, rule = reader(stories, role)
        client.force_login(posting.account)
        names = sorted(lists())
        for name in random.sample(names, len(names) // share):
            matrix.ask(rule, name)
        for mark in random.sample(sorted(stories.marks), 2):
            matrix.ask(rule, "people:search", {"q": mark})
            matrix.ask(rule, "people:suggest", {"q": mark})
        near = [thing for thing in stories.things if thing["place"][: len(rule.place)] == rule.place]
        for thing in random.sample(stories.things, opened) + near[:opened]:
            ways = sorted(things())
            for name, needed in random.sample(ways, len(ways) // share):
                matrix.ask(rule, name, **{key: thing[key] for key in needed})
    return matrix


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("seed", [SEED], ids="seed {}".format)
def test_no_channel_tells_what_its_reader_may_not_know(client, seed):
    matrix = compare(client, seed, PERSONS, OPENED, share=6)
    assert matrix.leaks == {}
    assert matrix.triples >= 50_000
    assert matrix.told > 40, "readers who may know are told, or nothing was compared"


def walled() -> list[Any]:
    """Every table whose rows stand in a unit, at a level, under a dossier's seal."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, ScopedModel) and not model._meta.proxy and model._meta.db_table not in OWN_RULES
    ]


def filed(model: Any) -> dict[Any, list[Row]]:
    """Each row of a table, in the oracle's words: one for each unit that it has an end in."""
    columns = getattr(model, "path_columns", ("path",))
    found = {}
    with system("load demo"):
        for row in model.objects.for_system("load demo").values("pk", "level", "seal", *columns):
            seal = str(row["seal"]) if row["seal"] else None
            ends = [tuple(row[column].rstrip(".").split(".")) for column in columns if row[column]]
            found[row["pk"]] = [Row(end, row["level"], seal) for end in ends]
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_each_wall_alone_holds_every_table_of_a_dossier():
    random = Random(SEED)
    stories = tell(random, 12)
    told = 0
    tables = {model: rows for model in walled() if (rows := filed(model))}
    assert {"Case", "Act", "Listening", "Orientation", "Reception"} <= {model.__name__ for model in tables}
    for role in ROLES:
        posting, rule = reader(stories, role)
        actor = actor_of(posting=posting)
        for model, rows in tables.items():
            may = {key for key, ends in rows.items() if any(may_read(rule, end) for end in ends)}
            with entered(actor), connection.cursor() as cursor:
                cursor.execute(f'SELECT "{model._meta.pk.column}" FROM "{model._meta.db_table}"')
                second = {key for (key,) in cursor.fetchall()}
            assert second <= may, (model.__name__, "second wall", rule)
            granted = min(actor.permissions, default=None)
            with system("load demo"):
                first = set(model.objects.visible_to(actor, granted).values_list("pk", flat=True)) if granted else set()
            assert first <= may, (model.__name__, "first wall", rule)
            told += len(second)
    assert told > 100


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("seed", range(3), ids="seed {}".format)
def test_no_channel_tells_over_a_million_triples(client, seed):
    matrix = compare(client, seed, LONG_PERSONS, LONG_OPENED)
    assert matrix.leaks == {}
    assert matrix.triples >= 333_334
