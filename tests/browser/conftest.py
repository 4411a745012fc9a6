"""A served site on a database of its own, and Chromium to look at it.

`site.page(role=…, lang=…, width=…)` opens a page signed in under that role; every error in its console fails the test.
"""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from tests.access.factories import PASSWORD, account, posting
from tests.conftest import default_connection_to
from tests.network.factories import SmallInstitution

# The browser driver runs an event loop in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Debian's Chromium on the machine these tests cannot run; the build machine has it."""
    if Path(browser_path()).exists() or os.environ.get("CI"):
        return
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)"))


def browser_path() -> str:
    return os.environ.get("WASL_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Nothing."""


@dataclass
class Site:
    """A running site; `institution` is the small fictional one."""

    address: str
    chromium: Any
    institution: SmallInstitution
    contexts: list[Any] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def account_of(self, role: str) -> Any:
        """A new account posted as this role in the centre, or where the role is held."""
        place = {
            "DELEGATE": "delegation", "STATISTICIAN": "hq", "SYSTEM_ADMIN": "hq", "ADJUDICATOR": "delegation",
            "ADJUDICATOR_PROTECTED": "hq",
        }.get(role, "centre")  # fmt: skip
        unit = getattr(self.institution, place)
        return posting(role, unit, holder=account(unit, password=PASSWORD)).account

    def session_of(self, account: Any) -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = django_settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        return session.session_key

    def page(self, *, role: str | None = None, lang: str = "fr", width: int = 1280, **options: Any) -> Any:
        context = self.chromium.new_context(viewport={"width": width, "height": 900}, **options)
        self.contexts.append(context)
        cookies = [{"name": "wasl_language", "value": lang, "url": self.address}]
        context.add_cookies(cookies)
        if role:
            self.sign_in(context, self.account_of(role))
        page = context.new_page()
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def sign_in(self, context: Any, account: Any) -> None:
        context.add_cookies([{"name": "wasl", "value": self.session_of(account), "url": self.address}])

    def _heard(self, kind: str, text: str) -> None:
        # The browser reports the status of an error page it was asked to show; that is not an error of the page.
        if kind in {"error", "warning"} and "Failed to load resource" not in text:
            self.complaints.append(text)


@contextmanager
def serving() -> Iterator[str]:
    """The application on a free port of this host, in threads; its address."""
    web = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    web.daemon_threads = True
    web.set_app(get_wsgi_application())
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    web.server_close()
    thread.join()


@pytest.fixture(scope="module")
def served(server: Any, django_db_blocker: Any) -> Iterator[tuple[str, SmallInstitution]]:
    """One site for the tests of a file: its address and its institution."""
    engine = django_settings.TEMPLATES[0]
    templates = [{**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
    with (
        server.clone(f"browser_{secrets.token_hex(4)}") as addresses,
        django_db_blocker.unblock(),
        default_connection_to(addresses.app),
        override_settings(ROOT_URLCONF="tests.browser.gallery", TEMPLATES=templates),
        serving() as address,
    ):
        yield address, SmallInstitution()


@pytest.fixture
def site(served: tuple[str, SmallInstitution], chromium: Any, django_db_blocker: Any) -> Iterator[Site]:
    address, institution = served
    site = Site(address, chromium, institution)
    with django_db_blocker.unblock():
        yield site
    for context in site.contexts:
        context.close()
    assert site.complaints == []


@pytest.fixture
def record_picture() -> Any:
    """Keeps a picture of the page when WASL_PICTURES names a directory."""

    def record(page: Any, name: str) -> None:
        directory = os.environ.get("WASL_PICTURES")
        if directory:
            page.screenshot(path=str(Path(directory, f"{name}.png")), full_page=True)

    return record
