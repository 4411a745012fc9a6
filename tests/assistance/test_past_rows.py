"""What stood in the tables before a trigger came is put right by the migration that follows it."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.assistance.factories import NOW, Place, appointment, case, found_institution, working
from tests.assistance.test_filing import enter
from tests.conftest import default_connection_to
from wasl.assistance.commands import add_situation
from wasl.assistance.commands.appointment_reminders import remind_appointments
from wasl.catalogue.commands import seed

BEFORE, AFTER = "0021_work_follows", "0022_move_and_raise_the_past"


@pytest.fixture
def place(fresh_database):
    with transaction.atomic():
        seed()
        found_institution()
        return Place()


def asked(url, words, *parameters):
    with psycopg.connect(url, autocommit=True) as owner:
        found = owner.execute(words, parameters)
        return found.fetchall() if found.description else []


def migrated(url, name):
    with default_connection_to(url):
        MigrationExecutor(connection).migrate([("assistance", name)])


def test_messages_follow_and_registers_rise_from_the_migration_before(fresh_database, place):
    worker, officer, owner = place.worker(), place.worker(role="WOMEN_OFFICER"), fresh_database.owner
    with transaction.atomic():
        told, raised = case(worker), case(officer)
        tomorrow = (NOW + timedelta(days=1)).date()
        appointment(worker, registration_id=told.registration_id, case_id=told.pk, day=tomorrow)
        remind_appointments(now=NOW)
        line = enter(officer, raised)
        with working(officer) as who:
            add_situation(actor=who, now=NOW, case_id=raised.pk, code="VIOL_CONJ")
    migrated(owner, BEFORE)
    # As it was written before the triggers stood: left where the dossier had been, at the level it had had.
    asked(owner, "UPDATE outbox_message SET unit_id = %s, path = %s", place.sister.pk, place.sister.path)
    asked(owner, "UPDATE documents_registerentry SET level = 2, seal = NULL WHERE line_id = %s", line.pk)
    migrated(owner, AFTER)
    assert asked(owner, "SELECT DISTINCT unit_id FROM outbox_message") == [(place.centre.pk,)]
    entry = asked(owner, "SELECT level, seal FROM documents_registerentry WHERE line_id = %s", line.pk)
    assert entry == [(4, raised.pk)]
