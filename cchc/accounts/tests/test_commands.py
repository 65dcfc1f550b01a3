"""``cchc account …``."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from cchc.accounts.actions import sign_in
from cchc.accounts.models import Grant, User
from cchc.accounts.tests.conftest import Cast, Units
from cchc.kernel import clock, commands
from cchc.kernel.history import entries


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    from argparse import ArgumentParser

    command = commands.find(list(words))
    assert command is not None
    parser = ArgumentParser()
    command.arguments(parser)
    assert command.run(parser.parse_args(list(words[len(command.words) :]))) == 0
    return capsys.readouterr().out.strip()


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> dt.datetime:
    """The moment at which the clock stands: waits of seconds are not over on a slow machine."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def test_the_first_administrator_is_made_from_the_command_line(
    units: Units, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["dau.tien", "--name", "Người Đầu Tiên", "--unit", "tinh", "--role", "administrator"]
    password = _run(capsys, "account", "create", *words)
    client = Client()
    assert client.post("/dang-nhap/", {"login": "dau.tien", "password": password}).status_code == 302
    assert Grant.objects.get(user__username="dau.tien").unit_id == units.province


def test_a_password_is_reset_and_a_wait_ended(
    cast: Cast, still: dt.datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    now = still
    for _ in range(5):
        sign_in.reserve("an.pv", "203.0.113.9", now=now)
    assert sign_in.reserve("an.pv", "203.0.113.9", now=now) is not None
    assert "an.pv 203.0.113.9 5 " in _run(capsys, "account", "slowed")
    password = _run(capsys, "account", "reset-password", "an.pv")
    assert _run(capsys, "account", "unlock", "an.pv") == "Đã bỏ chờ đăng nhập."
    assert User.objects.get(username="an.pv").check_password(password)
    assert sign_in.reserve("an.pv", "203.0.113.9", now=now) is None


def test_the_waits_of_an_address_are_ended(cast: Cast, still: dt.datetime, capsys: pytest.CaptureFixture[str]) -> None:
    now = still
    for number in range(70):
        sign_in.reserve(f"ai.do.{number}", "203.0.113.9", now=now)
    assert sign_in.reserve("an.pv", "203.0.113.9", now=now) is not None
    assert "* 203.0.113.9 61 " in _run(capsys, "account", "slowed")
    assert _run(capsys, "account", "unlock", "--address", "203.0.113.9") == "Đã bỏ chờ đăng nhập."
    assert sign_in.reserve("an.pv", "203.0.113.9", now=now) is None
    assert _run(capsys, "account", "unlock", "--address", "203.0.113.8") == "Không có gì phải chờ."
    with pytest.raises(commands.Refused, match="Hãy nêu tên đăng nhập"):
        _run(capsys, "account", "unlock")


def test_a_role_is_given_for_some_days(cast: Cast, units: Units, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["cuc.vt", "reader", "--unit", "xa-an-hoa", "--from", "1/2/2019", "--to", "28/02/2019"]
    _run(capsys, "account", "grant", *words)
    grant = Grant.objects.get(user=cast.newcomer)
    assert (str(grant.valid_from), str(grant.valid_to)) == ("2019-02-01", "2019-03-01")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["account", "unlock", "khong.ai"], "Không có người dùng"),
        (["account", "grant", "cuc.vt", "reader", "--unit", "khong-co"], "Không có đơn vị"),
        (["account", "create", "an.pv", "--name", "X", "--unit", "tinh"], "Đã có người dùng"),
        (["account", "create", "A B", "--name", "X", "--unit", "tinh"], "Tên đăng nhập gồm"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    cast: Cast, words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(commands.Refused, match=why):
        _run(capsys, *words)


@pytest.mark.parametrize("command", ["account", "audit"])
def test_what_is_exported_is_whole_and_the_reading_is_recorded(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    entries.settle()
    said = _run(capsys, command, "export", str(tmp_path / "xuat.csv"))
    lines = (tmp_path / "xuat.csv").read_text("utf-8-sig").splitlines()
    assert f"Đã ghi {len(lines) - 1} " in said
    assert len(lines) > User.objects.count() > 3
    assert any("an.pv" in line for line in lines)
    entries.settle()
    assert entries.search(entries.Query(action="read"), limit=1)[0].who == "Quản trị máy chủ"


def test_a_file_of_another_kind_is_refused_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(commands.Refused, match="phải kết thúc bằng"):
        _run(capsys, "account", "export", str(tmp_path / "xuat.pdf"))
    assert not any(tmp_path.iterdir())
