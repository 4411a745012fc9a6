"""Says whether Wasl runs here, where, and how its parts do. Ends with 0 if all is well, 1 if not, 3 if stopped."""

import json
import urllib.error
import urllib.request
from argparse import ArgumentParser, Namespace

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
    health = health_of(state)
    if given.json:
        print(json.dumps({**vars(state), "health": health}))
    else:
        describe(state, health)
    return 0 if state.phase == "running" and health.get("ok") else 1


def describe(state: State, health: dict[str, object]) -> None:
    print(f"Wasl is {state.phase} since {state.started_at} at {state.address}")
    for name, pid in state.children.items():
        again = state.restarts.get(name, 0)
        print(f"  {name}: process {pid}" + (f", started again {again} times" if again else ""))
    for name, value in health.items():
        print(f"  {name}: {value}")


def health_of(state: State) -> dict[str, object]:
    """What the health address answers; an `error` if it does not."""
    try:
        with urllib.request.urlopen(f"{state.address}health", timeout=5) as answer:
            found: dict[str, object] = json.load(answer)
    except urllib.error.HTTPError as refused:
        found = json.load(refused)
    except (OSError, ValueError) as error:
        return {"ok": False, "error": str(error)}
    return found
