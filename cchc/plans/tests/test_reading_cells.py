"""What stands inside a cell: each way that was once misread beside what is right, read through a whole small plan."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc.kernel import papers
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import money, when
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.tests.reading_directory import directory, resolver
from cchc.plans.types import Reading, Task, When, Who

FRAME = """ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP
Số: 15/KH-UBND
Đồng Tháp, ngày 10 tháng 01 năm 2019
**KẾ HOẠCH**
**Cải cách hành chính năm 2019**

TT\tNội dung\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tKinh phí
"""


def plan(*rows: tuple[str, str, str, str]) -> Reading:
    """Return the reading of a plan whose rows say lead, partners, time and money."""
    body = "\n".join(f"{n}\tViệc {n}\tBáo cáo\t" + "\t".join(cells) for n, cells in enumerate(rows, 1))
    return read_plan(papers.read("ke-hoach.txt", (FRAME + body).encode()), directory())


def only(*cells: str) -> tuple[Task, Reading]:
    reading = plan((*cells, *[""] * (4 - len(cells))))  # type: ignore[arg-type]
    (task,) = reading.tasks
    return task, reading


# ------------------------------------------------------------------ when
EVENT = [  # text, event, days, unit
    ("Triển khai ngay sau khi có văn bản mới", "ngay sau khi có văn bản mới", None, None),
    ("Công khai ngay khi được ban hành", "ngay khi được ban hành", None, None),
    ("ngay sau khi ký", "ngay sau khi ký", None, None),
    ("Báo cáo ngay sau mỗi kỳ", "ngay sau mỗi kỳ", None, None),
    ("Hai ngày sau khi ký", "sau khi ký", 2, "days"),
    ("10 ngày kể từ ngày ban hành Kế hoạch", "kể từ ngày ban hành Kế hoạch", 10, "days"),
    ("Hoàn thành trong 30 ngày kể từ khi nhận hồ sơ", "kể từ khi nhận hồ sơ", 30, "days"),
    ("Sau 05 ngày làm việc kể từ ngày nhận văn bản", "kể từ ngày nhận văn bản", 5, "working_days"),
    ("trong 10 ngay sau khi co ket qua", "sau khi co ket qua", 10, "days"),  # typed without diacritics
]


@pytest.mark.parametrize(("text", "event", "days", "unit"), EVENT)
def test_at_once_is_no_day(text: str, event: str, days: int | None, unit: str | None) -> None:
    found = when.understand(text, 2019)
    assert (found.kind, found.event, found.offset_days, found.offset_unit) == ("event", event, days, unit)
    assert list(when.questions(text, 2019)) == []


DATED = [  # text, kind, first day, last day
    ("Tuần 2 tháng 3", "window", "2019-03-08", "2019-03-14"),
    ("Tuần thứ hai của tháng 3/2019", "window", "2019-03-08", "2019-03-14"),
    ("Tuần 2, 3 tháng 4", "window", "2019-04-08", "2019-04-21"),
    ("Tuần cuối tháng 2", "window", "2019-02-22", "2019-02-28"),
    ("Tuần 4 và tuần cuối tháng 3", "window", "2019-03-22", "2019-03-31"),  # nothing lies between the two
    ("Quý I+II", "window", "2019-01-01", "2019-06-30"),
    ("Quý I, II", "window", "2019-01-01", "2019-06-30"),
    ("Quý I - III", "window", "2019-01-01", "2019-09-30"),
    ("Quý III, IV năm 2019", "window", "2019-07-01", "2019-12-31"),
    ("Quí II", "window", "2019-04-01", "2019-06-30"),
    ("Kể từ ngày 01/3/2019", "window", "2019-03-01", "2019-12-31"),
    ("30 ngày kể từ ngày 01/3/2019", "deadline", None, "2019-03-31"),
    ("Khi có văn bản mới, hoàn thành trước 30/6/2019", "deadline", None, "2019-06-30"),
    ("31/12/2019 (31/12/2019)", "deadline", None, "2019-12-31"),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), DATED)
def test_weeks_lists_and_days_counted_from_a_day(text: str, kind: str, start: str | None, end: str | None) -> None:
    found = when.understand(text, 2019)
    days = tuple(day and day.isoformat() for day in (found.start, found.end))
    assert (found.kind, *days) == (kind, start, end)
    assert list(when.questions(text, 2019)) == []


ROUND = [  # time, money, rule, how often in 2019, đồng in all
    ("Ngày 29 hằng tháng", "5 triệu đồng/tháng", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", 12, 60),
    ("Ngày 30 hằng tháng", "5 triệu đồng/tháng", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", 12, 60),
    ("Ngày 31 hàng tháng", "5 triệu đồng/tháng", "FREQ=MONTHLY;BYMONTHDAY=-1", 12, 60),
    ("Cuối mỗi tháng", "5 triệu đồng/tháng", "FREQ=MONTHLY;BYMONTHDAY=-1", 12, 60),
    ("Ngày cuối cùng của tháng", "5 triệu đồng/tháng", "FREQ=MONTHLY;BYMONTHDAY=-1", 12, 60),
    ("Ngày 15 và 30 hằng tháng", "5 triệu đồng/kỳ", "FREQ=MONTHLY;BYMONTHDAY=15,28,29,30;BYSETPOS=1,-1", 24, 120),
    ("Ngày 31 của tháng cuối quý", "5 triệu đồng/quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", 4, 20),
    ("Ngày 30 của tháng cuối mỗi quý", "5 triệu đồng/quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=30", 4, 20),
    ("Ngày 31 tháng giữa quý", "5 triệu đồng/quý", "FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=-1", 4, 20),
    ("Ngày cuối quý", "5 triệu đồng/quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", 4, 20),
    ("Hằng tháng, trước ngày 25", "5 triệu đồng/tháng", "FREQ=MONTHLY;BYMONTHDAY=25", 12, 60),
    ("Mỗi tháng 02 kỳ", "5 triệu đồng/kỳ", "FREQ=MONTHLY;BYMONTHDAY=15,-1", 24, 120),
    ("Hàng quý", "5 triệu đồng/quý", "FREQ=MONTHLY;INTERVAL=3", 4, 20),
    ("Tháng 6 và tháng 12 hằng năm", "5 triệu đồng/kỳ", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", 2, 10),
    ("Ngày 29/2 hằng năm", "5 triệu đồng/kỳ", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", 1, 5),
    ("Thứ Sáu hàng tuần", "1 triệu đồng/tuần", "FREQ=WEEKLY;BYDAY=FR", 52, 52),
]


@pytest.mark.parametrize(("time", "cost", "rule", "count", "millions"), ROUND)
def test_a_day_that_a_month_lacks_is_its_last(time: str, cost: str, rule: str, count: int, millions: int) -> None:
    task, reading = only("Sở Nội vụ", "Sở Y tế", time, cost)
    assert (task.schedule.kind, task.schedule.rrule) == ("recurring", rule)
    assert (task.budget.count, task.budget.total) == (count, millions * 10**6)
    assert reading.doubts == ()


ASKED = [  # text, what is asked
    ("31/03/2026 … trước ngày 15/3/2026", "có nhiều thời điểm (“31/03/2026”; “15/3/2026”)"),
    ("Trước ngày 31/3/2019, báo cáo trước ngày 15/4/2019", "có nhiều thời điểm (“31/3/2019”; “15/4/2019”)"),
    ("Trước ngày 15/6 và 20/12", "có nhiều thời điểm (“15/6”; “20/12”)"),
    ("Quý I (sơ kết), Quý III (tổng kết)", "có nhiều thời điểm (“Quý I”; “Quý III”)"),
    ("Trước 31/6/2019", "31/6/2019 không phải một ngày có thật, tháng 6 chỉ có 30 ngày"),
    ("30/13/2019", "không có tháng 13"),
    ("Quý II hoặc Quý III", "“hoặc”"),
    ("Đợt 2 tháng 3", "“Đợt 2”"),
    ("Ngày 20 hàng quý", "“Ngày 20”"),
    ("Thường xuyên; Quý II", "“Quý II”"),
    ("Trước ngày 15 hàng tháng; riêng báo cáo năm trước 30/11/2019", "“riêng báo cáo năm trước 30/11/2019”"),
    ("Tháng 9 (sau khai giảng)", "“sau khai giảng”"),
]


@pytest.mark.parametrize(("text", "why"), ASKED)
def test_what_is_not_sure_is_asked(text: str, why: str) -> None:
    task, reading = only("Sở Nội vụ", "Sở Y tế", text)
    asked = [doubt.why for doubt in reading.doubts if doubt.field == "schedule"]
    assert task.schedule.text == text
    assert any(why in one for one in asked), asked


# ------------------------------------------------------------------ who
WHO = [  # lead, partners, who leads, who takes part, names nobody knows
    ("Sở Nội vụ", "Sở Y tế:", "so-noi-vu", "so-y-te", ()),
    ("Sở Y tế:", "Sở Nội vụ", "so-y-te", "so-noi-vu", ()),
    ("Sở Tư pháp: chủ trì; Sở Nội vụ: phối hợp", "Sở Nội vụ", "so-tu-phap", "so-noi-vu", ()),
    ("Sở Nội vụ: phối hợp; Sở Tư pháp: chủ trì", "", "so-tu-phap", "so-noi-vu", ()),
    ("Sở Y tế (chủ trì); Sở Nội vụ, Sở Tài chính (phối hợp)", "", "so-y-te", "so-noi-vu so-tai-chinh", ()),
    ("Chủ trì: Sở Nội vụ; phối hợp: Sở Y tế; Sở Tài chính", "", "so-noi-vu", "so-y-te so-tai-chinh", ()),
    ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", "", "so-noi-vu", "so-tai-chinh", ()),
    ("Sở Nội vụ chủ trì, Hội Nông dân phối hợp", "", "so-noi-vu", "", ("Hội Nông dân",)),
    ("Sở Nội vụ: tham mưu; Sở Y tế: thực hiện", "", "so-noi-vu so-y-te", "", ()),
    ("Sở Nội vụ - Sở Tài chính", "", "so-noi-vu so-tai-chinh", "", ()),
    ("Các Sở: Tư pháp, Tài chính", "", "so-tu-phap so-tai-chinh", "", ()),
    ("Sở Nội vụ", "Sở Y tế: 05 bản; Sở Nội vụ: 02 bản", "so-noi-vu", "so-y-te so-noi-vu", ("05 bản", "02 bản")),
    (
        "Sở Tài chính, Ban Quản lý các Khu công nghệ cao", "", "so-tai-chinh", "",
        ("Ban Quản lý các Khu công nghệ cao",),
    ),
    ("Sở Nội vụ", "Ban", "so-noi-vu", "", ("Ban",)),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "partners", "leads", "helps", "unknown"), WHO)
def test_a_colon_or_a_role_keeps_the_unit_before_it(
    lead: str, partners: str, leads: str, helps: str, unknown: tuple[str, ...]
) -> None:
    task, _ = only(lead, partners, "Quý I")
    assert (task.lead.units, task.partners.units) == (tuple(leads.split()), tuple(helps.split()))
    assert task.lead.unresolved + task.partners.unresolved == unknown
    assert (task.lead.classes, task.partners.classes, task.lead.condition) == ((), (), None)


@pytest.mark.parametrize(
    ("lead", "condition"),
    [
        ("Sở Nội vụ, Sở Y tế phối hợp", "phối hợp"),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính; UBND cấp huyện", "phối hợp"),
    ],
)
def test_a_role_that_is_nobodys_for_certain_is_asked_about(lead: str, condition: str) -> None:
    task, reading = only(lead, "", "Quý I")
    assert task.lead.condition == condition
    assert [doubt.field for doubt in reading.doubts if doubt.where == task.code] == ["lead"]


HALF_KNOWN = [
    "Công an Thành phố", "Văn phòng UBND Thành phố", "Thanh tra Thành phố", "Thanh tra huyện Tân Hồng",
    "UBND Thành phố", "UBND TP", "Thành phố", "Công an huyện", "Phòng Nội vụ các huyện",
]  # fmt: skip


@pytest.mark.parametrize("text", HALF_KNOWN)
def test_half_a_name_is_nobody(text: str) -> None:
    assert resolver().understand(text) == Who(text, unresolved=(text,))


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Các huyện, thị xã, thành phố", "district"),
        ("UBND các huyện, thành phố", "district"),
        ("Các huyện và thành phố", "rural_district city"),
        ("Các thành phố", "city"),
        ("UBND thành phố", "city"),
        ("Các sở, ngành: chủ trì", "department"),
    ],
)
def test_a_plural_still_means_all_of_them(text: str, classes: str) -> None:
    assert resolver().understand(text) == Who(text, classes=tuple(classes.split()))


# ------------------------------------------------------------------ money
@pytest.mark.parametrize("text", ["40 triệu, 2 đợt", "5 triệu/lớp, 3 lớp", "1. 40 triệu", "40 triệu; 50 triệu"])
def test_a_number_beside_the_amount_makes_it_words_and_is_asked_about(text: str) -> None:
    task, reading = only("Sở Nội vụ", "Sở Y tế", "Quý I", text)
    assert (task.budget.kind, task.budget.total) == ("words", None)
    assert [doubt.field for doubt in reading.doubts] == ["budget"]


# ------------------------------------------------------------------ properties
SAID = (
    "quý tháng ngày năm tuần I II IV 1 2 3 15 28 31 02 2019 2020 / - , ; . và từ đến trước sau khi có hằng mỗi kỳ lần "
    "định trong cả đầu cuối hết của thường xuyên đột xuất làm việc 10/02/2019 31/4/2019 ngay mới ký kể đợt hoặc báo"
)
TIMES = st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=9).map(" ".join)


def _said(text: str) -> tuple[When, list[tuple[str, bool]]]:
    return replace(when.understand(text, 2019), text=""), list(when.questions(text, 2019))


@settings(max_examples=800, deadline=None)
@given(text=TIMES, data=st.data())
def test_no_number_of_a_time_is_dropped(text: str, data: st.DataObject) -> None:
    """Another number in its place gives another reading or another question."""
    parts = text.split(" ")
    places = [place for place, part in enumerate(parts) if part.isdecimal()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from(["4", "6", "11", "2018"]))
    assume(int(other) != int(parts[place]))
    assert _said(text) != _said(" ".join([*parts[:place], other, *parts[place + 1 :]]))


@settings(max_examples=400, deadline=None)
@given(text=TIMES)
def test_a_day_that_comes_out_stands_in_the_text(text: str) -> None:
    found = when.understand(text, 2019)
    if found.kind != "deadline" or found.end is None:
        return
    numbers = {int(part) for part in squeeze(text).replace("/", " ").split() if part.isdecimal()}
    ends = (found.end + dt.timedelta(days=1)).day == 1
    assert found.end.day in numbers or ends or any(unit in text for unit in ("ngày", "tuần"))


SUMS = "5 40 2 triệu tr tỷ đồng / x kỳ tháng huyện , ; + ( ) NS tỉnh mỗi 1.500 12"
AMOUNTS = st.lists(st.sampled_from(SUMS.split()), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=500, deadline=None)
@given(text=AMOUNTS, data=st.data())
def test_no_number_of_a_budget_is_dropped(text: str, data: st.DataObject) -> None:
    """Another number gives another sum, unless it is a detail in parentheses; what gives none stays words."""
    outside = text.split("(")[0].split(" ")
    places = [place for place, part in enumerate(outside) if part.isdecimal()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    parts = text.split(" ")
    changed = " ".join([*parts[:place], "37", *parts[place + 1 :]])
    monthly = when.understand("Hàng tháng", 2019)
    one, other = (replace(money.understand(said, monthly, 2019), text="") for said in (text, changed))
    assert one != other or one.kind != "money"


NAMES = ["Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "Sở Tài chính", "Thanh tra tỉnh", "UBND huyện Tân Hồng", "Báo Đồng Tháp"]
ROLES = st.sampled_from([":", ": chủ trì", ": phối hợp", " (chủ trì)", " (phối hợp)", " chủ trì", "", ": thực hiện"])


@settings(max_examples=300, deadline=None)
@given(
    chosen=st.lists(st.tuples(st.sampled_from(NAMES), ROLES), min_size=1, max_size=5, unique_by=lambda pair: pair[0]),
    mark=st.sampled_from(["; ", ", "]),
)
def test_every_unit_of_a_list_with_roles_comes_out_once(chosen: list[tuple[str, str]], mark: str) -> None:
    text = mark.join(name + role for name, role in chosen)
    alone = {code for name, _ in chosen for code in resolver().understand(name).units}
    lead, partners = resolver().bearers(text, "")
    assert set(lead.units) | set(partners.units) == alone
    assert not set(lead.units) & set(partners.units)
    assert lead.unresolved + partners.unresolved == ()


@settings(max_examples=300, deadline=None)
@given(
    words=st.lists(st.sampled_from([*NAMES, "Thành phố", "Huyện", "Ban", "Quản lý", "các", ",", ";", ":"]), max_size=7)
)
def test_a_unit_that_comes_out_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    names = {unit.code: unit.name for unit in directory().units}
    for code in resolver().understand(text).units:
        assert names[code].split()[-1].casefold() in text.casefold(), code


@settings(max_examples=300, deadline=None)
@given(lead=st.text(max_size=60), partners=st.text(max_size=60))
def test_no_list_of_units_breaks_the_reader(lead: str, partners: str) -> None:
    leads, helps = resolver().bearers(lead, partners)
    assert leads.text == squeeze(lead)
    assert helps.text == squeeze(partners)
