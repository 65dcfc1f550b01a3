"""Each kind of change: what it leaves, what it records, what it refuses."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from cchc.organisation.rules import changes, lineage
from cchc.organisation.rules.changes import Details, Outcome, Record
from cchc.organisation.rules.problems import Nonsense
from cchc.organisation.rules.registry import Party, Registry
from cchc.organisation.tests.units_cases import DAY, province

EVE = DAY - dt.timedelta(days=1)
LATER = DAY + dt.timedelta(days=400)
BY = Record(on=DAY, basis="Nghị quyết 1/NQ")
XA_MOI = Details(name="Xã Mới", level="commune", kind="xã", parent="huyen-tren", code="90009")


def parents(registry: Registry, day: dt.date) -> dict[str, str | None]:
    return {slug: version.parent for slug, version in registry.on(day).items()}


def test_rename_closes_one_version_and_opens_the_next() -> None:
    after, change = changes.rename(province(), "xa-an", {"name": "Phường An", "kind": "phường"}, BY)
    first, second = after.units["xa-an"].versions
    assert (first.valid_to, second.valid_from, second.valid_to) == (EVE, DAY, None)
    assert (second.name, second.kind, second.code) == ("Phường An", "phường", "90001")
    assert second.official_name == "Ủy ban nhân dân phường An"
    assert (change.kind, change.before, change.after) == ("rename", (Party("xa-an"),), (Party("xa-an"),))


def test_a_name_given_by_hand_is_not_overwritten_by_a_rename() -> None:
    registry = province()
    unit = registry.units["so-noi-vu"]
    registry = registry.with_units(replace(unit, versions=(replace(unit.versions[0], short="Nội vụ"),)))
    after, _ = changes.rename(registry, "so-noi-vu", {"name": "Sở Nội vụ và Lao động"}, BY)
    assert after.units["so-noi-vu"].versions[-1].short == "Nội vụ"


def test_create_founds_a_unit_from_the_day() -> None:
    after, change = changes.create(province(), XA_MOI, BY)
    assert after.units["xa-moi"].at(EVE) is None
    assert after.units["xa-moi"].at(DAY)
    assert change.after == (Party("xa-moi"),)


def test_create_finds_a_free_slug() -> None:
    details = replace(XA_MOI, name="Xã An")
    after, _ = changes.create(province(), details, BY)
    assert "xa-an-huyen-tren" in after.units


def test_merge_into_one_of_them_ends_the_others() -> None:
    after, change = changes.merge(province(), [Party("xa-an"), Party("xa-binh")], "xa-an", BY)
    assert after.units["xa-binh"].at(DAY) is None
    assert after.units["xa-binh"].at(EVE)
    assert after.units["xa-an"].at(DAY)
    assert lineage.successors(after, "xa-binh", DAY) == (Party("xa-an"),)
    assert change.kind == "merge"


def test_merge_into_a_new_unit_ends_all_and_keeps_the_part() -> None:
    before = [Party("xa-an"), Party("xa-binh"), Party("xa-cu-lao", partial=True), Party(name="Xã Xa, tỉnh khác")]
    after, _ = changes.merge(province(), before, replace(XA_MOI, code="90001"), BY)
    assert set(after.on(DAY)) & {"xa-an", "xa-binh", "xa-cu-lao", "xa-moi"} == {"xa-cu-lao", "xa-moi"}
    reach = lineage.reach(after, DAY)
    assert reach["xa-moi"] == {"xa-moi", "xa-an", "xa-binh"}


def test_what_hung_below_a_merged_unit_hangs_below_its_heir() -> None:
    after, _ = changes.merge(province(), [Party("huyen-tren"), Party("huyen-duoi")], "huyen-duoi", BY)
    assert parents(after, DAY)["xa-an"] == "huyen-duoi"
    assert parents(after, EVE)["xa-an"] == "huyen-tren"
    assert {"huyen-tren", "xa-an", "xa-binh"} <= lineage.reach(after, DAY)["huyen-duoi"]


def test_split_divides_and_hands_on_in_part() -> None:
    into = [replace(XA_MOI, name="Xã Một", code="90011"), replace(XA_MOI, name="Xã Hai", code="90012")]
    after, _ = changes.split(province(), "xa-an", into, BY)
    assert after.units["xa-an"].at(DAY) is None
    assert {party.slug for party in lineage.successors(after, "xa-an", DAY)} == {"xa-mot", "xa-hai"}
    assert "xa-an" not in lineage.reach(after, DAY)["xa-mot"]


def test_origins_go_back_through_every_change() -> None:
    first, _ = changes.merge(province(), [Party("xa-an"), Party("xa-binh")], XA_MOI, replace(BY, on=EVE))
    after, _ = changes.split(first, "xa-moi", ["xa-moi", replace(XA_MOI, name="Xã Hai", code="90012", slug="")], BY)
    assert lineage.origins(first, EVE)["xa-moi"] == {"xa-an", "xa-binh"}
    assert lineage.origins(after, DAY)["xa-hai"] == {"xa-moi", "xa-an", "xa-binh"}
    assert "xa-hai" not in lineage.origins(after, EVE), "what is still to come made nobody yet"


def test_split_lets_the_unit_go_on_with_the_rest() -> None:
    after, _ = changes.split(province(), "xa-an", ["xa-an", XA_MOI], BY)
    assert after.units["xa-an"].at(DAY)
    assert [party.slug for party in lineage.predecessors(after, "xa-moi", DAY)] == ["xa-an"]


def test_move_hangs_it_elsewhere_from_the_day() -> None:
    after, _ = changes.move(province(), "xa-an", "huyen-duoi", BY)
    assert (parents(after, EVE)["xa-an"], parents(after, DAY)["xa-an"]) == ("huyen-tren", "huyen-duoi")
    assert "xa-an" not in lineage.reach(after, DAY)["huyen-tren"]
    assert "xa-an" in lineage.reach(after, EVE)["huyen-tren"]


def test_abolish_hands_the_communes_to_the_province() -> None:
    after, _ = changes.abolish(province(), ["huyen-tren", "huyen-duoi"], BY, children_to="phu-sa")
    valid = after.on(DAY)
    assert {version.parent for version in valid.values() if version.level == "commune"} == {"phu-sa"}
    assert lineage.successors(after, "huyen-tren", DAY) == ()
    assert "huyen-tren" in lineage.reach(after, DAY)["phu-sa"]


def again(registry: Registry) -> Registry:
    return changes.rename(registry, "xa-an", {"name": "Xã An Hai"}, replace(BY, on=LATER))[0]


REFUSED: list[tuple[Callable[[Registry], Outcome], str]] = [
    (lambda r: changes.rename(r, "xa-an", {"name": "Xã An"}, BY), "Không có gì thay đổi"),
    (lambda r: changes.rename(r, "khong-co", {"name": "X"}, BY), "Không có đơn vị"),
    (lambda r: changes.rename(r, "xa-an", {"name": "X"}, replace(BY, basis=" ")), "văn bản làm căn cứ"),
    (lambda r: changes.rename(r, "xa-an", {"code": "90002"}, BY), "mã 90002"),
    (lambda r: changes.rename(again(r), "xa-an", {"name": "X"}, BY), "sau ngày hiệu lực này"),
    (lambda r: changes.rename(again(r), "xa-an", {"name": "X"}, replace(BY, on=LATER)), "đúng ngày"),
    (lambda r: changes.create(r, replace(XA_MOI, code="90002"), BY), "mã 90002"),
    (lambda r: changes.create(r, replace(XA_MOI, parent="xa-an"), BY), "không thể trực thuộc"),
    (lambda r: changes.create(r, replace(XA_MOI, parent=None), BY), "đúng một đơn vị cao nhất"),
    (lambda r: changes.create(r, replace(XA_MOI, parent="khong-co"), BY), "không có trong danh mục"),
    (lambda r: changes.move(r, "xa-an", "huyen-tren", BY), "đã trực thuộc"),
    (lambda r: changes.move(r, "phu-sa", "huyen-tren", BY), "đơn vị cao nhất"),
    (lambda r: changes.move(r, "trung-tam", "trung-tam", BY), "theo vòng"),
    (lambda r: changes.move(r, "xa-an", "xa-binh", BY), "không thể trực thuộc"),
    (lambda r: changes.merge(r, [Party("xa-an")], "xa-an", BY), "ít nhất một đơn vị khác"),
    (lambda r: changes.merge(r, [Party("xa-an"), Party("xa-an")], "xa-binh", BY), "hai lần"),
    (lambda r: changes.merge(r, [Party("khong-co")], "xa-an", BY), "Không có đơn vị"),
    (lambda r: changes.split(r, "xa-an", ["xa-binh"], BY), "ít nhất hai"),
    (lambda r: changes.split(r, "huyen-tren", ["huyen-duoi", "phu-sa"], BY), "còn 2 đơn vị trực thuộc"),
    (lambda r: changes.abolish(r, ["huyen-tren"], BY), "còn 2 đơn vị trực thuộc"),
    (lambda r: changes.abolish(r, ["huyen-tren"], BY, children_to="huyen-tren"), "không hoạt động"),
    (lambda r: changes.abolish(r, ["phu-sa"], BY, children_to="huyen-tren"), "không thể trực thuộc|không hoạt động"),
    (lambda r: changes.abolish(r, [], BY), "Hãy chọn đơn vị"),
]


@pytest.mark.parametrize(("attempt", "words"), REFUSED)
def test_nonsense_is_refused_in_one_sentence(attempt: Callable[[Registry], Outcome], words: str) -> None:
    with pytest.raises(Nonsense, match=words):
        attempt(province())


def test_nothing_happens_to_a_unit_before_it_begins() -> None:
    registry, _ = changes.create(province(), XA_MOI, replace(BY, on=LATER))
    with pytest.raises(Nonsense, match="không hoạt động vào ngày"):
        changes.rename(registry, "xa-moi", {"name": "X"}, BY)


def test_no_unit_hangs_below_one_that_has_ended() -> None:
    registry, _ = changes.abolish(province(), ["huyen-tren"], BY, children_to="huyen-duoi")
    with pytest.raises(Nonsense, match="không hoạt động"):
        changes.move(registry, "xa-cu-lao", "huyen-tren", replace(BY, on=LATER))
