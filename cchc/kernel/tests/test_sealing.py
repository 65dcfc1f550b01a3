"""Seals: what was sealed fits, nothing else does, and the key stays with the installation."""

import errno
import os
import stat
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import commands, places, sealing, sealing_command, sealing_keys
from cchc.kernel.environment import Misset
from cchc.kernel.refusal import Refusal
from cchc.kernel.sealing import Seal, Verdict
from cchc.kernel.sealing_keys import Standing


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    return tmp_path


def test_a_key_is_made_once_and_read_by_its_owner_alone(home: Path) -> None:
    first, second = sealing.seal(b"a"), sealing.seal(b"b")
    assert first.key == second.key
    assert stat.S_IMODE((home / sealing_keys.KEY_FILE).stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == [sealing_keys.KEY_FILE]


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


def by_another(monkeypatch: pytest.MonkeyPatch, home: Path, content: bytes) -> Seal:
    """Seal as somebody who has the program and the database, and not this installation's folder."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("CCHC_HOME", str(home / "another"))
        return sealing.seal(content)


def test_a_seal_counts_only_by_a_key_of_this_installation(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = sealing.seal(b"kq"), by_another(monkeypatch, home, b"kq")
    verdicts = {
        Verdict.WHOLE: (b"kq", ours),
        Verdict.ALTERED: (b"kg", ours),
        Verdict.STRANGE: (b"kq", theirs),
        Verdict.UNSEALED: (b"kq", None),
    }
    for verdict, (content, laid) in verdicts.items():
        assert sealing.verdict(content, laid) == verdict
    assert sealing.verdict(b"kq", Seal(theirs.signature, ours.key)) == Verdict.ALTERED
    assert sealing.verdict(b"kq", Seal(b"", b"")) == Verdict.STRANGE


@pytest.mark.parametrize(("revoke", "verdict"), [(False, Verdict.WHOLE), (True, Verdict.REVOKED)])
def test_what_a_replaced_key_sealed_stays_whole_unless_the_key_was_lost(
    home: Path, revoke: bool, verdict: Verdict
) -> None:
    before = sealing.seal(b"kq")
    old = (home / sealing_keys.KEY_FILE).read_bytes()
    fresh = sealing_keys.rotate(revoke=revoke)
    assert sealing.seal(b"kq").key == fresh != before.key
    assert sealing.verdict(b"kq", before) == verdict
    assert sealing.verdict(b"kq", sealing.seal(b"kq")) == Verdict.WHOLE
    assert old not in [file.read_bytes() for file in home.iterdir()], "the private half is gone"
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in home.iterdir())
    sealing_keys.rotate()
    assert sealing.verdict(b"kq", before) == verdict, "a second rotation does not rehabilitate it"


def test_a_rotation_that_was_cut_off_loses_no_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sealing.seal(b"kq")
    with monkeypatch.context() as dying:
        dying.setattr(places, "write", _dying(places.write, sealing_keys.KEY_FILE))
        with pytest.raises(KeyboardInterrupt):
            sealing_keys.rotate()
    assert sealing.verdict(b"kq", before) == Verdict.WHOLE
    assert sealing.seal(b"kq").key == before.key


def _dying(write, at: str):
    def stop(name: str, content: bytes) -> None:
        if name == at:
            raise KeyboardInterrupt
        write(name, content)

    return stop


def test_a_key_of_a_lost_folder_is_taken_back_by_its_public_half(home: Path, monkeypatch, capsys) -> None:
    lost = by_another(monkeypatch, home, b"kq")
    (home / "cu.pem").write_bytes(lost.pem)
    assert sealing_command.trust(Namespace(file=home / "cu.pem")) == 0
    assert capsys.readouterr().out == f"{lost.fingerprint}\n"
    assert sealing.verdict(b"kq", lost) == Verdict.WHOLE
    assert sealing_keys.known()[lost.key] == Standing.RETIRED
    (home / "sai.pem").write_bytes(b"khong phai")
    with pytest.raises(Refusal, match="không phải khóa công khai"):
        sealing_command.trust(Namespace(file=home / "sai.pem"))


def test_a_revoked_key_is_never_taken_back(home: Path) -> None:
    before = sealing.seal(b"kq")
    sealing_keys.rotate(revoke=True)
    with pytest.raises(Refusal, match="thu hồi"):
        sealing_keys.trust(before.pem)


def test_the_command_prints_the_fingerprints_and_asks_before_a_rotation(home: Path, capsys) -> None:
    with pytest.raises(commands.Refused, match="--yes"):
        sealing_command.rotate(Namespace(revoke=False, yes=False))
    old = sealing.seal(b"a").fingerprint
    sealing_command.rotate(Namespace(revoke=True, yes=True))
    fresh = capsys.readouterr().out.strip()
    sealing_command.key(Namespace())
    assert capsys.readouterr().out == f"{fresh} đang dùng\n{old} đã thu hồi\n"
    assert fresh in (home / sealing_keys.LIST_FILE).read_text(), "published beside the database, not in it"


@pytest.mark.parametrize("name", [sealing_keys.KEY_FILE, sealing_keys.LIST_FILE])
def test_a_key_file_that_is_none_is_a_sentence(home: Path, name: str) -> None:
    sealing.seal(b"a")
    (home / name).write_text("không phải khóa\n")
    with pytest.raises(Misset, match=name):
        sealing_keys.known()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_read_only_home_is_a_sentence_and_leaves_nothing(home: Path, monkeypatch, number: int) -> None:
    sealing.seal(b"a")
    before = {file.name: file.read_bytes() for file in home.iterdir()}

    def fails(*given: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(places.os, "fsync", fails)
    with pytest.raises(Misset, match="chỗ trống"):
        places.write("secret", b"x")
    with pytest.raises(Misset, match="chỗ trống"):
        places.made_once("another", lambda: b"x")
    assert {file.name: file.read_bytes() for file in home.iterdir()} == before
