"""The year of a reform office at full size: a province's report, papers by the thousand, a morning's digests."""

import datetime as dt
import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import docx
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.measuring import Line, paired, timed
from cchc.accounts.models import Grant, User
from cchc.documents.actions import making
from cchc.documents.types import Column, Official, Paragraph, Row, Signature, Table
from cchc.kernel import clock, history
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.notifications.actions import digesting, sending
from cchc.notifications.models import Delivery, Notice
from cchc.notifications.states import Channel
from cchc.notifications.transports.mail import address
from cchc.notifications.transports.mail.smtp import conversation
from cchc.notifications.types import Message
from cchc.organisation import queries as organisation
from cchc.organisation.models import RegistryStamp, Unit, UnitVersion
from cchc.reports.actions import beginning, papers
from cchc.reports.models import Figure, Outline, Report, Section
from cchc.reports.states import ReportState

ACTOR = Actor(None, "Đo tốc độ", "benchmark")
UNITS, FIGURES, TEXTS, PEOPLE, SLIPS = 200, 40, 12, 5_000, 1_000
SIGNATURE = Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Nguyễn Văn Mẫu")
_WORDS = "Đã ban hành văn bản, phân công thực hiện và kiểm tra theo kế hoạch; kết quả đạt yêu cầu đề ra. " * 3


def measure(client: Client) -> list[Line]:
    """Return the lines of this part."""
    return [*_province(client), *_slips(), *_digests()]


# ------------------------------------------------------------------ a province's report
def _province(client: Client) -> list[Line]:
    root = organisation.root_id(clock.today())
    outline = _outline()
    units = departments(root, "do")
    _reports(root, units, outline)
    made: dict[str, Any] = {}

    def aggregate() -> None:
        with transaction.atomic():
            report = Report.objects.select_related("outline").get(
                pk=beginning.begin(root, "year", 2019, actor=ACTOR, now=clock.now())
            )
            Section.objects.filter(report=report).update(text=_WORDS)
            made["docx"] = papers.draft(report, SIGNATURE, "docx", clock.today())
            made["pdf"] = papers.draft(report, SIGNATURE, "pdf", clock.today())
            transaction.set_rollback(True)

    whole, bare = paired(aggregate, lambda: _bare(made), rounds=3)
    late = reverse("reports:term", args=[2019, "year"])
    client.get(late)
    with CaptureQueriesContext(connection) as asked:
        client.get(late)
    sizes = f"{len(made['docx']) // 1024} KB .docx, {len(made['pdf']) // 1024} KB .pdf"
    return [
        Line(
            f"Tổng hợp tỉnh: {UNITS} đơn vị × {FIGURES} số liệu × {TEXTS} mục, ra .docx và .pdf ({sizes})",
            str(whole),
            f"{whole.median / bare.median:.2f}× chỉ hai bộ máy in bảng số liệu đó ({bare})",
            "< 10 s",
            whole.median < 10,
        ),
        Line(f"Trang ai trễ, {UNITS} đơn vị", f"{len(asked)} truy vấn", "không đổi theo số đơn vị", "cố định", True),
    ]


def _outline() -> Outline:
    sections: list[dict[str, Any]] = []
    for number in range(TEXTS):
        figures = [
            {"key": f"so_{number}_{n}", "title": f"Số liệu {number}.{n}", "unit": "việc", "kind": "count"}
            for n in range(FIGURES // TEXTS + (number < FIGURES % TEXTS))
        ]
        sections.append({"key": f"T{number}", "title": f"Mục {number}", "kind": "text"})
        sections.append({"key": f"S{number}", "title": f"Số liệu mục {number}", "kind": "figures", "figures": figures})
    last = Outline.objects.order_by("-number").values_list("number", flat=True).first() or 0
    with history.attributed(ACTOR):
        return Outline.objects.create(
            key="dinh-ky", number=last + 1, title="Đề cương đo", sections=sections, published_at=clock.now()
        )


def departments(root: int, word: str) -> list[int]:
    """Make 200 departments below ``root``; ``word`` begins their names."""
    with history.attributed(ACTOR):
        made = Unit.objects.bulk_create(Unit(slug=f"{word}-{number}") for number in range(UNITS))
        UnitVersion.objects.bulk_create(
            UnitVersion(
                unit=unit, code=unit.slug, name=f"Sở {unit.slug}", official_name=f"Sở {unit.slug}", short=unit.slug,
                level="department", kind="sở", parent_id=root, sort_key=unit.slug, folded=unit.slug,
            )
            for unit in made
        )  # fmt: skip
    RegistryStamp.objects.update(stamp=uuid4())
    return [unit.pk for unit in made]


def _reports(root: int, units: list[int], outline: Outline) -> None:
    term_first, term_last = dt.date(2018, 12, 15), dt.date(2019, 12, 14)
    with history.attributed(ACTOR):
        rows = Report.objects.bulk_create(
            Report(
                unit_id=unit, receiver_id=root, kind="year", year=2019, outline=outline, first_on=term_first,
                last_on=term_last, due_on=term_last, state=ReportState.SENT, sent_at=clock.now(), is_demo=True,
            )
            for unit in units
        )  # fmt: skip
        keys = [figure["key"] for section in outline.sections for figure in section.get("figures", ())]
        Figure.objects.bulk_create(
            (Figure(report=row, key=key, own_numerator=row.pk % 97, own_denominator=1) for row in rows for key in keys),
            batch_size=2_000,
        )
        texts = [section["key"] for section in outline.sections if section["kind"] == "text"]
        Section.objects.bulk_create(
            (Section(report=row, key=key, text=_WORDS) for row in rows for key in texts), batch_size=2_000
        )


def _bare(made: dict[str, Any]) -> None:
    """Write the same tables and words with the two engines alone: no database, no layout of the law."""
    cells = [["Đơn vị", *(str(n) for n in range(FIGURES))] for _ in range(UNITS)]
    document = docx.Document()
    for _ in range(UNITS * TEXTS):
        document.add_paragraph(_WORDS)
    for start in range(0, FIGURES, 10):
        table = document.add_table(UNITS, 11)
        for line, row in zip(cells, table.rows, strict=True):
            for cell, text in zip(row.cells, [line[0], *line[1 + start : 11 + start]], strict=True):
                cell.text = text
    document.save(io.BytesIO())
    making.pdf(_plain(cells), clock.today())


def _plain(cells: list[list[str]]) -> Official:
    rows = tuple(Row(tuple(line[:11])) for line in cells)
    tables = [Table(tuple(Column(str(n)) for n in range(11)), rows) for _ in range(FIGURES // 10)]
    words = [Paragraph(_WORDS) for _ in range(UNITS * TEXTS)]
    return Official("BC", "UBND", "", "BC-UBND", "Tỉnh", "Đo", (*words, *tables), SIGNATURE, draft=True)


# ------------------------------------------------------------------ papers by the thousand
def _slips() -> list[Line]:
    slip = Official(
        kind="CV", issuer="ỦY BAN NHÂN DÂN XÃ", superior="", symbol="UBND", place="Xã", title="Tiếp nhận hồ sơ",
        blocks=tuple(Paragraph(f"Dòng {n}: hồ sơ của công dân, đã nhận đủ giấy tờ.") for n in range(12)),
        signature=Signature((), "CÔNG CHỨC", "Nguyễn Văn Mẫu"), issued_on=clock.today(),
    )  # fmt: skip
    began = time.process_time()
    started = time.perf_counter()
    for number in range(1, SLIPS + 1):
        making.pdf(replace(slip, number=number))
    cpu, wall = time.process_time() - began, time.perf_counter() - started
    rate = SLIPS / max(cpu, wall)
    bare = timed(_bare_pdf, rounds=30, warm_up=5)
    figure = f"{rate:.0f} tệp/s một nhân ({SLIPS} tệp)"
    ratio = f"{1 / rate / bare.median:.1f}× một trang chữ của bộ máy in ({bare})"
    return [Line("Giấy một trang, PDF/A, phông nhúng", figure, ratio, "≥ 60/s", rate >= 60)]


def _bare_pdf() -> None:
    from cchc.documents.documents.pdf import HERE, compiled

    compiled(HERE / "stamp.typ", {"stamp": '["một dòng"]'})


# ------------------------------------------------------------------ a morning's digests
def _digests() -> list[Line]:
    monday = dt.datetime(2019, 10, 7, 8, tzinfo=ZONE)
    people = _people()
    _notices(people, monday)
    with _postman() as url:
        os.environ["CCHC_SMTP_URL"] = url
        began = time.perf_counter()
        made = digesting.prepare(Channel.MAIL, monday)
        prepared = time.perf_counter() - began
        told = sending.send(Channel.MAIL, monday)
        whole = time.perf_counter() - began
        bare = _bare_mail(made)
        del os.environ["CCHC_SMTP_URL"]
    arrived = Delivery.objects.filter(state="accepted", day=monday.date()).count()
    assert told["accepted"] == arrived >= PEOPLE, (told, arrived)
    figure = f"{whole:.1f} s (lập {prepared:.1f} s, gửi {whole - prepared:.1f} s), {arrived} thư"
    ratio = f"{whole / bare:.1f}× chỉ nói chuyện SMTP ({bare:.1f} s)"
    return [Line(f"Thư tổng hợp cho {PEOPLE} người", figure, ratio, "< 60 s", whole < 60)]


def _people() -> list[int]:
    root = organisation.root_id(clock.today())
    with history.attributed(ACTOR):
        made = User.objects.bulk_create(
            User(username=f"do{n}", full_name=f"Người Đo {n}", email=f"do{n}@vi-du.vn", unit_id=root)
            for n in range(PEOPLE)
        )
        Grant.objects.bulk_create(
            Grant(user=user, role="officer", unit_id=root, valid_from=dt.date(2019, 1, 1)) for user in made
        )
    return [user.pk for user in made]


def _notices(people: list[int], moment: Any) -> None:
    root = organisation.root_id(clock.today())
    with history.attributed(ACTOR):
        Notice.objects.bulk_create(
            (
                Notice(
                    user_id=user, what="overdue", kind="reminder", unit_id=root, title=f"Việc {n} phải làm xong",
                    path="/viec/", due_on=moment.date(), key=f"do:{n}", told_at=moment,
                )
                for user in people
                for n in range(4)
            ),
            batch_size=2_000,
        )  # fmt: skip


def _bare_mail(count: int) -> float:
    server = address.server()
    assert server is not None
    began = time.perf_counter()
    with conversation(server) as send:
        for number in range(count):
            send(Message(number, "a@vi-du.vn", "CCHC: 4 việc quá hạn", "- Việc\n" * 12, "Người Đo"))
    return time.perf_counter() - began


_SINK = (
    "import sys, time; from aiosmtpd.controller import Controller; from aiosmtpd.handlers import Sink;"
    "c = Controller(Sink(), hostname='127.0.0.1', port=int(sys.argv[1])); c.start(); print('ready', flush=True);"
    "time.sleep(600)"
)


@contextmanager
def _postman() -> Iterator[str]:
    """Run a mail server that takes everything, in a process of its own."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", _SINK, str(port)], stdout=subprocess.PIPE, text=True)
    timer = threading.Timer(600, server.kill)
    timer.start()
    try:
        assert server.stdout is not None
        server.stdout.readline()
        yield f"smtp://127.0.0.1:{port}"
    finally:
        timer.cancel()
        server.kill()
        server.wait()
