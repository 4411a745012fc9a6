"""Fills an empty database with the demo world, then serves it. A demo database can never turn real."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace

import django

from wasl.config.launcher import configuration, opening
from wasl.config.launcher.database import Addresses
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command
from wasl.config.launcher.state import sole_launcher
from wasl.config.launcher.supervisor import Supervisor

SUMMARY = "load the demo world and serve it"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="only load")
    # Loading runs in a process of its own, so that the one that supervises stays small and single-threaded.
    parser.add_argument("--inside", action="store_true", help="for Wasl itself")


def run(given: Namespace) -> int:
    if given.inside:
        return load()
    home = Home.from_environment().prepare()
    if given.no_serve:
        with database_for_command(home, say) as addresses:
            fill(home, addresses, changed=True)
        return 0
    chosen = configuration.read()
    with sole_launcher(home):
        Supervisor(home, chosen, lambda addresses, changed: fill(home, addresses, changed=changed)).run()
    return 0


def fill(home: Home, addresses: Addresses, *, changed: bool) -> None:
    """Loads what is missing; on a later start of the same version only the welcome is said again."""
    welcome = home.run / "welcome.txt"
    if mode_of(addresses) is None:
        say("Loading the demo world")
    if changed or not welcome.exists() or mode_of(addresses) != "demo":
        argv = [sys.executable, "-m", "wasl.config.command", "demo", "--inside"]
        env = {**os.environ, "DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
        env.pop("WASL_OWNER_DATABASE_URL", None)
        if subprocess.run(argv, env=env, check=False).returncode:
            raise CannotStart("The demo world could not be loaded; the lines above say why.")
        # Without statistics the first reports would take a plan for a small table; the application may not gather them.
        if addresses.owner:
            with opening.connect(addresses.owner, "WASL_OWNER_DATABASE_URL") as connection:
                connection.execute("analyze")
    say(welcome.read_text())


def mode_of(addresses: Addresses) -> str | None:
    with opening.connect(addresses.app, "DATABASE_URL") as connection:
        row = connection.execute("select mode from network_institution").fetchone()
    return str(row[0]) if row else None


def load() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    django.setup()
    from django.utils import timezone

    from wasl.simulation import demo

    try:
        is_new = demo.load(progress=lambda line: say(f"  {line}"))
    except demo.NotEmpty:
        raise CannotStart("This is a real institution: set WASL_HOME to another directory for the demo.") from None
    if is_new:
        # The engine is loaded here only, in a process that ends.
        from wasl.watch.running.run import run_watch

        made = run_watch(now=timezone.now(), today=timezone.localdate())
        say(f"  {made.figures['new']} alerts for the watch cell of Azilal")
        # The worker foretells the year to come, and counts, while the first pages are being looked at.
        from procrastinate.contrib.django import app

        for task, lock in (("who_lacks_what", "who lacks what"), ("needs_to_come", "needs to come")):
            job = app.configure_task(f"wasl.config.schedule.{task}", queueing_lock=lock)
            job.defer(timestamp=int(timezone.now().timestamp()))
    (Home.from_environment().run / "welcome.txt").write_text("\n".join(demo.welcome()))
    return 0


def say(text: str) -> None:
    print(text, flush=True)
