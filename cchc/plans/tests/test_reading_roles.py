"""Whose communes are meant, and letters that may be a role: read for certain, or asked, never another office."""

import pytest

from cchc.plans.tests.reading_directory import directory, resolver

COMMUNES = {unit.code: unit for unit in directory().units if unit.level == "commune"}
TAM_NONG = {code for code, unit in COMMUNES.items() if unit.parent == "871"}
XA = {code for code in TAM_NONG if COMMUNES[code].name.startswith("Xã")}
WARDS = {code for code, unit in COMMUNES.items() if unit.parent == "866" and unit.name.startswith("Phường")}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("UBND các xã, thị trấn của huyện Tam Nông", TAM_NONG),
        ("UBND các xã, thị trấn (thuộc huyện Tam Nông)", TAM_NONG),
        ("UBND xã, thị trấn (huyện Tam Nông)", TAM_NONG),
        ("UBND cấp xã của huyện Tam Nông", TAM_NONG),
        ("UBND cấp xã trên địa bàn huyện Tam Nông", TAM_NONG),
        ("Các xã, thị trấn huyện Tam Nông", TAM_NONG),
        ("Các xã của huyện Tam Nông", XA),
        ("UBND các xã thuộc huyện Tam Nông", XA),
        ("UBND các phường của thành phố Cao Lãnh", WARDS),
        ("UBND các xã, thị trấn thuộc huyện Tam Nông, Sở Nội vụ", TAM_NONG | {"so-noi-vu"}),
        ("Xã Tân Thành (huyện Lai Vung)", {"30226"}),
        ("Xã Tân Thành của huyện Lai Vung", {"30226"}),
        # what was plain stays so
        ("Sở Thông tin và Truyền thông (TTTT)", {"so-tttt"}),
        ("Sở Nội vụ (chủ trì), Sở Y tế (phối hợp)", {"so-noi-vu", "so-y-te"}),
        ("Các Sở: Nội vụ, TP", {"so-noi-vu", "so-tu-phap"}),
        ("Sở CT", {"so-cong-thuong"}),
        ("Sở Nội vụ; TT tỉnh", {"so-noi-vu", "thanh-tra-tinh"}),
        ("Sở Nội vụ, TP Cao Lãnh", {"so-noi-vu", "866"}),
        ("Chủ tịch UBND huyện Tam Nông", {"871"}),
    ],
)
def test_units_are_those_that_are_meant(text: str, units: set[str]) -> None:
    who = resolver().understand(text)
    assert (set(who.units), who.classes, who.condition, who.unresolved) == (units, (), None, ())


@pytest.mark.parametrize(
    ("text", "units", "condition", "unresolved"),
    [
        ("UBND cấp xã, huyện Tam Nông", (), "huyện Tam Nông", ()),
        ("UBND cấp xã của huyện Tam Nông và huyện Tháp Mười", (), "của huyện Tam Nông và huyện Tháp Mười", ()),
        ("Các xã, thị trấn: huyện Tam Nông", ("871",), None, ("xã", "thị trấn")),
        ("Các cơ quan, đơn vị của huyện Tam Nông", (), "của huyện Tam Nông", ()),
        ("Trung tâm KSTTHC và PVHCC của Sở Y tế", ("tt-kstthc-pvhcc",), "của Sở Y tế", ()),
        ("Các sở (Sở Nội vụ, Sở Y tế)", (), "Sở Nội vụ, Sở Y tế", ()),
        ("Sở Nội vụ (CT)", ("so-noi-vu",), "CT", ()),
        ("Sở Nội vụ (GĐ)", ("so-noi-vu",), "GĐ", ()),
        ("Sở Nội vụ (CT), Sở Tài chính (PH)", ("so-noi-vu", "so-tai-chinh"), "CT; PH", ()),
        ("Sở Nội vụ (TT), Sở Tài chính (TP)", ("so-noi-vu", "so-tai-chinh"), "TT; TP", ()),
        ("Sở Nội vụ (CT: Sở Y tế)", ("so-noi-vu",), "CT: Sở Y tế", ()),
        ("Sở Nội vụ (CAT)", ("so-noi-vu",), "CAT", ()),
        ("Sở Y tế, CT UBND huyện Tam Nông", ("so-y-te",), None, ("CT UBND huyện Tam Nông",)),
        ("Sở Nội vụ: CT; Sở Tài chính: PH", ("so-noi-vu", "so-tai-chinh"), None, ("CT", "PH")),
        ("CT: Sở Nội vụ; PH: Sở Tài chính", ("so-noi-vu", "so-tai-chinh"), None, ("CT", "PH")),
        ("Sở Nội vụ, TT, TP", ("so-noi-vu",), None, ("TT", "TP")),
        ("Sở Nội vụ - CT", ("so-noi-vu",), None, ("CT",)),
    ],
)
def test_what_may_be_something_else_is_asked(
    text: str, units: tuple[str, ...], condition: str | None, unresolved: tuple[str, ...]
) -> None:
    who = resolver().understand(text)
    assert (who.units, who.condition, who.unresolved) == (units, condition, unresolved)
