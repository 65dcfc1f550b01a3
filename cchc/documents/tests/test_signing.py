"""Signing a PDF: verified by this platform and by another program; a key elsewhere signs through the same interface."""

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from cryptography.hazmat.primitives import serialization
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.keys import load_cert_from_pemder
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from cchc.documents.actions import issuing, looking, signing, storing
from cchc.documents.documents import signature, verification
from cchc.documents.models import StoredFile
from cchc.documents.queries.registers import File
from cchc.documents.rules import proofs
from cchc.documents.tests import samples
from cchc.documents.tests.authority import NAME, PASSPHRASE, Authority
from cchc.documents.transports.hands import of_certificate_file, of_signer
from cchc.documents.types import Seen
from cchc.kernel import apart, clock
from cchc.kernel.files import contents
from cchc.kernel.files.models import File as StoredContent
from cchc.kernel.history import PLATFORM, Actor
from cchc.kernel.jobs import inline
from cchc.kernel.models import JobProgress
from cchc.kernel.refusal import Refusal

ACTOR = Actor(None, "Người thử", "test")
SignIn = Callable[[str, str], Client]


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def paper() -> bytes:
    from cchc.documents.actions import making

    return making.pdf(samples.PLAN)


def signed(paper: bytes, authority: Authority, name: str = NAME) -> bytes:
    hand = of_certificate_file(authority.file(name), PASSPHRASE, clock.now())
    return signature.signed(paper, hand, "Ban hành", clock.now())


def test_the_mark_stands_at_the_upper_right_in_vietnamese(paper: bytes, authority: Authority) -> None:
    made = signed(paper, authority)
    assert made.startswith(paper)  # what was there before is untouched
    (seen,) = verification.look(made)
    assert (seen.name, seen.issuer, seen.reason) == (NAME, "Tổ chức cấp chứng thư thử", "Ban hành")
    assert (seen.is_intact, seen.is_whole, seen.is_trusted, seen.in_time) == (True, True, False, True)
    with pdfplumber.open(io.BytesIO(made)) as document:
        page = document.pages[0]
        (field,) = [one for one in page.annots if one["data"].get("FT")]
        assert field["x0"] > page.width / 2
        assert field["top"] < 80


def test_another_program_finds_it_valid(paper: bytes, authority: Authority, tmp_path: Path) -> None:
    twice = signed(signed(paper, authority), authority, "Ủy ban nhân dân tỉnh")
    file = tmp_path / "signed.pdf"
    file.write_bytes(twice)
    program = shutil.which("pdfsig")
    assert program, "poppler-utils is missing: run tools/install-test-programs"
    said = subprocess.run([program, str(file)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    assert NAME in said
    changed = bytearray(signed(paper, authority))
    changed[changed.find(b"stream") + 30] ^= 1
    file.write_bytes(bytes(changed))
    said = subprocess.run([program, str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" not in said
    assert [one.is_intact for one in verification.look(bytes(changed))] == [False]


def test_a_signature_is_trusted_once_its_authority_is(
    paper: bytes, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "goc.pem").write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("CCHC_TRUST", str(tmp_path))
    (seen,) = looking.look(signed(paper, authority))
    assert seen.is_trusted
    (stranger,) = looking.look(signed(paper, Authority()))
    assert (stranger.is_intact, stranger.is_trusted) == (True, False)


def test_what_is_added_after_signing_is_told(paper: bytes, authority: Authority) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed(paper, authority)))
    writer.root["/Lang"] = writer.root["/Pages"].get_object()["/Kids"][0]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    (seen,) = verification.look(out.getvalue())
    assert (seen.is_intact, seen.is_whole) == (True, False)


@pytest.mark.parametrize(
    ("content", "passphrase", "says"),
    [(None, "sai", "mật khẩu không đúng"), (b"rubbish", "", "Không mở được"), (b"x" * 70_000, "", "64 KB")],
)
def test_a_certificate_that_does_not_open_is_told(
    authority: Authority, content: bytes | None, passphrase: str, says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        of_certificate_file(authority.file() if content is None else content, passphrase, clock.now())


@pytest.mark.parametrize(("first", "last"), [(-400, -30), (30, 400)])
def test_a_certificate_outside_its_days_is_refused(authority: Authority, first: int, last: int) -> None:
    days = (clock.now() + dt.timedelta(first), clock.now() + dt.timedelta(last))
    with pytest.raises(Refusal, match="chỉ có hiệu lực"):
        of_certificate_file(authority.file(days=days), PASSPHRASE, clock.now())


class Elsewhere(Signer):
    """A key that this process never sees: another program signs, as a token or a remote service does."""

    def __init__(self, certificate: Path, key: Path) -> None:
        found = load_cert_from_pemder(str(certificate))
        super().__init__(signing_cert=found, cert_registry=SimpleCertificateStore())
        self.key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(256)
        command = ["openssl", "dgst", f"-{digest_algorithm}", "-sign", str(self.key)]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def test_a_key_in_another_program_signs_through_the_same_interface(
    paper: bytes, authority: Authority, tmp_path: Path
) -> None:
    key, certificate = authority._made("Chữ ký từ xa", authority, None)
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "k.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    (tmp_path / "c.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    hand = of_signer(Elsewhere(tmp_path / "c.pem", tmp_path / "k.pem"), clock.now())
    (seen,) = verification.look(signature.signed(paper, hand, "", clock.now()))
    assert (seen.name, seen.is_intact) == ("Chữ ký từ xa", True)


def stored(unit_id: int, kind: str = "pdf") -> StoredFile:
    issued = issuing.issue(
        replace(samples.PLAN, number=None, issued_on=None), unit_id, "", actor=ACTOR, now=clock.now()
    )
    return StoredFile.objects.get(outgoing=issued.outgoing_id, name__endswith=kind)


def test_the_signed_file_lies_beside_the_original(units: dict[str, int], authority: Authority) -> None:
    file = stored(units["so"])
    now = clock.now()
    number = signing.with_certificate_file(file.pk, authority.file(), PASSPHRASE, "Ban hành", actor=ACTOR, now=now)
    made = StoredFile.objects.get(pk=number)
    assert (made.is_signed, made.outgoing_id) == (True, file.outgoing_id)
    assert made.name.endswith("(da ky).pdf")
    again = signing.with_certificate_file(number, authority.file("Khác"), PASSPHRASE, "", actor=ACTOR, now=now)
    assert len(verification.look(contents.of(StoredFile.objects.get(pk=again).file))) == 2
    word = StoredFile.objects.get(outgoing=file.outgoing_id, name__endswith="docx")
    with pytest.raises(Refusal, match="Chỉ ký số tệp PDF"):
        signing.with_certificate_file(word.pk, authority.file(), PASSPHRASE, "", actor=ACTOR, now=now)
    issuing.withdraw(file.outgoing_id, "Nhầm", actor=ACTOR, now=now)
    with pytest.raises(Refusal, match="đang có hiệu lực"):
        signing.with_certificate_file(file.pk, authority.file(), PASSPHRASE, "", actor=ACTOR, now=now)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([{}], "valid"),
        ([{}, {"name": "Khác"}], "valid"),
        ([{"is_trusted": False}], "unknown"),
        ([{"in_time": False}], "unknown"),
        ([{"is_whole": False}], "unknown"),
        ([{}, {"is_trusted": False}], "unknown"),
        ([{"is_intact": False}], "broken"),
        ([{}, {"is_intact": False, "is_trusted": False}], "broken"),
        ([], "unknown"),
    ],
)
def test_what_signatures_come_to(said: list[dict[str, Any]], state: str) -> None:
    now = clock.now()
    good = Seen(NAME, "Gốc", "1", now, now, now, "", is_intact=True, is_whole=True, is_trusted=True, in_time=True)
    assert proofs.proof([replace(good, **one) for one in said]).state == state


def test_a_signed_file_that_was_signed_elsewhere_or_spoilt_is_told_for_what_it_is(
    units: dict[str, int], paper: bytes, authority: Authority, sign_in: SignIn
) -> None:
    document, now = stored(units["so"]).outgoing_id, clock.now()
    assert document
    storing.attach(document, storing.bring("Ky noi khac.pdf", signed(paper, authority)), actor=PLATFORM, now=now)
    spoilt = bytearray(signed(paper, authority))
    spoilt[spoilt.find(b"stream") + 30] ^= 1
    storing.attach(document, storing.bring("Hong.pdf", bytes(spoilt)), actor=PLATFORM, now=now)
    page = sign_in("officer", "so").get(f"/van-ban/di/{document}/").content.decode()
    assert page.count("có tệp ký, chưa kiểm tra được") == 1
    assert page.count("chữ ký số không đúng hoặc tệp đã bị sửa") == 1


@pytest.mark.parametrize(
    ("refused", "looks"), [(apart.Exceeded("Không đọc xong."), 3), (Refusal("Tệp này không phải PDF."), 1)]
)
def test_a_file_for_which_there_was_no_time_is_looked_at_again_after_a_while(
    refused: Refusal, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, after = [], 0.0
    file = File(1, "a.pdf", "application/pdf", 1, "0" * 64, is_signed=True, file_id=1)
    monkeypatch.setattr(looking, "_known", {})
    monkeypatch.setattr(looking.StoredFile.objects, "select_related", lambda *_of: Rows())
    monkeypatch.setattr(looking.contents, "of", lambda _file: b"%PDF-")
    monkeypatch.setattr(looking, "look", lambda content, bounds: looked.append(content) or raised(refused))
    monkeypatch.setattr(looking.time, "monotonic", lambda: after)
    for after in (0.0, looking._AGAIN - 1, looking._AGAIN, looking._AGAIN + 1, 3 * looking._AGAIN):  # noqa: B007
        assert looking.proofs([file], clock.today())[1].state == "unknown"
    assert len(looked) == looks


class Rows:
    """What stands in the database of a file whose content is taken for granted."""

    def get(self, pk: int) -> StoredFile:
        return StoredFile(pk=pk, file=StoredContent(pk=1))


def test_the_pages_sign_and_check(
    units: dict[str, int], authority: Authority, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = units
    file = stored(made["so"])
    head, officer = sign_in("head", "so"), sign_in("officer", "so")
    address = f"/van-ban/tep/{file.pk}/ky-so/"
    assert officer.get(address).status_code == 403
    assert sign_in("head", "huyen").get(address).status_code == 404
    wrong = {"certificate": SimpleUploadedFile("a.p12", authority.file()), "passphrase": "sai"}
    answer = head.post(address, wrong)
    assert answer.status_code == 422
    assert "mật khẩu không đúng" in answer.content.decode()
    assert "sai" not in answer.content.decode().split("passphrase")[1][:60]
    right = {"certificate": SimpleUploadedFile("a.p12", authority.file()), "passphrase": PASSPHRASE}
    page = head.post(address, right, follow=True).content.decode()
    assert "đã ký số" not in page
    assert "có tệp ký, chưa kiểm tra được" in page
    assert f"chữ ký ghi tên {NAME}" in page
    (tmp_path / "goc.pem").write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("CCHC_TRUST", str(tmp_path))
    page = officer.get(f"/van-ban/di/{file.outgoing_id}/").content.decode()
    assert f"đã ký số: {NAME}" in page
    assert "chưa kiểm tra được" not in page
    done = StoredFile.objects.get(is_signed=True)
    shown = officer.get(f"/van-ban/tep/{done.pk}/chu-ky/").content.decode()
    assert NAME in shown
    assert "nguyên vẹn từ lúc ký" in shown
    assert "Không có chữ ký số" in officer.get(f"/van-ban/tep/{file.pk}/chu-ky/").content.decode()
    sent = SimpleUploadedFile("a.pdf", contents.of(done.file))
    assert NAME in officer.post("/van-ban/kiem-tra-chu-ky/", {"file": sent}).content.decode()
    broken = officer.post("/van-ban/kiem-tra-chu-ky/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")})
    assert broken.status_code == 422
    assert "không phải PDF đọc được" in broken.content.decode()


def test_a_file_that_takes_long_is_looked_at_in_the_background(
    units: dict[str, int], sign_in: SignIn, authority: Authority, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "AT_ONCE", apart.Bounds(answer=1))
    head, officer = sign_in("head", "so"), sign_in("officer", "so")
    sent = SimpleUploadedFile("to-trinh.pdf", signed(paper, authority))
    begun = officer.post("/van-ban/kiem-tra-chu-ky/", {"file": sent})["Location"]
    assert head.get(begun).status_code == 404
    assert "Kiểm tra chữ ký số “to-trinh.pdf”" in officer.get(begun).content.decode()
    inline.run_waiting()
    seen = officer.get(begun)["Location"]
    page = officer.get(seen).content.decode()
    assert NAME in page
    assert "to-trinh.pdf" in page
    assert head.get(seen).status_code == 404


def test_so_is_a_stored_one_and_only_if_the_reader_wishes(
    units: dict[str, int], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, officer = stored(units["so"]), sign_in("officer", "so")
    monkeypatch.setattr(apart, "AT_ONCE", apart.Bounds(answer=1))
    address = f"/van-ban/tep/{file.pk}/chu-ky/"
    assert "lâu hơn một giây" in officer.get(address).content.decode()
    assert not JobProgress.objects.exists()
    begun = officer.post(address)["Location"]
    inline.run_waiting()
    assert "không có chữ ký số nào" in officer.get(begun, follow=True).content.decode()


def test_what_nobody_can_read_ends_in_a_sentence(
    units: dict[str, int], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = sign_in("officer", "so")
    monkeypatch.setattr(looking, "look", lambda *_given: raised(apart.Exceeded("Không đọc xong.")))
    begun = officer.post("/van-ban/kiem-tra-chu-ky/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")})["Location"]
    inline.run_waiting()
    assert "Không đọc xong." in officer.get(begun).content.decode()


def raised(error: Exception) -> None:
    raise error
