"""Whatever goes to a person leaves by one door, which asks whether she may be reached; one that goes round fails."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "wasl"
DOOR = "people/commands/reaching.py"
#: What hands something to the outbox or to a gateway, and the only files that may call it.
SENDERS = {
    "queue_message": {DOOR},
    "send_due": {"config/schedule.py"},
    "ConsoleGateway": {"config/gateways.py"},
    "FileGateway": {"config/gateways.py"},
}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def callers(source: str) -> set[str]:
    return {called(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}


def modules():
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_only_the_door_puts_a_message_in_the_outbox():
    found = {name: set() for name in SENDERS}
    for path in modules():
        for name in callers(path.read_text()) & set(SENDERS):
            found[name].add(str(path.relative_to(SOURCE)))
    assert found == SENDERS


def test_a_sly_sender_would_be_seen():
    assert "queue_message" in callers("def sly():\n    commands.queue_message(job='x')")
    assert "queue_message" in callers("from wasl.messages.commands import queue_message\nqueue_message()")


def test_nobody_writes_a_row_of_the_outbox_beside_its_commands():
    rows = {"Message(", "Message.objects", "outbox_message"}
    allowed = {"messages/commands.py", "messages/queries.py", "messages/models.py"}
    found = {
        str(path.relative_to(SOURCE))
        for path in modules()
        if "wasl.messages.models" in (text := path.read_text()) and any(word in text for word in rows)
    }
    assert found <= allowed


def test_the_import_contract_says_the_same():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (door,) = [one for one in contracts if one.get("protected_modules") == ["wasl.messages.commands"]]
    assert "wasl.people.commands.reaching" in door["allowed_importers"]
    assert [one for one in door["allowed_importers"] if one.startswith("wasl.web") and "reminders" not in one] == []


def test_no_call_leaves_the_host_from_the_room_of_messages():
    """Neither of the shipped gateways knows how to open a connection."""
    text = "".join(path.read_text() for path in (SOURCE / "messages").glob("*.py"))
    words = ("import socket", "urllib", "http.client", "import requests", "import httpx", "smtplib", "subprocess")
    assert [word for word in words if word in text] == []
