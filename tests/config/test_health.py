"""The health address answers when nothing else does, and says nothing about anybody."""

import pytest
from django.test import Client
from tests.conftest import default_connection_to

from wasl.config.launcher.postgres import free_port
from wasl.web import health


@pytest.mark.django_db
def test_without_a_worker_it_is_unwell(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "database": "ok", "worker": "failing", "disk": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_without_a_database_it_still_answers(client: Client, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    nowhere = f"postgresql://wasl_app@127.0.0.1:{free_port()}/wasl"
    with django_db_blocker.unblock(), default_connection_to(nowhere):
        answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["database"] == "failing"


@pytest.mark.django_db
def test_a_full_disk_is_unwell(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 1.0)
    assert client.get("/health").json()["disk"] == "failing"


@pytest.mark.django_db
def test_it_asks_for_no_sign_in_and_no_https(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health").status_code == 503
    assert client.get("/health/").status_code == 301
