"""Says whether Wasl runs here, where, and how its parts do. Ends with 0 if all is well, 1 if not, 3 if stopped."""

import json
from argparse import ArgumentParser, Namespace

from wasl.config.launcher import health
from wasl.config.launcher.home import Home
from wasl.config.launcher.state import State, is_held, last_state

SUMMARY = "say whether Wasl runs, and how its parts do"
STOPPED = 3


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def run(given: Namespace) -> int:
    home = Home.from_environment()
    state = last_state(home) if is_held(home) else None
    if state is None:
        print(json.dumps({"phase": "stopped"}) if given.json else f"Wasl does not run for {home.root}.")
        return STOPPED
    found = health.ask(state.address) or {"ok": False, "web": "does not answer"}
    if given.json:
        print(json.dumps({**vars(state), "health": found}))
    else:
        describe(state, found)
    return 0 if state.phase == "running" and found.get("ok") else 1


def describe(state: State, found: dict[str, object]) -> None:
    print(f"Wasl is {state.phase} since {state.started_at} at {state.address}")
    for name, pid in state.children.items():
        again = state.restarts.get(name, 0)
        print(f"  {name}: process {pid}" + (f", started again {again} times" if again else ""))
    for name, value in found.items():
        print(f"  {name}: {value}")
