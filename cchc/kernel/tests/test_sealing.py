"""Seals: what was sealed fits, nothing else does, and the key stays with the installation."""

import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import places, sealing
from cchc.kernel.sealing import Seal


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    return tmp_path


def test_a_key_is_made_once_and_read_by_its_owner_alone(home: Path) -> None:
    first, second = sealing.seal(b"a"), sealing.seal(b"b")
    assert first.key == second.key
    assert stat.S_IMODE((home / sealing.KEY_FILE).stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == [sealing.KEY_FILE]


def test_another_installation_has_another_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = sealing.seal(b"a")
    monkeypatch.setenv("CCHC_HOME", str(home / "another"))
    there = sealing.seal(b"a")
    assert here.key != there.key
    assert not Seal(there.signature, here.key).fits(b"a")


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_seal_fits_what_was_sealed_and_nothing_else(content: bytes, other: bytes) -> None:
    sealed = sealing.seal(content)
    assert sealed.fits(content)
    assert sealed.fits(other) == (other == content)


@pytest.mark.parametrize(("signature", "key"), [(b"", b""), (b"x" * 64, b"y" * 32), (b"x", b"y" * 31)])
def test_what_is_no_seal_fits_nothing(signature: bytes, key: bytes) -> None:
    assert not Seal(signature, key).fits(b"")


def test_openssl_comes_to_the_same(home: Path) -> None:
    sealed = sealing.seal(b"kq")
    names = {"content": b"kq", "signature": sealed.signature, "key.pem": sealed.pem}
    for name, content in names.items():
        (home / name).write_bytes(content)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "content"]
    command += ["-sigfile", "signature"]
    assert subprocess.run(command, cwd=home, capture_output=True).returncode == 0
    (home / "content").write_bytes(b"kg")
    assert subprocess.run(command, cwd=home, capture_output=True).returncode != 0


def test_a_file_that_is_half_there_is_never_read(home: Path) -> None:
    (home / "secret").write_bytes(b"first")
    assert places.made_once("secret", lambda: pytest.fail("it was there")) == b"first"
