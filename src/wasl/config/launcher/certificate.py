"""A certificate and its key, looked at before the web server gets them: its own messages come too late and too long."""

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from wasl.config.launcher.errors import CannotStart


def check(certificate: Path, key: Path) -> None:
    public = _public_bytes(read(certificate).public_key())
    text = key.read_bytes()
    if b"ENCRYPTED" in text:
        raise CannotStart(f"The key {key} asks for a password: remove it with `openssl pkcs8 -topk8 -nocrypt`.")
    if b"-----BEGIN PRIVATE KEY-----" not in text:
        raise CannotStart(
            f"The key {key} is not in the PKCS#8 form: convert it with "
            f"`openssl pkcs8 -topk8 -nocrypt -in {key} -out pkcs8.pem` and name that file in WASL_TLS_KEY."
        )
    try:
        private = serialization.load_pem_private_key(text, None)
    except ValueError:
        raise CannotStart(f"The key {key} cannot be read: put the one of the certificate there.") from None
    if _public_bytes(private.public_key()) != public:
        raise CannotStart(f"The key {key} is not the one of the certificate {certificate}: name the pair.")


def read(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (ValueError, IndexError):
        raise CannotStart(
            f"The certificate {path} cannot be read: it must be PEM, its own first, then its chain."
        ) from None


def ends_at(path: Path) -> datetime:
    """UTC."""
    return read(path).not_valid_after_utc


def _public_bytes(key: object) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return bytes(key.public_bytes(serialization.Encoding.DER, form))  # type: ignore[attr-defined]
