"""What the platform writes of a plan it reads back whole: no other words, nothing lost, no new doubt."""

from typing import Any

import pytest

from benchmarks.plan_corpus import corpus
from benchmarks.plan_corpus.corpus import Sample
from cchc.documents.actions import making
from cchc.kernel import papers
from cchc.plans.documents.paper import official
from cchc.plans.models import Plan, Task, TaskGroup
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.types import Reading

SHAPES = (
    "đầu văn bản hai cột", "mục La Mã, số chạy suốt", "mục La Mã, số bắt đầu lại", "1, 1.1, 1.1.1", "1, a)",
    "tiêu đề hai dòng", "danh sách có nhãn", "nhiều cột kinh phí", "triệu đồng ở tiêu đề", "bảng ở phụ lục",
)  # fmt: skip
SAMPLES = [next(corpus.samples(corpus.SIZE, shape=shape, form="txt")) for shape in SHAPES]


def adopted(reading: Reading) -> tuple[Plan, list[TaskGroup], list[Task]]:
    """Return what adopting the reading stores, without storing it."""
    said = reading.as_json()
    frame = {name: said[name] for name in ("bases", "duties", "organisation", "recipients", "signatory")}
    plan = Plan(
        number=reading.number, issued_on=reading.issued_on, place=reading.place, issuer=reading.issuer,
        title=reading.title, year=reading.year, frame=frame,
    )  # fmt: skip
    groups = [TaskGroup(pk=n, no=group.no, title=group.title) for n, group in enumerate(reading.groups)]
    tasks: list[Task] = []
    for number, group in enumerate(reading.groups):
        for one in group.tasks:
            parent = next((task.pk for task in tasks if task.code == one.parent), None)
            when, money = one.schedule, one.budget
            tasks.append(Task(
                pk=len(tasks) + 1, group_id=number, parent_id=parent, code=one.code, title=one.title,
                products=list(one.products), lead={"text": one.lead.text}, partners={"text": one.partners.text},
                schedule_kind=when.kind, schedule_text=when.text, start_on=when.start, end_on=when.end,
                budget_kind=money.kind, budget_text=money.text, amount=money.amount, per=money.per or "",
                count=money.count, total=money.total, funding=one.funding, note=one.note,
            ))  # fmt: skip
    return plan, groups, tasks


def said(reading: Reading) -> dict[str, Any]:
    """Return the reading without places, doubts and the words of sums, which may be written out."""
    found = reading.as_json()
    del found["doubts"]
    for group in found["groups"]:
        for task in group["tasks"]:
            del task["source"], task["budget"]["text"]
    return found


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("sample", SAMPLES, ids=SHAPES)
def test_a_plan_comes_back_whole(sample: Sample, kind: str) -> None:
    first = read_plan(papers.read(sample.name, sample.data), sample.directory)
    content = getattr(making, kind)(official(*adopted(first)))
    again = read_plan(papers.read(f"ke-hoach.{kind}", content), sample.directory)
    assert said(again) == said(first)
    doubts = [{(doubt.where, doubt.field) for doubt in reading.doubts} for reading in (again, first)]
    assert doubts[0] <= doubts[1]
