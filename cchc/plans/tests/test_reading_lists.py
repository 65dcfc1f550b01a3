"""Plans without a table: numbered lines that say who and when in labels or in parentheses."""

import pytest

from cchc.kernel import papers
from cchc.plans.rules.reading.plan import issued_on, read_plan
from cchc.plans.tests.reading_directory import ON_2026, directory
from cchc.plans.types import Reading

HEAD = """ỦY BAN NHÂN DÂN
TỈNH ĐỒNG THÁP
Số: 15/KH-UBND
Đồng Tháp, ngày 05 tháng 01 năm 2026
**KẾ HOẠCH**
**Cải cách hành chính năm 2026**
Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;
Căn cứ Quyết định số 100/QĐ-UBND, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
**I. MỤC ĐÍCH, YÊU CẦU**
- Nâng cao hiệu quả.
"""
FOOT = """
**III. TỔ CHỨC THỰC HIỆN**
Giao Sở Nội vụ theo dõi.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Hoa
"""


def read(body: str) -> Reading:
    paper = papers.read("a.txt", f"{HEAD}**II. NHIỆM VỤ**\n{body}{FOOT}".encode())
    return read_plan(paper, directory(ON_2026))


def test_the_frame_of_a_plan_with_letterhead_and_deputy() -> None:
    reading = read("1. Rà soát (Sở Tư pháp chủ trì; hoàn thành: Quý I/2026).")
    assert issued_on(papers.read("a.txt", HEAD.encode())) == reading.issued_on
    assert (reading.number, reading.issuer) == ("15/KH-UBND", "Ủy ban nhân dân tỉnh Đồng Tháp")
    assert (reading.title, reading.year) == ("Cải cách hành chính năm 2026", 2026)
    assert reading.bases == (
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ",
        "Căn cứ Quyết định số 100/QĐ-UBND",
    )
    assert reading.organisation == ("Giao Sở Nội vụ theo dõi.",)
    assert reading.recipients == ("Như trên", "Lưu: VT")
    assert reading.signatory.authority == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"
    assert (reading.signatory.post, reading.signatory.name) == ("PHÓ CHỦ TỊCH", "Trần Thị Hoa")


def test_labels_below_a_line_belong_to_it() -> None:
    reading = read(
        "**1. Cải cách thể chế**\n"
        "a) Rà soát văn bản quy phạm pháp luật.\n"
        "- Cơ quan chủ trì: Sở Tư pháp.\n"
        "- Cơ quan phối hợp: Các sở, ban, ngành.\n"
        "- Thời gian thực hiện: Trước 10/02/2026.\n"
        "- Sản phẩm: Báo cáo; Quyết định công bố.\n"
        "b) Tập huấn. Đơn vị chủ trì: Sở Nội vụ; Thời gian: Quý II/2026; Kinh phí: 50 triệu đồng.\n"
    )
    assert [(group.no, group.title) for group in reading.groups if group.tasks] == [("II.1", "Cải cách thể chế")]
    first, second = reading.tasks
    assert (first.source.page, first.source.row) == (1, None)  # no table, no row
    assert (first.code, first.title) == ("II.1.a", "Rà soát văn bản quy phạm pháp luật.")
    assert (first.lead.units, first.partners.classes) == (("so-tu-phap",), ("department",))
    assert (first.schedule.kind, first.products) == ("deadline", ("Báo cáo", "Quyết định công bố"))
    assert (second.title, second.lead.units, second.budget.total) == ("Tập huấn.", ("so-noi-vu",), 50_000_000)
    assert second.schedule.kind == "window"


@pytest.mark.parametrize(
    ("words", "partners", "schedule", "note"),
    [
        ("phối hợp với Sở Nội vụ; báo cáo bộ; thời gian: Quý I/2026", "Sở Nội vụ", "Quý I/2026", "báo cáo bộ"),
        ("theo dõi việc thực hiện", "", "", "theo dõi việc thực hiện"),
        ("Sở Nội vụ, Sở Y tế phối hợp; trước ngày 15/3", "Sở Nội vụ, Sở Y tế", "trước ngày 15/3", ""),
        ("trong quý I; thời gian: Quý II/2026", "", "Quý II/2026", "trong quý I"),
    ],
)  # fmt: skip
def test_every_word_beside_the_lead_is_kept(words: str, partners: str, schedule: str, note: str) -> None:
    (task,) = read(f"1. Rà soát văn bản (Sở Tư pháp chủ trì; {words}).\n").tasks
    assert (task.title, task.lead.units) == ("Rà soát văn bản", ("so-tu-phap",))
    assert (task.partners.text, task.schedule.text, task.note) == (partners, schedule, note)


def test_who_leads_may_stand_in_parentheses_at_the_end() -> None:
    reading = read(
        "1. Rà soát văn bản (Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ; thời gian: Quý I/2026).\n"
        "2. Tập huấn (Sở Nội vụ chủ trì).\n"
    )
    first, second = reading.tasks
    assert (first.title, first.lead.units, first.partners.units) == ("Rà soát văn bản", ("so-tu-phap",), ("so-noi-vu",))
    assert first.schedule.kind == "window"
    assert (second.code, second.lead.units) == ("2", ("so-noi-vu",))


def test_a_bare_list_gives_tasks_that_ask_for_everything() -> None:
    reading = read("1. Rà soát văn bản.\n2. Tập huấn.\n")
    assert [task.title for task in reading.tasks] == ["Rà soát văn bản.", "Tập huấn."]
    assert {doubt.field for doubt in reading.doubts if doubt.where == "1"} == {"lead", "schedule", "products"}


def test_labels_may_carry_letters_and_a_content_of_their_own() -> None:
    reading = read(
        "1. Cải cách thể chế\n1.1. Rà soát văn bản\na) Nội dung: Rà soát toàn bộ.\nb) Đơn vị chủ trì: Sở Tư pháp.\n"
        "c) Đơn vị phối hợp: Sở Nội vụ.\nd) Thời gian thực hiện: Quý II/2026.\n"
        "1.2. Kiểm tra văn bản\n- Đơn vị chủ trì: Sở Y tế\n- Thời gian: Quý III/2026\n- Kết quả: Báo cáo\n"
    )
    first, second = reading.tasks
    assert (first.code, first.title, first.note) == ("1.1", "Rà soát văn bản", "Nội dung: Rà soát toàn bộ.")
    assert (first.lead.units, first.partners.units, first.schedule.text) == (
        ("so-tu-phap",),
        ("so-noi-vu",),
        "Quý II/2026",
    )
    assert (second.code, second.products, second.lead.units) == ("1.2", ("Báo cáo",), ("so-y-te",))


@pytest.mark.parametrize("between", ["", ", phối hợp với Sở Nội vụ"])
def test_the_day_among_the_words_of_the_lead_is_read(between: str) -> None:
    (task,) = read(f"1. Theo dõi (Sở Tư pháp chủ trì{between}, hoàn thành trước ngày 30/11/2026).\n").tasks
    assert (task.lead.units, task.schedule.text) == (("so-tu-phap",), "hoàn thành trước ngày 30/11/2026")
    assert task.partners.units == (("so-noi-vu",) if between else ())
