"""Loading a file: once, again, corrected, wrong, over the office's own work; and in another province."""

import datetime as dt
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.db import connection

from cchc.kernel import commands, seeds
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries
from cchc.organisation.actions import changes, load_file, loading
from cchc.organisation.actions.aliases import add_alias, remove_alias
from cchc.organisation.models import Unit, UnitChange, UnitVersion
from cchc.organisation.queries import _rows, written_units
from cchc.organisation.queries.written_units import written_registry
from cchc.organisation.rules import invariants, units_file
from cchc.organisation.rules.changes import Record
from cchc.organisation.rules.problems import Nonsense
from cchc.organisation.rules.registry import Registry, UnitClass
from cchc.organisation.tests.units_cases import NOW, OFFICE, PROVINCE, province, written_file

pytestmark = pytest.mark.django_db
PLAN_DAY = dt.date(2018, 12, 6)


def without_ids(registry: Registry) -> tuple[object, ...]:
    """Return what a registry says, apart from the numbers and marks of its rows."""
    units = {slug: unit.versions for slug, unit in registry.units.items()}
    changes_made = {change.key: replace(change, id=None, recorded_by="") for change in registry.changes}
    aliases = {(alias.text, tuple(sorted(alias.targets))) for alias in registry.aliases}
    classes: dict[str, UnitClass] = dict(registry.classes)
    return units, changes_made, aliases, classes


def test_the_database_says_what_the_file_says() -> None:
    done = load_file(written_file(), actor=OFFICE, now=NOW)
    assert done.units == len(written_registry().units)
    assert without_ids(_rows.read()) == without_ids(written_registry())


def test_directories_of_file_and_database_are_equal() -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)
    for day in (PLAN_DAY, dt.date(2020, 1, 1), dt.date(2026, 1, 1)):
        assert queries.directory(day) == queries.written_directory(day)


def test_loading_again_writes_nothing() -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)
    stamps = list(UnitVersion.objects.values_list("pk", flat=True).order_by("pk"))
    assert load_file(written_file(), actor=OFFICE, now=NOW).nothing
    assert list(UnitVersion.objects.values_list("pk", flat=True).order_by("pk")) == stamps


def test_a_corrected_file_changes_only_what_was_corrected() -> None:
    loading.load(province(), actor=OFFICE, now=NOW)
    wanted = province()
    unit = wanted.units["xa-an"]
    corrected = replace(unit, versions=(replace(unit.versions[0], name="Xã An Lành"),))
    done = loading.load(wanted.with_units(corrected), actor=OFFICE, now=NOW)
    assert (done.units, done.versions, done.aliases, done.classes) == (0, 1, 0, 0)
    assert queries.names([queries.unit_id_by_slug("xa-an")], dt.date(2030, 1, 1)) == {
        queries.unit_id_by_slug("xa-an"): "Xã An Lành"
    }


def test_what_the_office_changed_survives_the_file_and_is_told() -> None:
    loading.load(province(), actor=OFFICE, now=NOW)
    changes.rename("xa-an", {"name": "Xã An Hòa"}, Record(on=dt.date(2030, 1, 1), basis="QĐ 1"), actor=OFFICE, now=NOW)
    add_alias("Nội vụ tỉnh", ["so-noi-vu"], as_of=dt.date(2030, 1, 1), actor=OFFICE, now=NOW)
    remove_alias("SNV", actor=OFFICE, now=NOW)
    done = loading.load(province(), actor=OFFICE, now=NOW)
    assert done.kept == ["xa-an"]
    assert done.nothing
    found = queries.directory(dt.date(2030, 1, 1))
    assert found.unit_by_code["90001"].name == "Xã An Hòa"
    assert "Nội vụ tỉnh" in found.unit_by_code["so-noi-vu"].aliases
    assert "SNV" not in found.unit_by_code["so-noi-vu"].aliases
    assert UnitChange.objects.count() == 1


def test_a_wrong_file_names_each_mistake_and_writes_nothing(tmp_path: Path) -> None:
    wrong = {**PROVINCE, "units": [*PROVINCE["units"], {"slug": "Xã Sai", "level": "commune", "from": "mai"}]}
    file = tmp_path / "sai.yaml"
    file.write_text(yaml.safe_dump(wrong, allow_unicode=True), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        load_file(file, actor=OFFICE, now=NOW)
    for part in ("chữ thường không dấu", "thiếu “name”", "thiếu “kind”", "“from” phải là một ngày"):
        assert part in refusal.value.message
    assert not UnitVersion.objects.exists()


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("units: [", "YAML"),
        ("- 1", "Không phải tệp đơn vị"),
        ("format: 7", "Không phải tệp đơn vị"),
        ("format: 1\nunits: 5", "“units” phải là một danh sách"),
        ("a: &a [1]\nb: *c", "YAML"),
    ],
)
def test_a_file_of_another_kind_gets_one_sentence(tmp_path: Path, content: str, part: str) -> None:
    file = tmp_path / "la.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal, match=part):
        load_file(file, actor=OFFICE, now=NOW)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"khong-co\.yaml: không đọc được"):
        load_file(tmp_path / "khong-co.yaml", actor=OFFICE, now=NOW)


def test_another_province_is_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "phu-sa.yaml"
    file.write_text(yaml.safe_dump(PROVINCE, allow_unicode=True), encoding="utf-8")
    monkeypatch.setenv("CCHC_UNITS", str(file))
    day = dt.date(2030, 1, 1)
    assert queries.directory(day).unit_by_code["901"].name == "Huyện Trên"  # no row in the database yet
    load_file(written_file(), actor=OFFICE, now=NOW)
    assert queries.count_by_level(day) == {"province": 1, "department": 2, "district": 2, "commune": 4, "body": 1}
    assert [node.name for node in queries.tree(day)] == ["Tỉnh Phù Sa"]
    assert queries.directory(day).extra_aliases == {"các sở và Xã An": ("department", "90001")}


def test_two_provinces_do_not_mix() -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)
    with pytest.raises(Refusal, match="đúng một đơn vị cao nhất"):
        loading.load(province(), actor=OFFICE, now=NOW)


def test_the_database_itself_refuses_two_versions_on_one_day() -> None:
    loading.load(province(), actor=OFFICE, now=NOW)
    row = UnitVersion.objects.filter(unit__slug="xa-an").get()
    row.pk, row.code = None, "x"
    row.save()
    with pytest.raises(Exception, match="unit_one_version_a_day"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_itself_refuses_two_holders_of_a_code() -> None:
    loading.load(province(), actor=OFFICE, now=NOW)
    UnitVersion.objects.filter(unit__slug="xa-an").update(code="90002")
    with pytest.raises(Exception, match="unit_one_holder_of_a_code_a_day"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        (
            {"slug": "a", "level": "commune", "kind": "xã", "name": "Xã A", "parent": "khong-co"},
            "không có trong danh mục",
        ),
        ({"slug": "a", "level": "commune", "kind": "xã", "name": "Xã A", "parent": "a"}, "không thể trực thuộc"),
        ({"slug": "a", "level": "commune", "kind": "xã", "name": "Xã A", "parent": "xa-an"}, "không thể trực thuộc"),
        ({"slug": "a", "level": "commune", "kind": "xã", "name": "Xã A"}, "đúng một đơn vị cao nhất"),
        (
            {"slug": "a", "level": "commune", "kind": "xã", "name": "Xã A", "parent": "huyen-tren", "code": "90001"},
            "mã 90001",
        ),
        (
            {"slug": "a", "level": "commune", "kind": "xã", "name": "Xã A", "parent": "huyen-tren", "code": "river"},
            "nhóm",
        ),
    ],
)
def test_a_registry_that_can_not_be_is_refused(entry: dict[str, str], part: str) -> None:
    data = {**PROVINCE, "units": [*PROVINCE["units"], entry]}
    with pytest.raises(Nonsense) as nonsense:
        invariants.require(units_file.parse(data))
    assert part in str(nonsense.value)


def seed() -> seeds.Seed:
    return seeds._seeds["organisation.units"]


def test_a_start_with_a_wrong_file_and_no_units_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sai.yaml"
    file.write_text("format: 1\nunits: 5", encoding="utf-8")
    monkeypatch.setenv("CCHC_UNITS", str(file))
    with pytest.raises(commands.Refused, match="danh sách"):
        seed().load()
    monkeypatch.setenv("CCHC_UNITS", str(tmp_path / "khong-co.yaml"))
    with pytest.raises(commands.Refused, match="không đọc được"):
        seed().version()


def test_a_file_that_no_longer_fits_does_not_keep_the_platform_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    loading.load(province(), actor=OFFICE, now=NOW)
    seed().load()  # the real province does not fit beside the made-up one
    assert "chưa nạp dong-thap.yaml" in caplog.text
    assert queries.slugs().keys() == set(Unit.objects.values_list("pk", flat=True))


def test_an_installation_may_have_no_file_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_units, "FOLDER", tmp_path)
    assert seed().version() == ""
    seed().load()
    assert queries.units(PLAN_DAY) == ()
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("format: 1", encoding="utf-8")
    with pytest.raises(commands.Refused, match="Có 2 tệp"):
        seed().version()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_do_not_write_over_each_other() -> None:
    loading.load(province(), actor=OFFICE, now=NOW)
    outcomes: list[str] = []

    def rename(name: str) -> None:
        try:
            record = Record(on=dt.date(2030, 1, 1), basis="QĐ 1")
            changes.rename("xa-an", {"name": name}, record, actor=OFFICE, now=NOW)
            outcomes.append(name)
        except Refusal as refusal:
            outcomes.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=rename, args=[f"Xã {number}"]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("đúng ngày" in outcome for outcome in outcomes) == 3
    assert UnitVersion.objects.filter(unit__slug="xa-an").count() == 2
    assert UnitChange.objects.count() == 1
