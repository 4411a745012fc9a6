"""Law 09-08: every column with words of a table that hangs on a registration is declared, with what becomes of it."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tests.house.test_relations import OPEN_TABLES, our_models, room_of
from wasl.core.personal import SCOPE
from wasl.people.models import Registration
from wasl.rights.personal import HELD

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
#: Hangs on nothing but ids, and holds no word about anybody.
ELSEWHERE = {
    "people_linkagerun", "rights_erasure", "assistance_circuitversion", "assistance_directoryentry",
    "reports_reportissue", "documents_documentcopy", "watch_scoreversion", "watch_bulletin",
}  # fmt: skip


def is_history(model):
    return hasattr(model, "pgh_tracked_model")


def hanging_on_a_registration():
    """Tables from which a foreign key leads, in one step or several and in either direction, to a registration."""
    known = [model for model in our_models() if room_of(model) not in OPEN_TABLES and not is_history(model)]
    near, more = set(), {Registration}
    while more:
        near |= more
        targets = {
            model: {f.remote_field.model for f in model._meta.concrete_fields if f.remote_field} for model in known
        }
        more = {model for model in known if targets[model] & near} | {
            target for model in near for target in targets[model] if target in known
        }
        more -= near
    return near


def words_of(model):
    return {field.name for field in model._meta.concrete_fields if isinstance(field, WORDS)} - set(SCOPE)


def declared(model):
    found = set()
    for held in HELD:
        if held.model is model:
            found |= {*held.clears, *held.rewrites, *held.keeps}
    return found


def test_every_column_with_words_is_declared():
    missing = {
        f"{model._meta.db_table}.{name}"
        for model in hanging_on_a_registration()
        if model._meta.db_table not in ELSEWHERE
        for name in words_of(model) - declared(model)
    }
    assert missing == set()


def test_every_table_is_declared():
    tables = {model._meta.db_table for model in hanging_on_a_registration()} - ELSEWHERE
    assert tables - {held.model._meta.db_table for held in HELD} == set()


def test_an_undeclared_column_is_found():
    assert "given_latin" in words_of(Registration)
    assert Registration in hanging_on_a_registration()
    assert "note" in {name for model in hanging_on_a_registration() for name in words_of(model)}


@pytest.mark.parametrize("held", HELD, ids=lambda held: f"{held.model.__name__} {held.way}")
def test_a_declaration_names_columns_that_are_there(held):
    for name in {*held.clears, *held.rewrites, *held.keeps} | ({held.contact, held.ends} - {""}):
        try:
            held.model._meta.get_field(name)
        except FieldDoesNotExist:
            pytest.fail(f"{held.model.__name__} has no {name}")
