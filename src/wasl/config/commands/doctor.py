"""Tests this installation and says the remedy of each failing. Ends with 0 if nothing is bad."""

import json
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

import django

from wasl.config.doctor import findings, machine
from wasl.config.doctor.findings import Finding, Grade, bad, well
from wasl.config.launcher import configuration, opening, ring
from wasl.config.launcher.certificate import ends_at
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command
from wasl.core import sealed

SUMMARY = "test this installation; each failing with its remedy"
MARKS = {Grade.WELL: "  ok ", Grade.CARE: "care ", Grade.BAD: " BAD "}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def run(given: Namespace) -> int:
    found = list(examine(Home.from_environment().prepare()))
    if given.json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False))
    else:
        for finding in found:
            print(f"{MARKS[finding.grade]} {finding.subject}: {finding.text}")
            if finding.remedy:
                print(f"       {finding.remedy}")
    return 1 if findings.worst(found) == Grade.BAD else 0


def examine(home: Home) -> Iterator[Finding]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    yield machine.disk(home)
    try:
        with database_for_command(home) as addresses:
            os.environ |= {"DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
            django.setup()
            yield from inside(home, addresses.app, addresses.owner)
    except CannotStart as reason:
        what, _, remedy = str(reason).partition(": ")
        yield bad("start", what, remedy)
    yield from machine.rights(home)
    yield machine.key_place(home)
    yield from exposure()
    yield from certificate()


def inside(home: Home, app: str, owner: str) -> Iterator[Finding]:
    from wasl.config.doctor import database

    yield from database.server(app)
    yield database.tables(app)
    yield from database.walls()
    yield from database.journal()
    yield from database.clocks()
    yield database.zone()
    yield keys(home, owner)
    newest, verified = machine.last_backups(home)
    yield from findings.of_backups(newest=newest, verified=verified, now=datetime.now(UTC), is_demo=database.is_demo())


def keys(home: Home, owner: str) -> Finding:
    with opening.connect(owner, "WASL_OWNER_DATABASE_URL") as connection:
        lost = ring.noted(connection) - ring.checks(home.keys / sealed.FILE)
    if lost:
        return bad("keys", "The key file is not the one this database was written with.", "Put its safe copy back.")
    return well("keys", "the database was written with these keys; their loss cannot be repaired: keep two copies")


def certificate() -> Iterator[Finding]:
    path = configuration.read().certificate
    if path:
        yield findings.of_certificate(ends=ends_at(path), now=datetime.now(UTC))


def exposure() -> list[Finding]:
    from django.conf import settings

    chosen = configuration.read()
    return findings.of_exposure(
        host=chosen.host,
        https=settings.HTTPS or chosen.certificate is not None,
        certificate=chosen.certificate is not None,
        proxies=settings.TRUSTED_PROXIES,
        names=settings.ALLOWED_HOSTS,
        origins=settings.CSRF_TRUSTED_ORIGINS,
    )
