"""From `wasl demo` to the first page, on an empty home and again on a full one.

The anchor is the least any such program pays: Python loading Django and this project's settings and models. CPU time
of all child processes; wall-clock time is shown beside it.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from wasl.config.launcher.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(home: str, port: int) -> dict[str, str]:
    # The benches' own settings and database are not the server's.
    dropped = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "WASL_OWNER_DATABASE_URL", "WASL_KEYS"}
    inherited = {name: value for name, value in os.environ.items() if name not in dropped}
    return inherited | {"WASL_HOME": home, "WASL_PORT": str(port), "PYTHONPATH": str(ROOT / "src")}


def _start(home: str) -> tuple[float, float]:
    """Seconds of wall clock until the first page, and of CPU of everything started and stopped."""
    port = free_port()
    cpu, began = _children_cpu(), time.perf_counter()
    argv = [sys.executable, "-m", "wasl.config.command", "demo"]
    server = subprocess.Popen(argv, env=_environment(home, port), stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wall = _first_page(port, began)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
    return wall, _children_cpu() - cpu


def _first_page(port: int, began: float) -> float:
    while time.perf_counter() - began < PATIENCE:
        try:
            with urlopen(f"http://127.0.0.1:{port}/account/sign-in/", timeout=5) as page:
                if page.status == 200:
                    return time.perf_counter() - began
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"No page after {PATIENCE} s.")


def _bare() -> float:
    """CPU seconds of a Python that only loads the project."""
    cpu = _children_cpu()
    code = "import django; django.setup()"
    environment = _environment("/nonexistent", 1) | {"DJANGO_SETTINGS_MODULE": "wasl.config.settings"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    return _children_cpu() - cpu


def lines() -> Iterator[str]:
    home = tempfile.mkdtemp(prefix="wasl-bench-")
    try:
        first_wall, first_cpu = _start(home)
        later = sorted(_start(home) for _ in range(3))[1]
        bare = sorted(_bare() for _ in range(3))[1]
    finally:
        shutil.rmtree(home, ignore_errors=True)
    yield f"first start with the demo world: {first_wall:.1f} s wall, {first_cpu:.1f} s CPU (goal: 60 s wall)"
    yield (
        f"later start: {later[0]:.1f} s wall, {later[1]:.2f} s CPU; anchor, Django loaded alone {bare:.2f} s CPU, "
        f"ratio {later[1] / bare:.1f} (goal: 10 s wall)"
    )
