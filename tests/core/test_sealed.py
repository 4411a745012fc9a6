import base64
import stat

import pytest

from wasl.core import sealed


@pytest.fixture
def keys(tmp_path, monkeypatch):
    monkeypatch.setenv("WASL_KEYS", str(tmp_path))
    sealed.ring.cache_clear()
    yield sealed.create_ring(tmp_path)
    sealed.ring.cache_clear()


def test_what_is_sealed_comes_back(keys):
    assert sealed.unseal(sealed.seal("دمنات".encode())) == "دمنات".encode()


def test_two_seals_of_one_value_differ(keys):
    assert sealed.seal(b"AB123456") != sealed.seal(b"AB123456")


def test_old_values_stay_readable_after_a_rotation(keys):
    before = sealed.seal_text("JB44551")
    sealed.rotate(keys.parent)
    assert sealed.unseal_text(before) == "JB44551"
    assert sealed.seal(b"x")[:4] != base64.urlsafe_b64decode(before)[:4]


def test_a_value_of_another_row_is_refused(keys):
    value = sealed.seal(b"note", context=b"row 1")
    with pytest.raises(sealed.CannotUnseal):
        sealed.unseal(value, context=b"row 2")


def test_an_altered_value_is_refused(keys):
    value = bytearray(sealed.seal(b"note"))
    value[-1] ^= 1
    with pytest.raises(sealed.CannotUnseal):
        sealed.unseal(bytes(value))


def test_a_lost_key_is_said(keys):
    value = sealed.seal(b"note")
    keys.unlink()
    sealed.ring.cache_clear()
    sealed.create_ring(keys.parent)
    with pytest.raises(sealed.CannotUnseal):
        sealed.unseal(value)


def test_a_missing_ring_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("WASL_KEYS", str(tmp_path / "none"))
    sealed.ring.cache_clear()
    with pytest.raises(sealed.KeysMissing, match="put the key file back"):
        sealed.ring()


def test_nobody_else_may_read_the_ring(keys):
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600


def test_a_ring_is_never_made_anew_over_an_old_one(keys):
    before = keys.read_text()
    sealed.create_ring(keys.parent)
    assert keys.read_text() == before


def test_the_blind_index_is_stable_and_tells_apart(keys):
    assert sealed.blind_index("JB44551") == sealed.blind_index("JB44551") != sealed.blind_index("JB44552")
