"""Any paper is read or said to be no plan, in time that grows with its length, and nothing of a row is lost."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel.papers import Cell, Paper, Paragraph, Row, Table
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import money, products, when
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.tests.reading_directory import directory, resolver
from cchc.plans.types import NotAPlan, Reading, Task

HEADINGS = ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "Kinh phí", "Ghi chú"]
CODES = st.sampled_from(
    ["", "1", "1.", "2", "I", "II.", "a)", "đ)", "1.1", "1.2.3", "12b", "KH20_TT_N05.1", "-", "x y", "8. Việc"]
)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "Sở Nội vụ", "UBND cấp huyện (có điều kiện)", "Quý I", "Hàng quý", "50 tr/kỳ", "- A; - B", "- Rà soát",
         "và tham mưu", "như trên", "Thời gian", "1. Thể chế", "NS tỉnh"]
    ),
    st.text(max_size=30),
)  # fmt: skip
CELLS = st.builds(Cell, TEXTS, st.one_of(st.none(), st.integers(0, 10**9), st.floats(0, 10**6), st.dates()),
                  st.sampled_from([None, None, None, "left", "above"]))  # fmt: skip
ROWS = st.lists(st.tuples(CODES.map(Cell), st.lists(CELLS, min_size=0, max_size=9)), max_size=10)
LINES = st.one_of(
    st.sampled_from(
        ["KẾ HOẠCH", "Số: 1/KH-UBND", "I. MỤC ĐÍCH", "II. NHIỆM VỤ", "1. Thể chế", "a) Rà soát (Sở Tư pháp chủ trì)",
         "- Cơ quan chủ trì: Sở Nội vụ", "III. TỔ CHỨC THỰC HIỆN", "Nơi nhận:", "- Lưu: VT", "TM. ỦY BAN NHÂN DÂN",
         "Căn cứ Luật;", "Đồng Tháp, ngày 06 tháng 12 năm 2018", "ngày 31 tháng 02 năm 2018"]
    ),
    st.text(max_size=40),
)  # fmt: skip

MARGIN = st.lists(LINES, max_size=8)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(above=MARGIN, rows=ROWS, more=ROWS, below=MARGIN, headed=st.booleans())
def test_any_paper_is_read_or_said_to_be_no_plan(above, rows, more, below, headed) -> None:
    blocks: list[Paragraph | Table] = [Paragraph(text) for text in above]
    for page, body in enumerate((rows, more), 1):
        grid = ([tuple(map(Cell, HEADINGS))] if headed else []) + [(code, *cells) for code, cells in body]
        if grid:
            blocks.append(Table(tuple(Row(cells, page, number) for number, cells in enumerate(grid, 1)), page))
    try:
        reading = read_plan(Paper("docx", (*blocks, *map(Paragraph, below))), directory())
    except NotAPlan as refused:
        assert refused.message.endswith(".")  # noqa: PT017 (a reading is as good an outcome)
        return
    assert json.loads(json.dumps(reading.as_json())) == reading.as_json()
    assert any(True for _ in reading.tasks)


WORDS = st.sampled_from(["Rà", "soát", "Tập", "huấn", "Xây", "dựng", "Ban", "hành", "Theo", "dõi", "Kiểm", "tra"]).map(
    str
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: " ".join(words).capitalize())
NUMBERED = st.lists(st.tuples(*[SENTENCES] * 7), min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(body=NUMBERED)
def test_every_cell_of_a_numbered_row_is_in_its_task(body: list[tuple[str, ...]]) -> None:
    grid = [HEADINGS, *([str(number), *cells] for number, cells in enumerate(body, 1))]
    rows = tuple(Row(tuple(map(Cell, cells)), 1, number) for number, cells in enumerate(grid, 1))
    found = list(read_plan(Paper("docx", (Table(rows),)), directory()).tasks)
    assert [_said(task) for task in found] == [tuple(map(squeeze, cells)) for cells in body]


def _said(task: Task) -> tuple[str, ...]:
    (product,) = task.products
    said = (task.title, task.lead.text, task.partners.text, task.schedule.text, product, task.budget.text)
    return (*said, task.note or task.funding)


LONG = ["1", "1 ", "a ", "- ", "quy i, ", "trong vong ", "(", "(a ", "UBND và ", "12.345.", "nam 2019 ", "1.2.", "x 1",
        "các ", "sở, ", "Sở ", "ngày 1 "]  # fmt: skip


@pytest.mark.timeout(60)  # a pattern that explodes takes hours
@pytest.mark.parametrize("piece", LONG)
def test_long_cells_end(piece: str) -> None:
    text = (piece * 900)[:900]
    schedule = when.understand(text, 2019)
    money.understand(text, schedule, 2019)
    products.understand(text)
    resolver().understand(text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["Cơ quan ", "a ", "- ", "(a ", "Căn cứ Ủy ban nhân dân ", "Số: 1/A "])
def test_long_paragraphs_end(piece: str) -> None:
    lines = ("KẾ HOẠCH", "I. NHIỆM VỤ", "II. NHIỆM VỤ", (piece * 40_000)[:80_000], "1. Việc (Sở Nội vụ chủ trì)")
    reading = read_plan(Paper("txt", tuple(map(Paragraph, lines))), directory())
    assert isinstance(reading, Reading)
