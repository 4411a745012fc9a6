"""Breaks each guard in a copy of the project and fails if one stays green.

prove_guards.py [NAME …] runs all guards, or those whose name contains one of the words given.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sabotages import GUARDS, Guard

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "var", "dist", "__pycache__", "*.pyc", ".*_cache", "vendor", "fonts"
)
SHARED = (".venv", "node_modules", "src/wasl/web/static/vendor", "src/wasl/documents/fonts")


def copy_to(place: Path) -> None:
    """The working tree, with what is only downloaded or built linked instead of copied."""
    shutil.copytree(ROOT, place, ignore=LEFT_OUT, dirs_exist_ok=True)
    for name in SHARED:
        if (ROOT / name).exists():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).symlink_to((ROOT / name).resolve())


def broken(guard: Guard, place: Path) -> list[tuple[Path, str | None]]:
    """Applies the edits; answers what to put back. An edit that finds nothing to change is itself a failure."""
    before: list[tuple[Path, str | None]] = []
    for edit in guard.edits:
        path = place / edit.file
        text = path.read_text() if path.exists() else None
        before.append((path, text))
        if edit.old is None:
            path.write_text((text or "") + edit.new)
        elif text is None or edit.old not in text:
            raise SystemExit(f"{guard.name}: {edit.file} no longer holds what this guard breaks: mend sabotages.py")
        else:
            path.write_text(text.replace(edit.old, edit.new))
    return before


def is_red(command: tuple[str, ...], place: Path) -> bool:
    environment = os.environ | {"PYTHONPATH": f"{place}/src", "PYTHONDONTWRITEBYTECODE": "1"}
    if "django" in command:
        environment["DJANGO_SETTINGS_MODULE"] = "wasl.config.settings"
    return (
        subprocess.run(
            [f".venv/bin/{command[0]}", *command[1:]], cwd=place, env=environment, capture_output=True
        ).returncode
        != 0
    )


def main(words: list[str]) -> int:
    guards = [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]
    green: list[str] = []
    with tempfile.TemporaryDirectory(prefix="wasl-guards-") as temporary:
        place = Path(temporary) / "copy"
        copy_to(place)
        # A check that is red already proves nothing by staying red.
        for command in sorted({guard.command for guard in guards}):
            if is_red(command, place):
                raise SystemExit(f"Red before anything was broken: {' '.join(command)}")
        for guard in guards:
            began = time.monotonic()
            before = broken(guard, place)
            red = is_red(guard.command, place)
            for path, text in before:
                path.unlink() if text is None else path.write_text(text)
            print(f"{'holds ' if red else 'ASLEEP'} {time.monotonic() - began:5.1f} s  {guard.name}", flush=True)
            if not red:
                green.append(guard.name)
    print(f"{len(guards) - len(green)} of {len(guards)} guards hold.")
    return 1 if green else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
