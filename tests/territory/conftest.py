import pytest
from django.db import transaction

from wasl.territory.commands import load_reference


@pytest.fixture(scope="session")
def reference(django_db_setup, django_db_blocker):
    """The country as shipped, committed once for the whole run: loading is idempotent, and nobody writes to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        return load_reference()
