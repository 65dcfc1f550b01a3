"""A written name becomes a unit exactly, or without tones where no other could be meant; else both are named."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.refusal import Refusal
from cchc.kernel.text import fold
from cchc.organisation import queries
from cchc.organisation.actions import add_alias, load_file, remove_alias
from cchc.organisation.queries.written_units import written_registry
from cchc.organisation.rules.resolving import Names, key
from cchc.organisation.tests.units_cases import NOW, OFFICE, written_file

DAY, TWO_TIERS = dt.date(2019, 6, 1), dt.date(2026, 3, 1)
TAN_THANH, TAN_THANH_NANG = "xa-tan-thanh-huyen-lai-vung", "xa-tan-thanh-huyen-thanh-binh"


@pytest.fixture
def registry(db: None) -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)


def unit(text: str, day: dt.date = DAY, **narrow: object) -> str:
    return queries.slugs()[queries.Written(day).unit(text, **narrow)]  # type: ignore[arg-type]


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Xã Tân Thành", TAN_THANH),
        ("Xã Tân Thạnh", TAN_THANH_NANG),
        ("  XÃ  TÂN\u00a0THẠNH ", TAN_THANH_NANG),
        ("30157", TAN_THANH_NANG),
        (TAN_THANH, TAN_THANH),
        ("Xã Tân Thạnh (H. Thanh Bình)", TAN_THANH_NANG),
        ("Xã Tân Thành, huyện Lai Vung", TAN_THANH),
        ("UBND xã Tân Thành", TAN_THANH),
        ("xa Tan Thanh huyen Lai Vung", TAN_THANH),
        ("So Noi vu", "so-noi-vu"),
        ("Sở Nôị vụ", "so-noi-vu"),
        ("Sở Lao \u00f0ộng – Thương binh & Xã hội", "so-ldtbxh"),
        ("TX. Hồng Ngự", "thi-xa-hong-ngu"),
    ],
)
def test_a_name_means_one_unit(text: str, slug: str) -> None:
    assert unit(text) == slug


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("text", ["xa tan thanh", "Xa Tân Thanh", "XA TAN THANH"])
def test_a_name_without_tones_that_may_mean_two_is_refused_and_names_both(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        unit(text)
    assert "Xã Tân Thành" in refused.value.message
    assert "Xã Tân Thạnh" in refused.value.message


OTHER_TONES = [
    ("Xã Tân Thành, huyện Thanh Bình", ("Xã Tân Thành", "Xã Tân Thạnh")),  # the name of one, the district of the other
    ("Xã An Hóa, huyện Tam Nông", ("Xã An Hòa",)),
    ("Xã Phú Thánh A", ("Xã Phú Thành A",)),
    ("Huyện Cao Lanh", ("Huyện Cao Lãnh",)),
    ("Sơ Nội vụ", ("Sở Nội vụ",)),
    ("Sở Nội vụ tỉnh ta", ("Sở Nội vụ",)),
]


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize(("text", "near"), OTHER_TONES)
def test_a_name_with_other_tones_is_refused_and_names_what_it_comes_near_to(text: str, near: tuple[str, ...]) -> None:
    with pytest.raises(Refusal, match=f"Không có đơn vị nào tên “{text}”") as refused:
        unit(text)
    assert all(name in refused.value.message for name in near)


@pytest.mark.usefixtures("registry")
def test_words_that_only_lack_their_tones_are_understood_for_whoever_confirms_them() -> None:
    assert unit("Huyện Cao Lanh", confirmed=True) == "huyen-cao-lanh"
    for text, _ in OTHER_TONES[:3]:
        with pytest.raises(Refusal, match="gần giống"):
            unit(text, confirmed=True)
    with pytest.raises(Refusal, match=r"Xã Tân Thành.*Xã Tân Thạnh"):
        unit("Xã Tân Thanh", confirmed=True)


@pytest.mark.usefixtures("registry")
def test_what_is_known_of_the_unit_tells_two_apart() -> None:
    above = queries.unit_id_by_slug("huyen-thanh-binh")
    assert unit("xa tan thanh", parent=above) == TAN_THANH_NANG
    with pytest.raises(Refusal, match="Không có đơn vị"):
        unit("Xã Tân Thành", level="district")


@pytest.mark.usefixtures("registry")
def test_a_unit_of_another_day_is_not_taken_for_the_one_that_folds_alike() -> None:
    """Huyện Hồng Ngự ended in 2025; "Xã Tân Thành" of a list of 2026 is never Xã Tân Thạnh."""
    with pytest.raises(
        Refusal, match=r"“Huyện Hồng Ngự” không còn hoạt động vào ngày 01/03/2026: đã kết thúc ngày 30/06/2025"
    ):
        unit("Huyện Hồng Ngự", TWO_TIERS)


def test_a_list_of_some_units_does_not_make_one_of_two() -> None:
    """Only Tân Thạnh is scored: a form of "xa tan thanh" may still be one of Tân Thành."""
    registry = written_registry()
    valid = registry.on(DAY)
    names = Names(registry, valid, {})
    only = frozenset({TAN_THANH_NANG})
    assert names.meant("xa tan thanh", only) == {TAN_THANH, TAN_THANH_NANG}
    assert names.meant("Xã Tân Thành", only) == {TAN_THANH}
    assert names.meant("Phường 1", frozenset({"phuong-1-thanh-pho-sa-dec"})) == {"phuong-1-thanh-pho-sa-dec"}


REGISTRY = written_registry()
VALID = REGISTRY.on(DAY)
NAMES = Names(REGISTRY, VALID, {})


@given(st.sampled_from(sorted(VALID)), st.sampled_from(sorted(VALID)))
def test_an_exact_name_never_becomes_a_unit_of_another_name(slug: str, other: str) -> None:
    one, another = VALID[slug], VALID[other]
    meant = NAMES.meant(one.name, frozenset())
    assert slug in meant
    if fold(one.name) == fold(another.name) and one.name != another.name:
        assert other not in meant


@given(st.sampled_from(sorted(VALID)), st.data())
def test_a_name_written_with_tones_never_becomes_a_unit_with_other_tones(slug: str, data: st.DataObject) -> None:
    letters = list(unicodedata.normalize("NFD", VALID[slug].name))
    places = [place for place, letter in enumerate(letters) if unicodedata.combining(letter)]
    if not places:
        return
    letters[data.draw(st.sampled_from(places))] = data.draw(st.sampled_from("\u0300\u0309\u0303\u0301\u0323"))
    changed = unicodedata.normalize("NFC", "".join(letters))
    for partly in (False, True):
        for meant in NAMES.meant(changed, frozenset(), partly=partly):
            assert key(VALID[meant].name) == key(changed)


@pytest.mark.usefixtures("registry")
def test_other_names_that_differ_by_a_tone_are_two() -> None:
    add_alias("Cụm Tân Thành", ["30226"], as_of=DAY, actor=OFFICE, now=NOW)
    add_alias("Cụm Tân Thạnh", ["30157"], as_of=DAY, actor=OFFICE, now=NOW)
    assert (unit("cụm Tân Thành"), unit("Cụm tân thạnh")) == (TAN_THANH, TAN_THANH_NANG)
    with pytest.raises(Refusal, match=r"Xã Tân Thành.*Xã Tân Thạnh"):
        unit("cum tan thanh")
    with pytest.raises(Refusal, match="đã là tên"):
        add_alias("cum tan thanh", ["30157"], as_of=DAY, actor=OFFICE, now=NOW)
    remove_alias("Cụm Tân Thạnh", actor=OFFICE, now=NOW)
    assert unit("Cụm Tân Thành") == TAN_THANH
