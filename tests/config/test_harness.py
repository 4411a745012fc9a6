"""The ground under all other tests: if one of these fails, look at no other failure."""

import socket
import threading

import pytest
from django.db import connection, connections
from django.template import engines


def one(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_tests_connect_as_the_application_not_as_the_owner() -> None:
    assert one("select current_user") == "wasl_app"
    assert one("select rolsuper or rolbypassrls from pg_roles where rolname = current_user") is False
    assert one("select count(*) from pg_tables where tableowner <> 'wasl_owner' and schemaname = 'public'") == 0
    assert one("select count(*) from django_migrations") > 5


@pytest.mark.django_db
def test_the_application_may_become_the_system_role_but_is_not_it() -> None:
    assert one("select pg_has_role('wasl_app', 'wasl_system', 'SET')") is True
    assert one("select pg_has_role('wasl_app', 'wasl_system', 'USAGE')") is False


def test_a_fresh_database_is_another_one_and_seen_by_threads(fresh_database) -> None:  # type: ignore[no-untyped-def]
    seen: list[object] = []

    def look() -> None:
        seen.append(one("select current_database()"))
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [one("select current_database()")]
    assert str(seen[0]).startswith("fresh_")


def test_an_outside_socket_is_refused() -> None:
    with socket.socket() as outside, pytest.raises(AssertionError, match="stay on this host"):
        outside.connect(("192.0.2.1", 80))


def test_an_undefined_template_variable_fails() -> None:
    template = engines["django"].from_string("{{ nobody_gave_me }}")
    with pytest.raises(pytest.fail.Exception):
        template.render({})
