"""What is kept of a matter is Vietnamese, whoever acts; whoever reads in English reads its fixed words in English."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from cchc.inbox.queries import titles
from cchc.inspections.queries import due as inspections
from cchc.par_index.queries import due as par_index
from cchc.par_index.states import Stage
from cchc.plans.queries import due as plans

DAY = dt.date(2019, 3, 1)


def undated() -> Any:
    facts = SimpleNamespace(owed_on=DAY)
    task, plan = (
        SimpleNamespace(code="1.a", title="Rà soát"),
        SimpleNamespace(pk=1, unit_id=1, number="272", title="Kế hoạch", issued_on=DAY),
    )
    return SimpleNamespace(pk=7, due_on=None, unit_id=2, task=task, plan=plan, facts=facts)


def finding() -> Any:
    return SimpleNamespace(
        pk=3, text="Chưa niêm yết", unit_id=2, due_on=DAY, visit=SimpleNamespace(unit_id=1, held_on=DAY)
    )


def lack() -> Any:
    found = SimpleNamespace(pk=5, stage=Stage.SELF.value, title="Đợt 2019", unit_id=1)
    return SimpleNamespace(round=found, unit_id=2, due_on=DAY, sheet_id=9)


def kept(of: str) -> str:
    if of == "plans":
        return plans.due(undated()).title
    return inspections.due(finding()).title if of == "inspections" else par_index.due(lack()).title


@pytest.mark.parametrize(
    ("of", "vietnamese", "english"),
    [
        ("plans", "Đăng ký ngày hoàn thành: 1.a Rà soát", "Set the day of completion: 1.a Rà soát"),
        ("inspections", "Khắc phục sau kiểm tra: Chưa niêm yết", "Mend after an inspection: Chưa niêm yết"),
        ("par_index", "Tự chấm điểm: Đợt 2019", "Self-scoring: Đợt 2019"),
    ],
)
def test_the_line_is_kept_in_vietnamese_and_said_in_the_readers_language(
    of: str, vietnamese: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "facts_of", lambda work: work.facts)
    with translation.override("en"):
        assert kept(of) == vietnamese
        assert titles.said(kept(of)) == english
    with translation.override("vi"):
        assert titles.said(kept(of)) == vietnamese


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Báo cáo quý III 2019", "Report of quarter III 2019"),
        ("Báo cáo 6 tháng đầu năm", "Report of the first 6 months"),
        ("Nhận báo cáo: Báo cáo quý I 2019, Sở Nội vụ", "Receive the report: Report of quarter I 2019, Sở Nội vụ"),
        ("Duyệt, cấp số: Báo cáo năm 2019", "Approve and number: Report of the year 2019"),
        ("Phát hiện quá hạn khắc phục", "Findings past the day for mending"),
        ("Xác nhận khắc phục: Chưa niêm yết", "Confirm that it is mended: Chưa niêm yết"),
        ("Báo cáo quý III chậm", "Báo cáo quý III chậm"),
    ],
)
def test_names_that_the_program_gives_follow_the_reader(vietnamese: str, english: str) -> None:
    with translation.override("en"):
        assert titles.said(vietnamese) == english
    with translation.override("vi"):
        assert titles.said(vietnamese) == vietnamese


def test_words_that_a_person_wrote_are_left_alone() -> None:
    with translation.override("en"):
        assert titles.said("Kế hoạch: rà soát") == "Kế hoạch: rà soát"
