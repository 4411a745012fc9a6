"""Serves until it is told to stop (Ctrl-C, TERM): the database, the web server and the worker under one hand."""

from argparse import ArgumentParser, Namespace

from wasl.config.launcher import configuration
from wasl.config.launcher.home import Home
from wasl.config.launcher.state import sole_launcher
from wasl.config.launcher.supervisor import Supervisor

SUMMARY = "serve this institution"


def arguments(parser: ArgumentParser) -> None:
    pass


def run(given: Namespace) -> int:
    home = Home.from_environment().prepare()
    chosen = configuration.read()
    with sole_launcher(home):
        Supervisor(home, chosen).run()
    return 0
