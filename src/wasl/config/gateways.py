"""Which gateway carries messages, by setting. Without one, no message leaves the host."""

from importlib import import_module
from pathlib import Path

from django.conf import settings

from wasl.messages.gateways import ConsoleGateway, FileGateway, Gateway


class BadGateway(RuntimeError):
    """The setting names no gateway; the text says what to write."""


def gateway_in_force() -> Gateway | None:
    name: str = settings.MESSAGE_GATEWAY
    if not name:
        return None
    if name == "console":
        return ConsoleGateway()
    if name == "file":
        return FileGateway(Path(settings.WASL_HOME) / "outbox")
    module, _colon, kind = name.partition(":")
    try:
        made: Gateway = getattr(import_module(module), kind)()
    except (ImportError, AttributeError, TypeError) as error:
        raise BadGateway(
            f'WASL_MESSAGE_GATEWAY={name!r} names no gateway: write "console", "file" or "package.module:Class".'
        ) from error
    return made
