"""Hostile files over HTTP: web workers keep their numbers and their size, and others are answered meanwhile."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hostile import heavy
from tests.hostile.served import Visitor, web_workers
from tools.platform import Platform

pytestmark = pytest.mark.slow
FILES = Path(__file__).with_name("files")
PEOPLE, PLAN, SIGNATURES, TEMPLATE = (
    "/tai-khoan/nhap/",
    "/ke-hoach/doc/",
    "/van-ban/kiem-tra-chu-ky/",
    "/van-ban/mau/tai-len/",
)
GROWTH = 120_000
"""kB: forms of twenty megabytes pass through a worker, and its memory is not given back at once."""


def kept(name: str) -> Callable[[], bytes]:
    return (FILES / name).read_bytes


SENT: list[tuple[str, str, str, Callable[[], bytes]]] = [
    ("quantri", PEOPLE, "case.xlsx", kept("case.xlsx")),
    ("quantri", PEOPLE, "sparse.xlsx", kept("sparse_single.xlsx")),
    ("vanphong", PLAN, "case.xlsx", kept("case.xlsx")),
    ("vanphong", PLAN, "dup.xlsx", kept("dup.xlsx")),
    ("vanphong", PLAN, "entity.xlsx", kept("entity.xlsx")),
    ("vanphong", PLAN, "long-nhau.pdf", heavy.nested_forms),
    ("vanphong", PLAN, "bom.pdf", heavy.bomb),
    ("vanphong", PLAN, "cot-xa.docx", heavy.far_before),
    ("vanphong", PLAN, "nhieu-doan.docx", heavy.many_paragraphs),
    ("vanphong", SIGNATURES, "a.pdf", kept("sig-AttributeError.pdf")),
    ("vanphong", SIGNATURES, "b.pdf", kept("sig-OverflowError.pdf")),
    ("vanphong", SIGNATURES, "khong-phai.pdf", heavy.no_pdf),
    ("vanphong", TEMPLATE, "nhieu-doan.docx", lambda: heavy.many_paragraphs("{{ a }}")),
]


def test_every_file_is_answered_and_the_workers_stay_what_they_were(platform: Platform) -> None:
    visitors = {name: Visitor(platform, name) for name in ("quantri", "vanphong")}
    unit = re.findall(r'name="unit"[^>]*value="(\d+)"|<option value="(\d+)"', visitors["vanphong"].get(PLAN).page)
    number = next(one for pair in unit for one in pair if one)
    before = web_workers(platform)
    assert len(before) == 2
    for username, address, name, make in SENT:
        answer = visitors[username].send(address, name, make(), unit=number, title="Mẫu")
        assert answer.seconds < 10, f"{name} at {address}"
        if answer.status == 302:
            assert answer.location.startswith("/tien-trinh/"), f"{name} at {address}"
        else:
            assert (answer.status, bool(answer.problems)) == (422, True), f"{name} at {address}: {answer.page[:300]}"
    after = web_workers(platform)
    assert after.keys() == before.keys()
    assert {pid: held - before[pid] for pid, held in after.items() if held - before[pid] > GROWTH} == {}


def test_others_are_answered_while_one_sends_the_dearest_files(platform: Platform) -> None:
    sender, reader = Visitor(platform, "vanphong"), Visitor(platform, "lanhdao")
    data = heavy.no_pdf(2)
    with ThreadPoolExecutor(2) as people:
        sending = [people.submit(sender.send, SIGNATURES, "nang.pdf", data) for _ in range(2)]
        while not all(one.done() for one in sending):
            assert reader.get("/dang-nhap/").seconds < 15
        assert {one.result().status for one in sending} <= {422, 302}, "refused at once, or by the page that waits"


def test_a_changed_field_is_named_on_the_page(platform: Platform) -> None:
    answer = Visitor(platform, "vanphong").send(SIGNATURES, "a.pdf", kept("form-changed.pdf")())
    assert answer.status == 200
    assert "trường “amount” đã bị sửa sau khi ký" in answer.page
    assert "nguyên vẹn từ lúc ký" not in answer.page
