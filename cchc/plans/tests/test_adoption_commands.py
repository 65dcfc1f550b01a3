"""``cchc plan adopt``, ``differences`` and ``export``: what they write, print and refuse."""

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from cchc.kernel import commands, papers, places
from cchc.organisation.actions import load_file
from cchc.organisation.queries.written_units import units_file_path
from cchc.plans.models import Assignment, Plan, Reading
from cchc.plans.tests.reading_cases import NOW
from cchc.plans.tests.work_cases import SETUP

pytestmark = pytest.mark.django_db

FILE = places.CONTENT / "plans" / "dong-thap-2019.txt"


@pytest.fixture
def registry(db: None) -> None:
    load_file(units_file_path(), actor=SETUP, now=NOW)


def run(*words: str) -> int:
    """Run a command as the program does, without starting a database."""
    command = commands.find(list(words))
    assert command is not None
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(list(words[len(command.words) :])))


def test_adopting_from_the_command_line_says_what_was_made(registry: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", "adopt", str(FILE), "--unit", "87", "--settle-all") == 0
    plan = Plan.objects.get()
    work = Assignment.objects.filter(plan=plan)
    units = work.values("unit").distinct().count()
    said = f"Kế hoạch {plan.pk} (272/KH-UBND): 37 nhiệm vụ, {work.count()} việc cho {units} đơn vị.\n"
    assert capsys.readouterr().out == said


def test_what_blocks_leaves_the_reading_for_the_review_page(registry: None) -> None:
    with pytest.raises(commands.Refused, match="Còn 3 chỗ phải sửa"):
        run("plan", "adopt", str(FILE), "--unit", "87")
    assert (Plan.objects.count(), Reading.objects.get().state) == (0, "open")
    assert run("plan", "adopt", str(FILE), "--unit", "87", "--settle-all") == 0, "the reading that waits is taken up"
    with pytest.raises(commands.Refused, match="đã phê duyệt thành kế hoạch"):
        run("plan", "adopt", str(FILE), "--unit", "87", "--settle-all")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["adopt", "khong-co.txt", "--unit", "87"], "Không mở được tệp"),
        (["adopt", str(FILE), "--unit", "00"], "Không có đơn vị mang mã “00” vào ngày 06/12/2018"),
        (["adopt", str(FILE), "--unit", "82"], "Mã “82” chưa dùng vào ngày 06/12/2018: có từ ngày 01/07/2025"),
        (["export", "999999", "a.xlsx"], "Không có kế hoạch số 999999"),
        (["export", "1", "a.txt"], "Chỉ xuất được tệp .docx, .pdf, .xlsx hoặc .csv"),
    ],
)
def test_a_command_that_can_not_be_done_says_why(registry: None, words: list[str], why: str) -> None:
    with pytest.raises(commands.Refused, match=why):
        run("plan", *words)


def test_two_versions_are_compared_without_keeping_anything(
    registry: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "moi.txt"
    new.write_text(
        FILE.read_text(encoding="utf-8").replace("Quý I/2019\t20 tr", "Quý III/2019\t20 tr"), encoding="utf-8"
    )
    assert run("plan", "differences", str(FILE), str(new)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 nhiệm vụ đổi, 0 thêm, 0 không còn, 36 giữ nguyên."
    assert lines[1].startswith("~ 1.m ")
    assert lines[2].strip() == "schedule: “Quý I/2019” → “Quý III/2019”"
    assert run("plan", "differences", str(FILE), str(new), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(task["kind"], task["old"], task["new"]) for task in found["tasks"]] == [("changed", "1.m", "1.m")]
    assert (Reading.objects.count(), Plan.objects.count()) == (0, 0)


def test_an_exported_plan_is_a_table_that_holds_every_task(registry: None, tmp_path: Path) -> None:
    run("plan", "adopt", str(FILE), "--unit", "87", "--settle-all")
    sheet = tmp_path / "ke-hoach.xlsx"
    assert run("plan", "export", str(Plan.objects.get().pk), str(sheet)) == 0
    (table,) = papers.read(sheet.name, sheet.read_bytes()).tables
    cells = [row.cells for row in table.rows]
    codes = [row[0].text for row in cells]
    assert sum(1 for code in codes if code.endswith(")") and len(code) == 2) == 37
    assert any(cell.text == "Đài Phát thanh và Truyền hình tỉnh" for row in cells for cell in row)


def test_the_work_of_a_plan_is_exported_line_by_line(registry: None, tmp_path: Path) -> None:
    assert run("plan", "adopt", str(FILE), "--unit", "87", "--settle-all") == 0
    plan, sheet = Plan.objects.get(), tmp_path / "viec.csv"
    assert run("plan", "export", str(plan.pk), str(sheet), "--work") == 0
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) - 1 == Assignment.objects.filter(plan=plan).count() > 1_000
