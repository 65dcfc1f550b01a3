"""``cchc backup`` and ``cchc restore``."""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cchc.kernel import backup, clock, commands, restoring
from cchc.kernel.files import stores
from cchc.kernel.files.stores.directory import Directory
from cchc.kernel.pg_programs import CannotRestore

_DONE_BUT_LOOK = 3
"""The exit code of what was done while the data was found altered: no success for whoever runs it every night."""


def file(parser: ArgumentParser) -> None:
    """Describe the file of a backup."""
    parser.add_argument("file", type=Path, metavar="TỆP")


def save_arguments(parser: ArgumentParser) -> None:
    """Describe what ``backup`` takes."""
    file(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--without-files", action="store_true", help="không kèm tệp: kho tệp đã được sao chép bằng cách khác"
    )
    how.add_argument(
        "--files",
        type=Path,
        metavar="THƯ_MỤC",
        help="để tệp trong thư mục này, chung cho mọi bản: chỉ chép tệp chưa có",
    )


def restore_arguments(parser: ArgumentParser) -> None:
    """Describe what ``restore`` takes."""
    file(parser)
    parser.add_argument("--files", type=Path, metavar="THƯ_MỤC", help="thư mục tệp nêu khi sao lưu bằng --files")
    parser.add_argument("--yes", action="store_true", help="xác nhận thay toàn bộ dữ liệu hiện có")
    parser.add_argument(
        "--trust", action="store_true", help="tin bản sao lưu mà khóa của nền tảng này không niêm phong"
    )
    parser.add_argument(
        "--altered", action="store_true", help="khôi phục cả khi nhật ký trong bản sao lưu không nguyên vẹn"
    )


def save(options: Namespace) -> int:
    """Write a backup, and say at once if no restore would take it unasked."""
    started = time.perf_counter()
    if not options.file.absolute().parent.is_dir():
        raise commands.Refused("Không có thư mục %(folder)s để ghi bản sao lưu.", folder=options.file.absolute().parent)
    _refuse_the_store(options.files)
    faults: list[str] = []
    try:
        made = backup.save(
            options.file,
            clock.now(),
            with_files=not options.without_files,
            beside=options.files,
            look=lambda: faults.extend(restoring.faults()),
        )
    except CannotRestore as refused:
        raise commands.Refused("Không sao lưu được: %(why)s", why=refused) from refused
    except OSError as error:
        raise commands.Refused("Không sao lưu được: %(why)s", why=error.strerror) from error
    _report("Đã sao lưu", made, started)
    altered = _warned(
        tuple(faults),
        "CẢNH BÁO: tệp đã ghi, nhưng nhật ký không nguyên vẹn nên “cchc restore” sẽ từ chối tệp này nếu không thêm"
        " --altered. Giữ các bản sao lưu cũ, chữa theo từng câu sau rồi sao lưu lại.",
    )
    lost = _warned(
        tuple(made.lost),
        "CẢNH BÁO: bản sao lưu đã ghi, nhưng nội dung của những tệp sau đã mất hoặc đã bị đổi trong kho tệp từ trước"
        " nên không có trong đó. “cchc audit verify” cho biết đó là tệp nào; giữ các bản sao lưu cũ còn nội dung ấy.",
    )
    return altered or lost


def _refuse_the_store(beside: Path | None) -> None:
    """Refuse a shared folder that is the store, lies in it or holds it: one loss would take files and backup."""
    there = stores.store()
    if beside is None or not isinstance(there, Directory):
        return
    store, folder = there.root.resolve(), beside.resolve()
    if store == folder or store in folder.parents or folder in store.parents:
        raise commands.Refused(
            "Thư mục %(folder)s là kho tệp đang dùng, nằm trong hoặc chứa kho ấy: hãy chọn thư mục khác cho --files.",
            folder=folder,
        )


def restore(options: Namespace) -> int:
    """Replace everything by a backup, and check it."""
    started = time.perf_counter()
    if not options.file.is_file():
        raise commands.Refused("Không có tệp %(file)s.", file=options.file)
    if not options.yes:
        raise commands.Refused("Lệnh này thay toàn bộ dữ liệu hiện có: thêm --yes để xác nhận.")
    try:
        made = restoring.restore(options.file, trusted=options.trust, altered=options.altered, files=options.files)
    except CannotRestore as error:
        raise commands.Refused(error.sentence) from error
    _report("Đã khôi phục và kiểm tra", made.manifest, started)
    if made.remark:
        sys.stdout.write(f"{made.remark} Nếu là khóa cũ của nền tảng này thì tin lại bằng “cchc seal trust”.\n")
    return _warned(
        made.faults,
        "CẢNH BÁO: đã khôi phục theo --altered một bản sao lưu có nhật ký không nguyên vẹn; “cchc audit verify” sẽ còn"
        " báo những điều sau cho đến khi được chữa.",
    )


def _warned(faults: tuple[str, ...], warning: str) -> int:
    """Write the warning and each fault on standard error if there is one; return the exit code."""
    if not faults:
        return 0
    sys.stderr.write("\n- ".join((warning, *faults)) + "\n")
    return _DONE_BUT_LOOK


def _report(what: str, manifest: backup.Manifest, started: float) -> None:
    rows, seconds = sum(manifest.tables.values()), time.perf_counter() - started
    sys.stdout.write(
        f"{what}: {len(manifest.tables)} bảng, {rows} dòng, {manifest.files} tệp,"
        f" nhật ký đến mục {manifest.last_seq}, {seconds:.1f} giây.\n"
    )
