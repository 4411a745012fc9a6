import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.access.factories import account, posting
from tests.assistance import factories
from wasl.access.queries import actor_of


@pytest.fixture
def place(db, monkeypatch):
    """The small institution at this hour, with the catalogue as shipped."""
    monkeypatch.setattr(factories, "NOW", timezone.now())
    return factories.Place()


class Desk:
    """A browser signed in under one posting, and the actor it stands for."""

    def __init__(self, role, unit):
        self.client = Client()
        holder = account(unit)
        self.actor = actor_of(posting=posting(role, unit, holder=holder))
        self.client.force_login(holder)

    def get(self, name, /, *args, **query):
        return self.client.get(reverse(f"rights:{name}", args=args), query)

    def post(self, name, /, *args, **data):
        return self.client.post(reverse(f"rights:{name}", args=args), data)


@pytest.fixture
def desk_of():
    return Desk
