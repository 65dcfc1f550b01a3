"""``cchc plan read``: JSON for programs, words for people, one sentence and exit code 1 for what can't be read."""

import json
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

from cchc.kernel import commands
from cchc.kernel.places import PROJECT
from cchc.plans.tests import plan_files as files


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run the command as the program does, but let a refusal through."""
    command = commands.find(["plan", "read"])
    assert command
    parser = ArgumentParser()
    command.arguments(parser)
    code = command.run(parser.parse_args(words))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.django_db
def test_json_prints_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(files.TEXT), "--json")
    said = json.loads(out)
    assert (code, err) == (0, "")
    assert [len(group["tasks"]) for group in said["groups"]] == [12, 3, 4, 4, 4, 3, 4, 3]
    assert said["groups"][0]["tasks"][4]["schedule"] == {
        "text": "Quý II/2019", "kind": "window", "start": "2019-04-01", "end": "2019-06-30", "rrule": None,
        "event": None,
    }  # fmt: skip


@pytest.mark.django_db
def test_units_are_those_of_the_day_of_issue_or_of_the_day_named(capsys: pytest.CaptureFixture[str]) -> None:
    then = json.loads(run(capsys, str(files.TEXT), "--json")[1])
    now = json.loads(run(capsys, str(files.TEXT), "--json", "--as-of", "2026-01-05")[1])

    assert then["groups"][0]["tasks"][11]["partners"]["units"] == ["so-tttt"]
    assert now["groups"][0]["tasks"][11]["partners"]["unresolved"] == ["Sở Thông tin và Truyền thông"]
    empty = {
        "where": "4.a",
        "field": "lead",
        "why": "“Ủy ban nhân dân cấp huyện”: từ 01/07/2025 không còn cấp huyện, hãy chọn đơn vị thực hiện.",
    }
    assert empty in now["doubts"]
    assert empty not in then["doubts"]


@pytest.mark.django_db
def test_people_get_a_summary_with_every_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(files.TEXT))
    assert code == 0
    assert "8 lĩnh vực, 37 nhiệm vụ; các khoản trọn gói 470.000.000 đồng" in out
    assert "05tr/kỳ → 5.000.000 đồng/kỳ × 24 = 120.000.000 đồng – NS tỉnh" in out
    assert "Cần xem lại 11 chỗ:" in out


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", "xin chào".encode()])
def test_what_cannot_be_read_is_refused_in_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    for path in (file, tmp_path / "khong-co.txt", tmp_path):
        with pytest.raises(commands.Refused) as caught:
            run(capsys, str(path), "--json")
        assert str(caught.value).endswith(".")
        assert "\n" not in str(caught.value)
    assert capsys.readouterr().out == ""


def program(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "manage.py"), "plan", "read", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_exit_codes_are_those_of_every_command(tmp_path: Path) -> None:
    read, refused = program(str(files.TEXT), "--json"), program(str(tmp_path / "khong-co.txt"))
    assert (read.returncode, read.stderr) == (0, "")
    assert len(json.loads(read.stdout)["groups"]) == 8
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert program(str(files.TEXT), "--as-of", "hôm qua").returncode == 2
