"""The frame of a plan: every value from its own place in this paper, and a question where that place is not sure."""

import datetime as dt

import pytest

from cchc.plans.rules.reading.plan import issued_on, read_plan
from cchc.plans.tests.plan_forms import COLUMNS, FORMATS, HEAD, paper
from cchc.plans.tests.reading_directory import directory
from cchc.plans.types import Doubt, Reading

DAY = dt.date(2019, 1, 10)
TABLE = (COLUMNS, "1|Việc A|Sở Nội vụ|Quý I|Báo cáo")
COUNCIL = ("**ỦY BAN NHÂN DÂN**", "**TỈNH ĐỒNG THÁP**")
BASES = (
    "Căn cứ Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008; Quyết định số 225/QĐ-TTg ngày 04/02/2016 của Thủ tướng "
    "Chính phủ;",
)


def read(
    form: str = "txt", above: tuple[str, ...] = HEAD, below: tuple[str, ...] = (), table: tuple[str, ...] = TABLE
) -> Reading:
    return read_plan(paper(form, table, above, below), directory())


def titled(*title: str, day: str = "ngày 10 tháng 01 năm 2019") -> Reading:
    return read(above=(*HEAD[:2], f"Đồng Tháp, {day}", "**KẾ HOẠCH**", *title))


def of_frame(reading: Reading) -> list[Doubt]:
    return [doubt for doubt in reading.doubts if not doubt.where]


# ------------------------------------------------------------------ title
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "title",
    [
        "Triển khai công tác cải cách hành chính năm 2019",
        "Thực hiện nhiệm vụ cải cách hành chính năm 2019",
        "Tiếp tục cải cách hành chính năm 2019",
        "Theo dõi cải cách hành chính năm 2019",
        "Xét tặng danh hiệu về cải cách hành chính năm 2019",
    ],
)
def test_a_title_may_begin_like_a_legal_basis(form: str, title: str) -> None:
    base = "Căn cứ Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ;"
    reading = read(form, (*HEAD[:4], f"**{title}**", base))
    assert reading.title == title
    assert reading.bases == ("Căn cứ Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ",)
    assert of_frame(reading) == []


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("**Thực hiện công tác**", "**cải cách năm 2019**"), "Thực hiện công tác cải cách năm 2019"),
        (("TRIỂN KHAI CẢI CÁCH", "NĂM 2019", "Thực hiện Nghị quyết;"), "TRIỂN KHAI CẢI CÁCH NĂM 2019"),
        (("Cải cách năm 2019", "(Ban hành kèm theo Quyết định số 9/QĐ-UBND)"), "Cải cách năm 2019"),
        (("Cải cách hành chính năm 2019", "Đơn vị tính: triệu đồng"), "Cải cách hành chính năm 2019"),
    ],
)  # fmt: skip
def test_a_title_ends_where_its_lines_end(lines: tuple[str, ...], title: str) -> None:
    assert titled(*lines).title == title


# ------------------------------------------------------------------ number and day
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("title", ["Cải cách hành chính", "Cải cách hành chính năm 2019"])
@pytest.mark.parametrize(("number", "day"), [("       ", "      "), ("......", "....."), ("…", "…")])
def test_a_blank_number_and_day_are_unknown_whatever_stands_below(form: str, title: str, number: str, day: str) -> None:
    head = (
        *COUNCIL,
        f"Số: {number}/KH-UBND",
        f"Đồng Tháp, ngày {day} tháng 01 năm 2019",
        "**KẾ HOẠCH**",
        f"**{title}**",
    )
    reading = read(form, (*head, *BASES), ("Ngày 20 tháng 3 năm 2019 sơ kết; báo cáo theo Công văn số: 77/SNV-CCHC.",))
    assert (reading.number, reading.issued_on, reading.place) == ("", None, "Đồng Tháp")
    assert issued_on(paper(form, TABLE, (*head, *BASES))) is None
    asked = {doubt.field: doubt for doubt in of_frame(reading)}
    assert asked["number"].blocks
    assert asked["issued_on"].blocks
    assert "/KH-UBND”" in asked["number"].why, "the question shows the line it is about"
    assert ("year" in asked) == ("2019" not in title)


@pytest.mark.parametrize(
    ("lines", "number", "place"),
    [
        (("Số: 15/KH-UBND       Đồng Tháp, ngày 10 tháng 01 năm 2019",), "15/KH-UBND", "Đồng Tháp"),
        (("Đồng Tháp, ngày 10 tháng 01 năm 2019   Số: 15/KH-UBND",), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15 /KH - UBND", "Đồng Tháp, ngày 10/01/2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số 15/KH-UBND", "Đồng Tháp, ngày10 tháng01 năm2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 12b/KH-BCĐCCHC", "TP. Cao Lãnh, ngày 10 tháng 1 năm 2019"), "12b/KH-BCĐCCHC", "TP. Cao Lãnh"),
        (("Số: 15-KH/TU", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15-KH/TU", "Đồng Tháp"),
        (("Số:", "15/KH-UBND", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15/KH-", "UBND", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15/", "KH-UBND", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15", "/KH-UBND", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("SỐ: 15/KH", "-UBND", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15 /KH –", "UBND", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15/KH–UBND", "Đồng Tháp"),
        (("Số: 15/KH-UBND", "Đồng Tháp, ngày 10", "tháng 01 năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15/KH-UBND   Đồng Tháp, ngày 10 tháng", "01 năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15/KH-UBND", "Đồng Tháp, ngày 10 tháng 01", "năm 2019"), "15/KH-UBND", "Đồng Tháp"),
        (("Số: 15/2019/KH-UBND", "Đồng Tháp, ngày 10 tháng 01 năm 2019"), "15/2019/KH-UBND", "Đồng Tháp"),
    ],
)
def test_number_day_and_place_are_told_apart_on_any_line(lines: tuple[str, ...], number: str, place: str) -> None:
    reading = read(above=(*COUNCIL, *lines, *HEAD[3:]))
    assert (reading.number, reading.place, reading.issued_on) == (number, place, DAY)
    assert reading.issuer == "Ủy ban nhân dân tỉnh Đồng Tháp"
    assert of_frame(reading) == []


@pytest.mark.parametrize(
    ("lines", "field", "words"),
    [
        (("Số: 15/QĐ-UBND", HEAD[2]), "number", "“15/QĐ-UBND”, không phải ký hiệu của kế hoạch"),
        (("Số: 15/KH-UBND", "Số: 16/KH-UBND", HEAD[2]), "number", "“15/KH-UBND” và “16/KH-UBND”"),
        (("Số: 15/", HEAD[2]), "number", "“Số: 15/”"),
        (("Số: 15/", "ỦY BAN NHÂN DÂN", HEAD[2]), "number", "“Số: 15/”"),
        ((HEAD[2],), "number", "không có dòng ghi số"),
        (
            (HEAD[1], "Đồng Tháp, ngày 31 tháng 02 năm 2019"),
            "issued_on",
            "31 tháng 02 năm 2019” ở phần đầu văn bản ghi một ngày không",
        ),
        ((HEAD[1], "Đồng Tháp, ngày    tháng 02 năm 2019"), "issued_on", "chưa ghi đủ ngày, tháng, năm"),
        ((HEAD[1],), "issued_on", "không có dòng ghi ngày"),
        ((HEAD[1], "Đồng Tháp, ngày 13 tháng 11 năm 2008"), "issued_on", "13/11/2008 không thuộc năm 2019"),
        ((HEAD[1], "Đồng Tháp, ngày 10 tháng 01 năm 2020"), "issued_on", "10/01/2020 không thuộc năm 2019"),
        ((HEAD[1], HEAD[2], "ngày 11 tháng 01 năm 2019"), "issued_on", "10/01/2019 và 11/01/2019"),
    ],
)
def test_what_the_letterhead_leaves_open_blocks(lines: tuple[str, ...], field: str, words: str) -> None:
    (doubt,) = of_frame(read(above=(*COUNCIL, *lines, *HEAD[3:])))
    assert (doubt.field, doubt.blocks) == (field, True)
    assert words in doubt.why


def test_a_decision_that_issues_a_plan_gives_its_own_number() -> None:
    head = (*COUNCIL, "Số: 15/QĐ-UBND", HEAD[2], "**QUYẾT ĐỊNH**", "**Về việc ban hành Kế hoạch**", *HEAD[3:])
    reading = read(above=head)
    assert (reading.number, reading.title, of_frame(reading)) == ("15/QĐ-UBND", "Cải cách hành chính năm 2019", [])


def test_an_annex_alone_names_its_plan_but_has_no_number_of_its_own() -> None:
    named = "(Kèm theo Kế hoạch số 15/KH-UBND ngày 10 tháng 01 năm 2019 của Ủy ban nhân dân tỉnh)"
    reading = read(above=("**DANH MỤC NHIỆM VỤ NĂM 2019**", named))
    assert (reading.number, reading.issued_on) == ("", None)
    assert {"number", "issued_on", "title"} <= {doubt.field for doubt in of_frame(reading) if doubt.blocks}


# ------------------------------------------------------------------ year
@pytest.mark.parametrize(
    ("title", "year", "is_asked"),
    [
        ("Cải cách hành chính năm 2019", 2019, False),
        ("Cải cách hành chính 2019", 2019, False),
        ("Cải cách hành chính năm 2019 theo Nghị quyết số 76/NQ-CP ngày 15/7/2021", 2019, False),
        ("Cải cách hành chính năm 2019, giai đoạn 2016 - 2020", 2019, False),
        ("Phát triển chính quyền số đến năm 2030", 2019, True),
        ("Phát triển chính quyền số, tầm nhìn 2030", 2019, True),
        ("Khắc phục hạn chế về Chỉ số cải cách hành chính năm 2018", 2019, True),
        ("Cải cách hành chính giai đoạn 2016 - 2020", 2019, True),
        ("Cải cách hành chính giai đoạn 2019 - 2020", 2019, True),
        ("Cải cách hành chính giai đoạn 2021 đến năm 2025", 2021, True),
        ("Cải cách hành chính giai đoạn 2011 - 2015", 2019, True),
        ("Cải cách hành chính năm 2019 và năm 2020", 2019, True),
        ("Cải cách hành chính", 2019, True),
    ],
)
def test_the_year_is_the_plans_own_or_asked(title: str, year: int, is_asked: bool) -> None:
    reading = titled(f"**{title}**")
    assert reading.year == year
    assert [(doubt.field, doubt.blocks) for doubt in of_frame(reading)] == ([("year", True)] if is_asked else [])


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("ngày 28 tháng 12 năm 2018", 2019),
        ("ngày 10 tháng 01 năm 2019", 2019),
        ("ngày 20 tháng 11 năm 2019", 2019),
        ("ngày 10 tháng 01 năm 2020", 2020),
    ],
)
def test_a_plan_of_a_period_is_of_the_year_that_its_day_fits_and_asked(day: str, year: int) -> None:
    reading = titled("**Cải cách hành chính giai đoạn 2019 - 2020**", day=day)
    (doubt,) = of_frame(reading)
    assert (reading.year, doubt.field, doubt.blocks) == (year, "year", True)
    assert doubt.why.startswith(f"Trích yếu nêu giai đoạn 2019 - 2020: lấy năm {year} ")


def test_a_plan_for_next_year_issued_at_the_end_of_this_one_is_no_doubt() -> None:
    assert of_frame(titled("**Cải cách hành chính năm 2019**", day="ngày 06 tháng 12 năm 2018")) == []


def test_without_a_year_no_day_is_made_up() -> None:
    head = (*COUNCIL, "Số: 15/KH-UBND", "Đồng Tháp, ngày    tháng    năm", "**KẾ HOẠCH**", "**Cải cách hành chính**")
    rows = ("1|A|Sở Nội vụ|Quý I|B", "2|A|Sở Nội vụ|Trước ngày 15/12/2018|B", "3|A|Sở Nội vụ|Hàng quý|B")
    reading = read(above=head, table=(COLUMNS, *rows))
    assert reading.year is None
    found = [(task.schedule.kind, task.schedule.end) for task in reading.tasks]
    assert found == [("undetermined", None), ("deadline", dt.date(2018, 12, 15)), ("recurring", None)]


def test_a_day_before_the_plan_is_asked() -> None:
    reading = read(table=(COLUMNS, "1|A|Sở Nội vụ|Trước ngày 15/12/2018|B"))
    assert [(doubt.field, doubt.blocks) for doubt in reading.doubts] == [("schedule", True)]


@pytest.mark.parametrize(
    ("time", "is_asked"),
    [
        ("30/6/2091", True),
        ("30/6/2109", True),
        ("Ngày 30 tháng 6 năm 2109", True),
        ("30/6/1919", True),
        ("30/6/20199", True),
        ("Tháng 6/2091", True),
        ("Quý II/2109", True),
        ("Năm 2109", True),
        ("Từ năm 2009 đến năm 2019", True),
        ("Đến năm 2025", True),
        ("31/12/2020", False),
        ("Từ năm 2018 đến năm 2020", False),
        ("Theo Kế hoạch số 12/2019/KH-UBND", False),
    ],
)
def test_a_day_far_from_the_plans_year_is_asked(time: str, is_asked: bool) -> None:
    reading = read(table=(COLUMNS, f"1|A|Sở Nội vụ|{time}|B"))
    assert any(doubt.field == "schedule" and doubt.blocks for doubt in reading.doubts) is is_asked


def test_a_period_in_the_title_is_the_plans_own() -> None:
    above = (*HEAD[:4], "**Cải cách hành chính giai đoạn 2019 - 2025**")
    reading = read(above=above, table=(COLUMNS, "1|A|Sở Nội vụ|Trước ngày 30/6/2025|B"))
    assert [doubt.field for doubt in reading.doubts] == ["year"]


# ------------------------------------------------------------------ issuer and end
def test_an_issuer_outside_the_registry_keeps_the_capitals_of_its_name() -> None:
    reading = read(
        above=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "Số: 15/KH-UBND", "Hà Nội, ngày 10 tháng 01 năm 2019", *HEAD[3:])
    )
    assert reading.issuer == "Ủy ban nhân dân thành phố Hà Nội"


@pytest.mark.parametrize("form", FORMATS)
def test_the_post_is_that_of_the_signature_and_no_annexs_title(form: str) -> None:
    signed = ("Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Dương")
    annex = ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ CỦA CHỦ TỊCH", "- Rà soát văn bản.", "Trần Thị Hoa", "GIÁM ĐỐC")
    reading = read(form, below=(*signed, *annex))
    assert (reading.signatory.post, reading.signatory.name) == ("CHỦ TỊCH", "Nguyễn Văn Dương")
    assert reading.recipients == ("Sở Nội vụ", "Lưu: VT")


@pytest.mark.parametrize("form", FORMATS)
def test_a_title_in_capitals_after_the_name_is_no_post(form: str) -> None:
    signed = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Dương", "BÁO CÁO KẾT QUẢ THỰC HIỆN")
    reading = read(form, below=signed)
    assert (reading.signatory.authority, reading.signatory.post) == ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_the_bases_of_a_decision_are_those_of_the_plan_it_issues() -> None:
    decided = (
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
        "Điều 1. Ban hành",
    )
    named = ("**QUYẾT ĐỊNH**", "**Về việc ban hành Kế hoạch**", *decided, *HEAD[3:])
    reading = read(above=(*COUNCIL, "Số: 15/QĐ-UBND", HEAD[2], *named))
    assert reading.bases[:2] == ("Căn cứ Luật Tổ chức chính quyền địa phương", "Theo đề nghị của Giám đốc Sở Nội vụ")
