"""Reads of the registry: what they answer, what they cost, and that memory never outlives a change."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cchc.kernel import requests
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries
from cchc.organisation.actions import changes, load_file
from cchc.organisation.models import UnitVersion
from cchc.organisation.rules.changes import Record
from cchc.organisation.tests.units_cases import NOW, OFFICE, written_file
from cchc.organisation.types import UnitNode

pytestmark = pytest.mark.django_db
PLAN_DAY = dt.date(2018, 12, 6)
TWO_TIERS = dt.date(2025, 7, 1)
READS = {
    "directory": lambda: queries.directory(PLAN_DAY),
    "units": lambda: queries.units(PLAN_DAY),
    "listed": lambda: queries.listed(PLAN_DAY),
    "ids_by_code": lambda: queries.ids_by_code(PLAN_DAY),
    "tree": lambda: queries.tree(PLAN_DAY),
    "names": lambda: queries.names([1, 2, 3], PLAN_DAY),
    "choices": lambda: queries.choices(PLAN_DAY),
    "reach": lambda: queries.reach(PLAN_DAY),
    "search": lambda: queries.search("cao lanh", PLAN_DAY),
    "changes": lambda: queries.changes(),
    "aliases": lambda: queries.aliases(PLAN_DAY),
    "unit_card": lambda: queries.unit_card(queries.root_id(PLAN_DAY), PLAN_DAY),
}


@pytest.fixture(autouse=True)
def province(db: None) -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)


def id_of(slug: str) -> int:
    return queries.unit_id_by_slug(slug)


@pytest.mark.parametrize("name", READS)
def test_a_read_asks_for_the_stamp_and_nothing_else(name: str) -> None:
    """One query a call outside requests (``unit_card`` here asks for the root first); the rest is memory."""
    READS[name]()
    with CaptureQueriesContext(connection) as asked:
        READS[name]()
    assert len(asked) == (2 if name == "unit_card" else 1)


def test_a_changed_registry_is_read_in_ten_queries() -> None:
    """Stamp, eight tables, and the stamp again to see that nobody changed it meanwhile."""
    UnitVersion.objects.filter(unit__slug="so-noi-vu").update(symbol="SNV-1")
    with CaptureQueriesContext(connection) as asked:
        queries.units(PLAN_DAY)
    assert len(asked) == 10


def test_within_a_request_the_stamp_is_read_once() -> None:
    def answer(request: object) -> dict[str, str]:
        for read in READS.values():
            read()
        return {}

    queries.units(PLAN_DAY)
    with CaptureQueriesContext(connection) as asked:
        requests.middleware(answer)(RequestFactory().get("/"))
    assert len(asked) == 1


def test_a_request_sees_its_own_change() -> None:
    seen: list[str] = []

    def answer(request: object) -> dict[str, str]:
        unit = id_of("xa-an-hoa-huyen-tam-nong")
        day = dt.date(2020, 6, 1)
        record = Record(on=day, basis="NQ 1")
        changes.rename("xa-an-hoa-huyen-tam-nong", {"name": "Xã Khác"}, record, actor=OFFICE, now=NOW)
        seen.append(queries.names([unit], day)[unit])
        return {}

    requests.middleware(answer)(RequestFactory().get("/"))
    assert seen == ["Xã Khác"]


def test_any_write_at_all_changes_the_stamp() -> None:
    """Also one that goes round every action, as a restore or a repair by hand does."""
    name = queries.names([id_of("so-noi-vu")], PLAN_DAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unitversion SET name = 'Sở Khác' WHERE code = 'so-noi-vu'")
    assert queries.names([id_of("so-noi-vu")], PLAN_DAY) != name


def test_an_undone_change_leaves_nothing_in_memory() -> None:
    sid = transaction.savepoint()
    UnitVersion.objects.filter(unit__slug="so-noi-vu").update(name="Sở Khác")
    assert queries.names([id_of("so-noi-vu")], PLAN_DAY) == {id_of("so-noi-vu"): "Sở Khác"}
    transaction.savepoint_rollback(sid)
    assert queries.names([id_of("so-noi-vu")], PLAN_DAY) == {id_of("so-noi-vu"): "Sở Nội vụ"}


def test_reach_is_the_same_object_until_something_changes() -> None:
    first = queries.reach(PLAN_DAY)
    assert queries.reach(PLAN_DAY) is first
    UnitVersion.objects.filter(unit__slug="so-noi-vu").update(symbol="X")
    assert queries.reach(PLAN_DAY) is not first


def test_a_district_covers_its_communes_and_the_province_all() -> None:
    reach = queries.reach(PLAN_DAY)
    communes = [node for node in _nodes(queries.tree(PLAN_DAY)) if node.level == "commune"]
    district = reach[id_of("huyen-tam-nong")]
    assert sum(node.id in district for node in communes) == 12
    assert reach[queries.root_id(PLAN_DAY)] == queries.slugs().keys()


def test_whoever_answers_for_a_new_commune_answers_for_what_it_was_made_from() -> None:
    reach = queries.reach(TWO_TIERS)
    assert id_of("xa-tan-hong") in reach[id_of("xa-tan-hong")]
    assert {id_of("thi-tran-sa-rai-huyen-tan-hong"), id_of("xa-binh-phu-huyen-tan-hong")} <= reach[id_of("xa-tan-hong")]
    assert id_of("xa-phu-thuan-b-huyen-hong-ngu") not in reach[id_of("xa-long-phu-thuan")]
    assert id_of("xa-tan-hong") not in reach[id_of("huyen-tan-hong")]


def test_a_code_leads_to_another_unit_on_another_day() -> None:
    assert queries.of_code("29869", dt.date(2024, 11, 30)) == id_of("phuong-2-thanh-pho-cao-lanh")
    assert queries.of_code("29869", dt.date(2025, 1, 1)) == id_of("phuong-1-thanh-pho-cao-lanh")
    assert queries.of_code("29869", TWO_TIERS) == id_of("phuong-cao-lanh")
    with pytest.raises(Refusal):
        queries.of_code("khong-co", TWO_TIERS)


def test_names_are_of_the_day_or_the_nearest() -> None:
    old, new = id_of("xa-thuong-thoi-tien-huyen-hong-ngu"), id_of("phuong-cao-lanh")
    assert queries.names([old, new, 10**9], PLAN_DAY) == {old: "Xã Thường Thới Tiền", new: "Phường Cao Lãnh"}
    assert queries.names([old], TWO_TIERS) == {old: "Thị trấn Thường Thới Tiền"}


def test_communes_of_one_name_are_told_apart_by_their_district() -> None:
    two = [id_of("phuong-1-thanh-pho-cao-lanh"), id_of("phuong-1-thanh-pho-sa-dec")]
    assert list(queries.full_names(two, PLAN_DAY).values()) == ["Phường 1 (TP Cao Lãnh)", "Phường 1 (TP Sa Đéc)"]
    others = [id_of("so-noi-vu"), id_of("phuong-cao-lanh"), 10**9]
    assert list(queries.full_names(others, PLAN_DAY).values()) == ["Sở Nội vụ", "Phường Cao Lãnh"]


def test_every_choice_has_a_name_of_its_own() -> None:
    names = [name for _, name in queries.choices(PLAN_DAY)]
    assert len(set(names)) == len(names) == 188
    assert "Phường 1 (TP Cao Lãnh)" in names


def test_members_of_a_class_are_those_of_the_day() -> None:
    classes = queries.directory(PLAN_DAY).class_by_key
    assert len(classes["district"].members) == 12
    assert len(classes["agency"].members) == 19 + 12 + 144
    assert queries.directory(TWO_TIERS).class_by_key["district"].members == ()


def test_a_unit_whole() -> None:
    card = queries.unit_card(id_of("huyen-cao-lanh"), PLAN_DAY)
    assert card is not None
    assert card.span is not None
    assert card.span.official_name == "Ủy ban nhân dân huyện Cao Lãnh"
    assert dict(card.below) == {"commune": 18}
    assert [link.name for link in card.above] == ["Tỉnh Đồng Tháp"]
    assert "UBND huyện Cao Lãnh" in card.aliases
    gone = queries.unit_card(id_of("so-khdt"), TWO_TIERS)
    assert gone is not None
    assert (gone.span, [link.name for link in gone.successors]) == (None, ["Sở Tài chính"])
    assert queries.unit_card(10**9, PLAN_DAY) is None


def test_a_divided_department_went_to_three() -> None:
    found = queries.successors(id_of("so-ldtbxh"), TWO_TIERS)
    assert {link.slug for link in found} == {"so-noi-vu", "so-y-te", "so-gddt"}
    assert [change.kind for change in queries.history(id_of("so-ldtbxh"))] == ["split"]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("Cao Lãnh", {"thanh-pho-cao-lanh", "huyen-cao-lanh"}),
        ("so noi vu", {"so-noi-vu"}),
        ("lđtbxh", {"so-ldtbxh"}),
        ("ĐÀI pt&th", {"dai-ptth"}),
        ("871", {"huyen-tam-nong"}),
        ("  ", set()),
        ("không có gì như thế", set()),
    ],
)
def test_search_forgives(words: str, slugs: set[str]) -> None:
    found = {node.slug for node in queries.search(words, PLAN_DAY) if node.level != "commune"}
    assert found == slugs


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Xã Hòa Bình", "xa-hoa-binh-huyen-tam-nong"),
        ("xã hoà bình", "xa-hoa-binh-huyen-tam-nong"),
        ("hoa binh", "xa-hoa-binh-huyen-tam-nong"),
        ("tam nong", "huyen-tam-nong"),
        ("Xã Tân Thạnh", "xa-tan-thanh-huyen-thanh-binh"),  # not Xã Tân Thành, which folds alike
    ],
)
def test_the_unit_that_was_named_comes_first(words: str, first: str) -> None:
    assert queries.search(words, PLAN_DAY)[0].slug == first


def test_what_a_unit_and_those_above_it_are_called() -> None:
    called = queries.called_around(queries.unit_id_by_slug("xa-hoa-binh-huyen-tam-nong"), PLAN_DAY)
    assert {"Xã Hòa Bình", "Hòa Bình", "Tam Nông", "Huyện Tam Nông", "Tỉnh Đồng Tháp", "Đồng Tháp", "TĐT"} <= called
    assert not any("Tháp Mười" in name or "Sở Nội vụ" in name for name in called)
    department = queries.called_around(queries.unit_id_by_slug("so-noi-vu"), PLAN_DAY)
    assert {"Sở Nội vụ", "SNV", "Đồng Tháp"} <= department
    assert "Đồng Tháp" in queries.called_around(None, PLAN_DAY)


def _nodes(tree: tuple[UnitNode, ...]) -> list[UnitNode]:
    return [one for node in tree for one in (node, *_nodes(node.children))]


def test_names_of_a_day_need_no_database(tmp_path: Path) -> None:
    """In a process of its own, with a cluster that does not exist."""
    asked = (
        "import django; django.setup(); import datetime as dt; from cchc.organisation import queries;"
        "found = queries.directory(dt.date(2018, 12, 6)); print(len(found.units), len(found.classes));"
        "print(len(queries.units(dt.date(2025, 7, 1), 'commune')))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "CCHC_CLUSTER": f"none-{os.getpid()}"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["188", "14", "102"]
