import json
import uuid

import pytest

from wasl.config.gateways import BadGateway, gateway_in_force
from wasl.messages.gateways import ConsoleGateway, FileGateway, Parcel, Unreachable
from wasl.messages.rules import Channel


def parcel(**values):
    given = {
        "id": uuid.uuid4(),
        "channel": Channel.SMS,
        "number": "0661234509",
        "language": "fr",
        "text": "Rendez-vous.",
    }
    return Parcel(**given | values)


def test_the_console_says_what_would_leave_and_cannot_tell_afterwards():
    said = []
    one = parcel()
    gateway = ConsoleGateway(said.append)
    gateway.send(one)
    assert said == ["sms 0661234509: Rendez-vous.\n"]
    assert gateway.was_sent(one.id) is None


def test_a_file_is_there_whole_and_read_by_its_owner_alone(tmp_path):
    one = parcel()
    FileGateway(tmp_path).send(one)
    (path,) = tmp_path.glob("*.json")
    assert json.loads(path.read_text()) == {
        "id": str(one.id), "channel": "sms", "number": "0661234509", "language": "fr", "text": "Rendez-vous.",
    }  # fmt: skip
    assert path.stat().st_mode & 0o077 == 0
    assert [other.name for other in tmp_path.iterdir()] in ([path.name, "taken"], ["taken", path.name])


def test_a_file_is_never_written_twice_even_once_it_was_taken(tmp_path):
    gateway, one = FileGateway(tmp_path), parcel()
    gateway.send(one)
    (path,) = tmp_path.glob("*.json")
    path.rename(tmp_path / "taken" / path.name)
    gateway.send(one)
    assert list(tmp_path.glob("*.json")) == []
    assert gateway.was_sent(one.id) is True
    assert gateway.was_sent(uuid.uuid4()) is False


def test_a_directory_that_is_gone_is_a_failure_for_a_while(tmp_path):
    gateway = FileGateway(tmp_path / "outbox")
    gateway.taken.rmdir()
    gateway.directory.rmdir()
    with pytest.raises(Unreachable):
        gateway.send(parcel())


def test_without_a_setting_there_is_no_gateway(settings):
    settings.MESSAGE_GATEWAY = ""
    assert gateway_in_force() is None


@pytest.mark.parametrize(
    ("name", "kind"), [("console", ConsoleGateway), ("wasl.messages.gateways:ConsoleGateway", ConsoleGateway)]
)
def test_a_setting_names_the_gateway(settings, name, kind):
    settings.MESSAGE_GATEWAY = name
    assert isinstance(gateway_in_force(), kind)


def test_the_file_gateway_writes_below_the_installations_own_home(settings, tmp_path):
    settings.MESSAGE_GATEWAY, settings.WASL_HOME = "file", tmp_path
    assert gateway_in_force().directory == tmp_path / "outbox"


@pytest.mark.parametrize("name", ["sms", "no.such:Gateway", "wasl.messages.gateways:Nothing"])
def test_a_setting_that_names_none_says_what_to_write(settings, name):
    settings.MESSAGE_GATEWAY = name
    with pytest.raises(BadGateway, match="console"):
        gateway_in_force()
