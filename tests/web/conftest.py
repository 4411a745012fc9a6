"""A small institution at this hour, and a browser signed in as one of its workers."""

import pytest
from django.utils import timezone

from tests.assistance import factories
from wasl.access.models import Account


@pytest.fixture
def place(db, monkeypatch):
    monkeypatch.setattr(factories, "NOW", timezone.now())
    return factories.Place()


@pytest.fixture
def open_as(client):
    def opened(actor, language="fr"):

        client.force_login(Account.objects.get(pk=actor.account_id))
        client.cookies["wasl_language"] = language
        return client

    return opened
