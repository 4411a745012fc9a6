"""A copy of a running installation: PostgreSQL's base backup and the files, encrypted as they flow."""

import json
import os
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psycopg

from wasl.config.backup.comparing import prints_of
from wasl.config.backup.container import CHUNK, Sealer
from wasl.config.backup.keeping import superfluous
from wasl.config.launcher import database
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home, backup_key
from wasl.config.launcher.postgres import last_line

NAME = "wasl-%Y%m%dT%H%M%SZ.wasl"


def take(home: Home, *, admin: str, programs: Path, now: datetime, to: Path | None = None) -> Path:
    """`admin`: the superuser's address. The file appears under its name only when it is whole and on the disk."""
    directory = to or home.backups
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    final = directory / now.astimezone(UTC).strftime(NAME)
    part = final.with_suffix(".part")
    header = {"taken": now.astimezone(UTC).isoformat(timespec="seconds"), "format": 1}
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            write(home, Sealer(stream, backup_key(home), header), admin=admin, programs=programs)
            stream.flush()
            os.fsync(stream.fileno())
        part.rename(final)
    except OSError as error:
        raise CannotStart(
            f"The backup could not be written to {directory} ({error.strerror}): see its space."
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return final


def write(home: Home, sealer: Sealer, *, admin: str, programs: Path) -> None:
    inside = database.with_name(admin, database.NAME)
    with psycopg.connect(inside) as connection:
        sealer.begin("before.json")
        sealer.write(json.dumps(prints_of(connection)).encode())
    sealer.begin("database.tar.gz")
    base_backup(sealer, admin=admin, programs=programs)
    sealer.begin("files.tar")
    files = home.root / "files"
    with tarfile.open(fileobj=sealer, mode="w|") as archive:
        if files.is_dir():
            archive.add(files, arcname="files")
    with psycopg.connect(inside) as connection:
        sealer.begin("after.json")
        sealer.write(json.dumps(prints_of(connection)).encode())
    sealer.finish()


def base_backup(sealer: Sealer, *, admin: str, programs: Path) -> None:
    about = psycopg.conninfo.conninfo_to_dict(admin)
    argv = [
        str(programs / "pg_basebackup"), "--host", str(about["host"]), "--port", str(about["port"]),
        "--username", str(about["user"]), "--no-password", "--pgdata", "-", "--format", "tar",
        "--wal-method", "fetch", "--checkpoint", "fast", "--compress", "client-gzip:1",
    ]  # fmt: skip
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGPASSWORD": str(about["password"])}
    with subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        copy(process.stdout, sealer)
        reason = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise CannotStart(f"The database could not be copied: {last_line(reason)}.")


def copy(source: IO[bytes], target: Sealer) -> None:
    while content := source.read(CHUNK):
        target.write(content)


def sweep(directory: Path) -> list[Path]:
    """Removes the backups that are not kept any more, and says which."""
    taken = {datetime.strptime(path.name, NAME).replace(tzinfo=UTC): path for path in directory.glob("wasl-*.wasl")}
    gone = [taken[instant] for instant in sorted(superfluous(taken))]
    for path in gone:
        path.unlink()
    return gone
