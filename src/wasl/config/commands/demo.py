"""Fills an empty database with the demo world, then serves it. A demo database can never turn real."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace

import django

from wasl.config.commands import up
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command

SUMMARY = "load the demo world and serve it"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="only load")
    # Loading runs in a process of its own, so that the one that supervises stays small and single-threaded.
    parser.add_argument("--inside", action="store_true", help="for Wasl itself")


def run(given: Namespace) -> int:
    if given.inside:
        return load()
    with database_for_command(Home.from_environment(), say) as addresses:
        argv = [sys.executable, "-m", "wasl.config.command", "demo", "--inside"]
        env = {**os.environ, "DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
        env.pop("WASL_OWNER_DATABASE_URL", None)
        if subprocess.run(argv, env=env, check=False).returncode:
            raise CannotStart("The demo world could not be loaded; the lines above say why.")
    return 0 if given.no_serve else up.run(given)


def load() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    django.setup()
    from wasl.network.models import Institution
    from wasl.simulation import demo

    institution = Institution.objects.first()
    if institution is not None and institution.mode != Institution.Mode.DEMO:
        raise CannotStart("This is a real institution: set WASL_HOME to another directory for the demo.")
    demo.load(progress=say)
    for line in demo.welcome():
        say(line)
    return 0


def say(text: str) -> None:
    print(text, flush=True)
