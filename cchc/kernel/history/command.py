"""``cchc audit …``."""

import datetime as dt
import json
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cchc.kernel import clock, commands, writing
from cchc.kernel.files import checking
from cchc.kernel.history import auditing, entries, roots
from cchc.kernel.history.actor import Actor

_SHOWN = 50
_SERVER = Actor(None, "Quản trị máy chủ", "dòng lệnh")


def verify_arguments(parser: ArgumentParser) -> None:
    """Describe what ``audit verify`` takes."""
    parser.add_argument(
        "--roots", type=Path, metavar="TỆP", help="đối chiếu với danh sách mã đối chiếu đã tải về trước đây"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def verify(options: Namespace) -> int:
    """Check the trail and the store of files; refused with the first faults if there is one."""
    from tqdm import tqdm

    started = time.perf_counter()
    with tqdm(unit=" dòng", disable=not sys.stderr.isatty(), leave=False) as bar:
        report = auditing.audit(options.roots, bar.update)
        files = checking.check(bar.update)
    result = report.chain
    if options.json:
        found = {"entries": result.entries, "last_seq": result.last_seq, "last_hash": result.last_hash.hex()}
        found |= {"files": files.contents, "findings": (*report.findings, *files.findings)}
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    if report.findings:
        raise commands.Refused("Nhật ký không nguyên vẹn. %(why)s", why=" ".join((*report.findings, *files.findings)))
    if files.is_away:
        raise commands.Refused("Chưa kiểm tra được kho tệp. %(why)s", why=" ".join(files.findings))
    if files.findings:
        raise commands.Refused("Kho tệp không nguyên vẹn. %(why)s", why=" ".join(files.findings))
    if not options.json:
        seconds = time.perf_counter() - started
        sys.stdout.write(f"Nhật ký nguyên vẹn: {result.entries} mục, kiểm tra trong {seconds:.1f} giây.\n")
        sys.stdout.write(f"Kho tệp nguyên vẹn: {files.contents} tệp.\n")
        sys.stdout.write(f"Mã băm cuối (mục {result.last_seq}): {result.last_hash.hex()}\n")
    return 0


def seal_arguments(parser: ArgumentParser) -> None:
    """Describe what ``audit seal`` takes."""
    parser.add_argument("--day", type=commands.day, metavar="NGÀY", help="ngày cần chốt (mặc định: hôm qua)")


def seal(options: Namespace) -> int:
    """Publish the root of a day that is over."""
    now = clock.now()
    day = options.day or clock.day_of(now) - dt.timedelta(days=1)
    if day >= clock.day_of(now):
        raise commands.Refused("Chưa hết ngày %(day)s nên chưa chốt được mã đối chiếu của ngày đó.", day=day)
    root = roots.seal(day, now)
    if root is None:
        sys.stdout.write(f"Mã đối chiếu ngày {writing.date(day)} đã chốt từ trước.\n")
    else:
        sys.stdout.write(f"{root.day} {root.last_seq} {root.root}\n")
    return 0


def unattributed(options: Namespace) -> int:
    """List the newest changes that nobody answers for; 1 if there are any."""
    found = entries.search(entries.Query(unattributed=True), limit=_SHOWN)
    for one in found:
        sys.stdout.write(f"{one.seq} {one.at:%Y-%m-%d %H:%M:%S} {one.action} {one.table} {one.row}\n")
    if found:
        raise commands.Refused("Có thay đổi không rõ người thực hiện (in tối đa %(most)s mục mới nhất).", most=_SHOWN)
    return 0


def export_arguments(parser: ArgumentParser) -> None:
    """Describe what ``audit export`` takes."""
    parser.add_argument("file", type=Path, metavar="TỆP", help=".xlsx hoặc .csv")
    parser.add_argument("--from", dest="first", type=commands.day, metavar="NGÀY", help="từ ngày (2019-05-07)")
    parser.add_argument("--to", dest="last", type=commands.day, metavar="NGÀY", help="đến hết ngày")


def export(options: Namespace) -> int:
    """Write the newest entries of the days asked for; that it was read is recorded."""
    from cchc.kernel.history import exported  # heavy, and most commands write no table
    from cchc.kernel.sheets import saving

    kind = saving.format_of(options.file)  # before anything is read
    query = entries.Query(first=options.first, last=options.last)
    total = min(entries.count(query), exported.MOST[kind])
    entries.record_read(_SERVER, "kernel_auditentry", [], what=exported.WHAT, why=query.asked)
    saving.save(options.file, exported.COLUMNS, exported.rows(query, total), total, "Nhật ký")
    sys.stdout.write(f"Đã ghi {total} mục vào {options.file}.\n")
    return 0
