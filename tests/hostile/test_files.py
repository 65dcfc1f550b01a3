"""Files that were made to stop the platform: each is answered in a sentence, in time, and this process stays as it is.

What is asked is what pages ask: the same functions, with the bounds of a request. ``files/`` holds the smallest ones
that were ever found to work, ``heavy`` makes the others.
"""

import datetime as dt
import os
import resource
import signal
import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.documents.actions import blanks, looking, signing
from cchc.documents.models import Blank
from cchc.kernel import apart, clock, sheets, uploads
from cchc.kernel.history import PLATFORM
from cchc.kernel.refusal import Refusal
from cchc.kernel.tests.kept import kept_file
from cchc.par_index.queries import files as figures
from cchc.par_index.queries import scheme_files
from cchc.par_index.rules import scoring
from cchc.plans.actions import reading
from tests.hostile import heavy

FILES = Path(__file__).with_name("files")
SECONDS = 10
GROWTH = 60_000
"""kB that this process may grow by: the file itself, and what is read of it."""
Ask = Callable[[str, bytes], object]


def a_list(name: str, data: bytes) -> object:
    return sheets.read(name, data, ["Mã", "Tên"], ["Điểm tối đa"])


def a_scheme(name: str, data: bytes) -> object:
    return scheme_files.content(name, data)


def a_plan(name: str, data: bytes) -> object:
    return reading.said_by(name, data, dt.date(2019, 1, 1), today=dt.date(2019, 1, 1), bounds=apart.AT_ONCE)


def signatures(name: str, data: bytes) -> object:
    return looking.look(data, name)


def a_template(name: str, data: bytes) -> object:
    return blanks.upload(0, "Mẫu", name, data, actor=PLATFORM, now=clock.now())


def a_filling(name: str, data: bytes) -> object:
    return blanks.fill(Blank(file_name=name, file=kept_file(data), names=["a"]), {"a": "x"})


def a_product(name: str, data: bytes) -> object:
    return uploads.checked(name, data)


def answered(ask: Ask, name: str, data: bytes) -> str:
    """Return the sentence with which ``ask`` refuses; fails where it takes long or this process grows."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(Refusal) as caught:
        ask(name, data)
    assert time.monotonic() - begun < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH + len(data) // 256
    sentence = caught.value.message
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_figures_with_exponents_of_millions_are_refused_at_once_by_their_place() -> None:
    begun = time.monotonic()
    scheme = figures.scheme(FILES / "exponent.yaml")
    table = scoring.compute(scheme, figures.rows(FILES / "exponent.csv", scheme))
    assert [(one.unit, one.column) for one in table.refused] == [("Sở A", "1.1"), ("Sở B", "1.1")]
    assert table.results == ()
    assert time.monotonic() - begun < SECONDS


KEPT: list[tuple[str, Ask, str]] = [
    ("case.xlsx", a_list, "dài hơn|không chứa|rộng hơn"),
    ("case.xlsx", a_scheme, "dài hơn|không chứa|rộng hơn"),
    ("case.xlsx", a_plan, "dài hơn|không chứa|rộng hơn"),
    ("sparse_single.xlsx", a_list, "rộng hơn"),
    ("sparse_single.xlsx", a_plan, "rộng hơn"),
    ("dup.xlsx", a_list, "hai phần cùng tên"),
    ("dup.xlsx", a_plan, "hai phần cùng tên"),
    ("entity.xlsx", a_list, "rộng hơn|thực thể"),
    ("entity.xlsx", a_plan, "rộng hơn|thực thể"),
    ("alias.yaml", a_scheme, "neo"),
    ("sig-AttributeError.pdf", signatures, "Chữ ký số trong tệp này hỏng"),
    ("sig-OverflowError.pdf", signatures, "không phải PDF đọc được"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "ask", "words"), KEPT, ids=[f"{name}-{ask.__name__}" for name, ask, _ in KEPT])
def test_a_file_that_once_stopped_the_platform(name: str, ask: Ask, words: str) -> None:
    assert any(word in answered(ask, name, (FILES / name).read_bytes()) for word in words.split("|"))


MADE: list[tuple[str, Callable[[], bytes], Ask]] = [
    ("nhieu-doan.docx", heavy.many_paragraphs, a_plan),
    ("nhieu-doan.docx", lambda: heavy.many_paragraphs("{{ a }}"), a_template),
    ("nhieu-doan.docx", lambda: heavy.many_paragraphs("{{ a }}"), a_filling),
    ("cot-xa.docx", heavy.far_before, a_plan),
    ("sau.docx", heavy.deep_word, a_plan),
    ("sau.docx", heavy.deep_word, a_template),
    ("long-nhau.pdf", heavy.nested_forms, a_plan),
    ("bom.pdf", heavy.bomb, a_plan),
    ("khong-phai.pdf", heavy.no_pdf, a_plan),
    ("khong-phai.pdf", heavy.no_pdf, signatures),
    ("nhieu-phan.docx", heavy.many_members, a_product),
    ("sau.yaml", heavy.deep_yaml, a_scheme),
    ("dai.yaml", heavy.long_yaml, a_scheme),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "make", "ask"), MADE, ids=[f"{name}-{ask.__name__}-{n}" for n, (name, _, ask) in enumerate(MADE)]
)
def test_a_file_that_is_dear_to_read(name: str, make: Callable[[], bytes], ask: Ask) -> None:
    answered(ask, name, make())


def test_a_form_whose_field_was_changed_after_signing_is_told() -> None:
    (seen,) = looking.look((FILES / "form-changed.pdf").read_bytes())
    assert seen.changed == ("amount",)
    assert (seen.is_intact, seen.is_whole, seen.is_valid) == (True, False, False)


def test_a_certificate_file_that_asks_for_endless_work_is_one_sentence() -> None:
    """PKCS #12 says itself how often its password is hashed; whoever made it may say a thousand million times."""

    def opened(_name: str, certificate: bytes) -> object:
        given = {"certificate": b64encode(certificate).decode(), "passphrase": "x", "reason": "", "now": clock.now()}
        return apart.ask("cchc.documents.documents.signature:with_certificate", b"%PDF-1.4", name="a.pdf", **given)

    assert "Không mở được tệp chứng thư" in answered(opened, "a.p12", b"0")
    assert "giới hạn" in answered(opened, "a.p12", heavy.endless_certificate())
    with pytest.raises(Refusal, match="64 KB"):
        signing.with_certificate_file(0, bytes(70_000), "", "", actor=PLATFORM, now=clock.now())


def test_those_who_come_after_are_read_as_ever() -> None:
    with pytest.raises(Refusal):
        a_list("case.xlsx", (FILES / "case.xlsx").read_bytes())
    assert [line.text("Tên") for line in sheets.read("a.csv", "Mã,Tên\n1,Sở Nội vụ\n".encode(), ["Mã", "Tên"])] == [
        "Sở Nội vụ"
    ]


def test_no_child_is_left() -> None:
    from cchc.kernel.apart import client

    a_list("a.csv", "Mã,Tên\n1,x\n".encode())
    process = client._server.process
    assert process
    below, until = Path(f"/proc/{process.pid}/task/{process.pid}/children"), time.monotonic() + 15
    while below.read_text().split() and time.monotonic() < until:
        os.sched_yield()
    assert below.read_text() == ""
    os.kill(process.pid, signal.SIGTERM)
    process.wait(10)
