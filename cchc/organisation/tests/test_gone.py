"""What is told of a name of another day: Đồng Tháp from three tiers to two (NĐ 45/2025, Luật 72/2025, NQ 202/2025)."""

import datetime as dt

import pytest

from cchc.kernel.refusal import Refusal
from cchc.organisation import queries
from cchc.organisation.actions import add_alias, load_file, remove_alias
from cchc.organisation.tests.units_cases import NOW, OFFICE, written_file

THEN, NOW_DAY = dt.date(2019, 1, 10), dt.date(2026, 11, 10)
PLANNING, FINANCE = "Sở Kế hoạch và Đầu tư", "Sở Tài chính"


@pytest.fixture
def registry(db: None) -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)


@pytest.mark.parametrize(
    ("text", "last", "heirs"),
    [
        (PLANNING, dt.date(2025, 2, 28), [FINANCE]),  # NĐ 45/2025/NĐ-CP, hiệu lực 01/03/2025
        ("Sở KH&ĐT", dt.date(2025, 2, 28), [FINANCE]),
        ("So Ke hoach va Dau tu", dt.date(2025, 2, 28), [FINANCE]),
        ("Sở Giao thông vận tải", dt.date(2025, 2, 28), ["Sở Xây dựng"]),
        ("Sở LĐ-TB&XH", dt.date(2025, 2, 28), ["Sở Giáo dục và Đào tạo", "Sở Nội vụ", "Sở Y tế"]),  # chia
        ("UBND xã Hòa Bình", dt.date(2025, 6, 30), ["Xã Phú Cường"]),  # NQ 1663/NQ-UBTVQH15
    ],
)
def test_a_unit_that_ended_is_told_with_its_last_day_and_successors(text: str, last: dt.date, heirs: list[str]) -> None:
    directory = queries.written_directory(NOW_DAY)
    (one,) = {(one.last, one.heirs) for one in directory.bore(text)}
    assert (one[0], [directory.full_name(code) for code in one[1]]) == (last, heirs)
    assert not queries.written_directory(THEN).bore(text)


def test_a_district_has_no_successor_but_what_stands_where_it_stood() -> None:
    directory = queries.written_directory(NOW_DAY)
    (one,) = directory.bore("Huyện Tam Nông")
    assert one.heirs == ()
    assert {"Tỉnh Đồng Tháp", "Xã Tam Nông"} <= {directory.full_name(code) for code in one.around}


def test_a_unit_yet_to_come_is_told_with_its_first_day() -> None:
    (one,) = {one.first for one in queries.written_directory(THEN).bore("Sở Nông nghiệp và Môi trường")}
    assert one == dt.date(2025, 3, 1)


@pytest.mark.parametrize(
    ("key", "since", "level", "heirs"),
    [
        ("district", dt.date(2025, 7, 1), "district", ("commune", "82")),  # Luật 72/2025/QH15: hai cấp từ 01/07/2025
        ("rural_district", dt.date(2025, 7, 1), "district", ("commune", "82")),
        ("township", dt.date(2025, 7, 1), "", ("rural_commune",)),
    ],
)
def test_a_class_without_members_is_told_since_when_and_who_took_over(
    key: str, since: dt.date, level: str, heirs: tuple[str, ...]
) -> None:
    group = queries.written_directory(NOW_DAY).class_by_key[key]
    assert (group.empty_since, group.ended_level, group.heirs) == (since, level, heirs)
    assert queries.written_directory(THEN).class_by_key[key].empty_since is None


@pytest.mark.usefixtures("registry")
def test_a_list_that_names_it_is_told_so() -> None:
    with pytest.raises(Refusal, match=f"đã kết thúc ngày 28/02/2025; kế thừa: {FINANCE}"):
        queries.Written(NOW_DAY).unit(PLANNING)
    with pytest.raises(Refusal, match="đơn vị này có từ ngày 01/03/2025"):
        queries.Written(THEN).unit("Sở Nông nghiệp và Môi trường")
    with pytest.raises(Refusal, match="đã kết thúc ngày 28/02/2025"):
        queries.Written(NOW_DAY).unit("so-khdt")


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("text", [PLANNING, "Sở KHĐT", "Sở KH&ĐT"])
def test_a_remembered_name_holds_from_the_end_of_whom_it_meant(text: str) -> None:
    add_alias(text, ("so-tai-chinh",), as_of=NOW_DAY, actor=OFFICE, now=NOW)
    slugs = queries.slugs()
    assert slugs[queries.Written(NOW_DAY).unit(text)] == "so-tai-chinh"
    assert slugs[queries.Written(dt.date(2025, 3, 1)).unit(text)] == "so-tai-chinh"
    assert slugs[queries.Written(dt.date(2025, 2, 28)).unit(text)] == "so-khdt"
    assert [unit.name for unit in queries.directory(THEN).meanings(text)] == [PLANNING]
    load_file(written_file(), actor=OFFICE, now=NOW)
    assert slugs[queries.Written(NOW_DAY).unit(text)] == "so-tai-chinh"
    remove_alias(text, actor=OFFICE, now=dt.datetime(2026, 11, 10, 5, tzinfo=dt.UTC))
    with pytest.raises(Refusal, match="đã kết thúc"):
        queries.Written(NOW_DAY).unit(text)
    assert slugs[queries.Written(THEN).unit(text)] == "so-khdt"


@pytest.mark.usefixtures("registry")
def test_search_has_it_with_its_end_and_successors() -> None:
    (one,) = queries.search_ended("so ke hoach va dau tu", NOW_DAY)
    assert (one.name, one.last, one.heirs) == (PLANNING, dt.date(2025, 2, 28), (FINANCE,))
    assert not queries.search_ended(PLANNING, THEN)


def test_a_code_of_another_day_is_told_as_its_unit_is(registry: None) -> None:
    """What commands are given; the province goes on, under the code of the merged one."""
    planning, province = (
        next(row.code for row in queries.units(THEN) if row.name == name) for name in (PLANNING, "Tỉnh Đồng Tháp")
    )
    assert queries.of_code(planning, THEN) == queries.Written(THEN).unit(PLANNING)
    with pytest.raises(Refusal, match="đã kết thúc ngày 28/02/2025; kế thừa: Sở Tài chính"):
        queries.of_code(planning, NOW_DAY)
    today = next(row.code for row in queries.units(NOW_DAY, "province"))
    with pytest.raises(Refusal, match=f"Mã “{province}” không còn dùng .* Tỉnh Đồng Tháp mang mã {today}"):
        queries.of_code(province, NOW_DAY)
    with pytest.raises(Refusal, match=f"Mã “{today}” chưa dùng vào ngày 10/01/2019: có từ ngày 01/07/2025"):
        queries.of_code(today, THEN)
    with pytest.raises(Refusal, match="Không có đơn vị mang mã “không có”"):
        queries.of_code("không có", THEN)
