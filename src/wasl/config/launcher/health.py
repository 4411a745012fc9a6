"""Asks the running web server how it does."""

import json
import ssl
import urllib.error
import urllib.request


def ask(address: str, patience: float = 5.0) -> dict[str, object] | None:
    """What the health address says, well or not; None if nobody answers.

    The certificate is not checked: the question goes to this machine, under a name the certificate may not hold.
    """
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    try:
        with urllib.request.urlopen(f"{address}health", timeout=patience, context=unchecked) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as unwell:
        with unwell:
            return _read(unwell)
    except (OSError, ValueError):
        return None


def _read(answer: urllib.error.HTTPError) -> dict[str, object]:
    try:
        return dict(json.load(answer))
    except ValueError:
        return {"ok": False, "status": answer.code}
