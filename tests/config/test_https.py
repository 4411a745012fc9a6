"""HTTPS by a certificate of one's own, or by a proxy that holds it."""

import http.client
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from tests.config.launched import Launched

from wasl.config.doctor import findings
from wasl.config.launcher import certificate
from wasl.config.launcher.errors import CannotStart

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def pair(
    directory: Path, form: PrivateFormat = PrivateFormat.PKCS8, password: bytes | None = None
) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = directory / "certificate.pem", directory / "key.pem"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, form, encryption))
    return paths


def test_a_given_certificate_serves_https_with_secure_cookies(home: Launched, directory: Path) -> None:
    given, key = pair(directory)
    home.more = {"WASL_TLS_CERTIFICATE": str(given), "WASL_TLS_KEY": str(key)}
    home.start()
    trusting = ssl.create_default_context(cafile=str(given))
    connection = http.client.HTTPSConnection("localhost", home.port, timeout=20, context=trusting)
    connection.request("GET", "/sign-in/?next=/", headers={"Accept-Language": "fr"})
    answer = connection.getresponse()
    answer.read()
    cookies = answer.msg.get_all("set-cookie", [])
    connection.close()
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    assert cookies
    assert all("; Secure" in cookie for cookie in cookies)
    assert home.wasl("status").stdout.startswith("Wasl is running")
    assert home.stop() == 0


@pytest.mark.parametrize(
    ("form", "password", "sentence"),
    [
        (PrivateFormat.TraditionalOpenSSL, None, "not in the PKCS#8 form: convert it with `openssl pkcs8"),
        (PrivateFormat.PKCS8, b"secret", "asks for a password"),
    ],
)
def test_a_key_of_another_form_is_one_sentence(
    directory: Path, form: PrivateFormat, password: bytes | None, sentence: str
) -> None:
    with pytest.raises(CannotStart, match=sentence):
        certificate.check(*pair(directory, form, password))


def test_a_key_of_another_certificate_is_one_sentence(directory: Path) -> None:
    (directory / "other").mkdir()
    given, _ = pair(directory)
    _, other = pair(directory / "other")
    with pytest.raises(CannotStart, match="is not the one of the certificate"):
        certificate.check(given, other)


def test_something_else_than_a_certificate_is_one_sentence(directory: Path) -> None:
    _, key = pair(directory)
    with pytest.raises(CannotStart, match="it must be PEM"):
        certificate.check(key, key)


@pytest.mark.parametrize(("days", "grade"), [(-1, "bad"), (0, "bad"), (29, "care"), (31, "well")])
def test_the_end_of_a_certificate_is_seen_coming(days: int, grade: str) -> None:
    assert findings.of_certificate(ends=NOW + timedelta(days=days), now=NOW).grade == grade


def proxied(home: Launched, proto: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", home.port, timeout=20)
    headers = {"Host": "localhost", "X-Forwarded-Proto": proto, "X-Forwarded-For": "192.0.2.9"}
    connection.request("GET", "/", headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_only_a_trusted_proxy_is_believed(home: Launched) -> None:
    home.more = {"WASL_HTTPS": "1", "WASL_TRUSTED_PROXIES": "127.0.0.1"}
    home.start()
    assert not proxied(home, "https").headers["location"].startswith("https://")
    assert proxied(home, "http").headers["location"].startswith("https://")
    assert home.stop() == 0


def test_a_stranger_is_not_believed(home: Launched) -> None:
    home.more = {"WASL_HTTPS": "1", "WASL_TRUSTED_PROXIES": "192.0.2.1"}
    home.start()
    assert proxied(home, "https").headers["location"].startswith("https://")
    assert home.stop() == 0
