"""A publication is sealed when it is made: anybody can check it, and a change in the database shows."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from cchc.par_index.models import Publication
from cchc.par_index.queries import results
from cchc.par_index.tests.test_around_a_round import published
from cchc.par_index.tests.test_round import case
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in, text_of

__all__ = ["case"]
CHECKED = ["openssl", "pkeyutl", "-verify", "-pubin", "-rawin"]


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


def test_what_was_published_before_there_were_seals_is_checked_by_its_hash(said: Publication) -> None:
    tampered(said.pk, signature=b"", sealing_key=b"")
    page = f"/cong-khai/chi-so/{said.pk}/"
    assert "niêm phong" not in text_of(Client().get(page))
    assert Client().get(f"{page}du-lieu.sig").status_code == 404
    tampered(said.pk, content=said.content + " ")
    assert "không khớp mã SHA-256" in text_of(Client().get(page))
