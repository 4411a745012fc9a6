"""Puts a copy back: beside the data to prove that it is true, or in their place."""

import json
import os
import secrets
import shutil
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from wasl.config.backup.comparing import Prints, differences, prints_of
from wasl.config.backup.container import Opener
from wasl.config.launcher import database
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home, database_secrets, write_private
from wasl.config.launcher.postgres import Cluster

Say = Callable[[str], None]


@dataclass(frozen=True)
class Unpacked:
    """What a backup held, on disk; `data` is a data directory that no server has opened yet."""

    data: Path
    files: Path
    taken: str
    before: Prints
    after: Prints

    @property
    def rows(self) -> int:
        return sum(rows for rows, _ in self.before.values())


def unpack(backup: Path, key: bytes, cluster: Cluster, place: Path) -> Unpacked:
    """Opens the backup below `place`; raises before anything of the installation is touched."""
    data, found = place / "data", {}
    data.mkdir(mode=0o700)
    with backup.open("rb") as stream:
        opener = Opener(stream, key)
        for name, section in opener.sections():
            if name == "database.tar.gz":
                with tarfile.open(fileobj=section, mode="r|gz") as archive:
                    archive.extractall(data, filter="data")
            elif name == "files.tar":
                with tarfile.open(fileobj=section, mode="r|") as archive:
                    archive.extractall(place, filter="data")
            else:
                found[name] = json.loads(section.read())
        taken = str(opener.header["taken"])
    make_servable(cluster, data)
    cluster.run("pg_verifybackup", "--quiet", data)
    return Unpacked(data, place / "files", taken, found["before.json"], found["after.json"])


def make_servable(cluster: Cluster, data: Path) -> None:
    """Rights that PostgreSQL insists on."""
    cluster.give(data)
    data.chmod(0o700)
    for path in data.rglob("*"):
        cluster.give(path)
        path.chmod(0o700 if path.is_dir() else 0o600)


def set_password(cluster: Cluster, password: str) -> None:
    """The copy knows the passwords of the machine it was made on; without a server nobody asks for one."""
    command = f"alter role postgres password '{password}'\n"
    cluster.run("postgres", "--single", "-D", cluster.data, "postgres", input_text=command)


def compare(cluster: Cluster, unpacked: Unpacked) -> list[str]:
    inside = cluster.url("postgres", cluster.password, database.NAME)
    with psycopg.connect(inside) as connection:
        restored = prints_of(connection)
    return differences(before=unpacked.before, after=unpacked.after, restored=restored)


def verify(home: Home, backup: Path, key: bytes) -> Unpacked:
    """Restores beside the running data, starts a server on the copy, compares every table, removes it all."""
    cluster = Cluster(home.database, secrets.token_urlsafe(24))
    place = Path(tempfile.mkdtemp(prefix="check-", dir=cluster.root))
    place.chmod(0o755)
    try:
        unpacked = unpack(backup, key, cluster, place)
        cluster.data, cluster.start_log = unpacked.data, place / "start.log"
        set_password(cluster, cluster.password)
        cluster.start()
        try:
            found = compare(cluster, unpacked)
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if found:
        raise CannotStart(f"The backup {backup.name} does not hold what it should: {'; '.join(found)}.")
    note = {
        "at": datetime.now(UTC).isoformat(),
        "backup": backup.name,
        "tables": len(unpacked.before),
        "rows": unpacked.rows,
    }
    write_private(home.backups / "verified.json", json.dumps(note))
    return unpacked


def restore(home: Home, backup: Path, key: bytes, say: Say) -> Unpacked:
    """Replaces database and files; what was there before is kept beside, under a name with the hour."""
    cluster = Cluster(home.database, database_secrets(home)["postgres"], say=say)
    cluster.settle_earlier_server()
    place = Path(tempfile.mkdtemp(prefix="restore-", dir=cluster.root))
    place.chmod(0o755)
    try:
        unpacked = unpack(backup, key, cluster, place)
        say(f"The backup of {unpacked.taken} is whole; putting it in place")
        put(unpacked.data, cluster.data)
        if unpacked.files.is_dir():
            put(unpacked.files, home.root / "files")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    set_password(cluster, cluster.password)
    cluster.start()
    try:
        found = compare(cluster, unpacked)
    finally:
        cluster.stop()
    if found:
        raise CannotStart(f"The restored data differ from what was backed up: {'; '.join(found)}.")
    return unpacked


def put(new: Path, place: Path) -> None:
    if place.exists():
        aside = place.with_name(f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{place.name}")
        place.rename(aside)
    os.makedirs(place.parent, exist_ok=True)
    shutil.move(new, place)
