"""A publication is sealed when it is made: anybody can check it, and a change in the database shows."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from django.db import connection
from django.test import Client

from cchc.kernel import places, sealing, sealing_keys
from cchc.par_index.models import Publication
from cchc.par_index.queries import results
from cchc.par_index.tests.test_around_a_round import published
from cchc.par_index.tests.test_round import case
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in, text_of

__all__ = ["case"]
CHECKED = ["openssl", "pkeyutl", "-verify", "-pubin", "-rawin"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys of this test's own."""
    monkeypatch.setenv("CCHC_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def said(case: Case) -> Publication:
    return Publication.objects.get(round=published(case))


def tampered(pk: int, **with_: object) -> None:
    """Change a publication as only the database's owner can: past the trigger that keeps it frozen."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE par_index_publication DISABLE TRIGGER USER")
        Publication.objects.filter(pk=pk).update(**with_)
        cursor.execute("ALTER TABLE par_index_publication ENABLE TRIGGER USER")


def verdict(folder: Path, content: bytes, signature: bytes, key: bytes) -> bool:
    """Ask OpenSSL whether the seal fits."""
    for name, part in {"json": content, "sig": signature, "pem": key}.items():
        (folder / name).write_bytes(part)
    files = ["-inkey", "pem", "-in", "json", "-sigfile", "sig"]
    return subprocess.run([*CHECKED, *files], cwd=folder, capture_output=True).returncode == 0


def test_anybody_checks_a_ranking_with_openssl(said: Publication, tmp_path: Path) -> None:
    citizen, base = Client(), f"/cong-khai/chi-so/{said.pk}/du-lieu"
    content, signature, key = (citizen.get(f"{base}.{kind}").content for kind in ("json", "sig", "pem"))
    assert verdict(tmp_path, content, signature, key)
    assert not verdict(tmp_path, content.replace(b'"rank":1', b'"rank":2'), signature, key)
    sealed = results.seal_of(said)
    assert sealed
    page = text_of(citizen.get(f"/cong-khai/chi-so/{said.pk}/"))
    assert "nguyên vẹn" in page
    assert sealed.fingerprint in page


def test_the_archive_carries_the_seal(case: Case, said: Publication, tmp_path: Path) -> None:
    response = signed_in(case, "office").get(f"/chi-so/dot/{said.round_id}/ban-1.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as kept:  # type: ignore[arg-type]
        parts = [kept.read(name) for name in ("ket-qua.json", "ket-qua.sig", "khoa-niem-phong.pem")]
    assert verdict(tmp_path, *parts)


def test_a_change_behind_the_platform_shows(said: Publication) -> None:
    changed = said.content.replace('"rank":1', '"rank":2')
    assert changed != said.content
    tampered(said.pk, content=changed)
    assert "không khớp niêm phong" in text_of(Client().get(f"/cong-khai/chi-so/{said.pk}/"))


def test_whoever_writes_to_the_database_cannot_seal_anew(
    case: Case, said: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = said.content.replace('"rank":1', '"rank":2')
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("CCHC_HOME", str(tmp_path / "another"))
        forged = sealing.seal(changed.encode())
    sha256 = hashlib.sha256(changed.encode()).hexdigest()
    tampered(said.pk, content=changed, sha256=sha256, signature=forged.signature, sealing_key=forged.key)
    page = text_of(Client().get(f"/cong-khai/chi-so/{said.pk}/"))
    assert "khóa không phải của nền tảng này" in page
    assert "nguyên vẹn" not in page
    assert forged.fingerprint not in page, "a stranger's fingerprint is not shown as ours"
    for kind in ("sig", "pem"):
        assert Client().get(f"/cong-khai/chi-so/{said.pk}/du-lieu.{kind}").status_code == 404
    response = signed_in(case, "office").get(f"/chi-so/dot/{said.round_id}/ban-1.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as kept:  # type: ignore[arg-type]
        assert "khóa không phải của nền tảng này" in kept.read("CANH-BAO.txt").decode()
        assert "khoa-niem-phong.pem" not in kept.namelist()


@pytest.mark.parametrize("change", [{}, {"content": "{}"}])
def test_a_seal_that_was_taken_away_is_missed(said: Publication, change: dict[str, str]) -> None:
    tampered(said.pk, signature=b"", sealing_key=b"")
    page = text_of(Client().get(f"/cong-khai/chi-so/{said.pk}/"))
    assert "không có niêm phong" in page
    assert "nguyên vẹn" not in page


def test_a_seal_by_a_replaced_key_stays_whole_until_the_key_is_revoked(
    said: Publication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/cong-khai/chi-so/{said.pk}/"
    sealing_keys.rotate()
    assert "nguyên vẹn" in text_of(Client().get(address))
    sealed = results.seal_of(said)
    assert sealed
    places.write(sealing_keys.LIST_FILE, (home / sealing_keys.LIST_FILE).read_bytes().replace(b"retired", b"revoked"))
    assert "khóa niêm phong đã bị thu hồi" in text_of(Client().get(address))


def test_the_keys_are_public_and_come_from_outside_the_database(said: Publication, home: Path) -> None:
    sealed = results.seal_of(said)
    assert sealed
    page = text_of(Client().get("/cong-khai/khoa-niem-phong/"))
    assert sealed.fingerprint in page
    assert Client().get(f"/cong-khai/khoa-niem-phong/{sealed.fingerprint}.pem").content == sealed.pem
    assert Client().get(f"/cong-khai/khoa-niem-phong/{'0' * 64}.pem").status_code == 404
    notice = Client().get(f"/cong-khai/chi-so/{said.pk}/thong-bao.pdf").content
    assert sealed.fingerprint in printed(notice)


def printed(pdf: bytes) -> str:
    """Return the words of a .pdf without the spaces, at which lines break."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "".join("".join(page.extract_text().split()) for page in document.pages)


def test_the_open_data_hold_no_formula(said: Publication) -> None:
    content = json.loads(said.content)
    content["units"][0]["name"] = '=HYPERLINK("http://ke-xau/")'
    tampered(said.pk, content=json.dumps(content))
    table = Client().get(f"/cong-khai/chi-so/{said.pk}/du-lieu.csv").content.decode("utf-8-sig")
    assert next(csv.reader(table.splitlines()[1:]))[2] == '\'=HYPERLINK("http://ke-xau/")'
