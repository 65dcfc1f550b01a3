"""``cchc files gather``: after ``CCHC_FILES`` has changed, the files come along."""

import errno
import sys
from argparse import ArgumentParser, Namespace

from cchc.kernel import commands
from cchc.kernel.files import checking, contents, place, stores
from cchc.kernel.files.probing import why
from cchc.kernel.files.stores import Store


def gather_arguments(parser: ArgumentParser) -> None:
    """Describe what ``files gather`` takes."""
    parser.add_argument("place", metavar="NƠI", help="kho trước đây, viết như CCHC_FILES; “mặc định” là kho mặc định")


def gather(options: Namespace) -> int:
    """Put what the store in use lacks into it from another one, which keeps what it has; 1 if something is nowhere.

    Broken off and begun again it goes on: what has come is read, not fetched. What it fetches is proven by its hash
    where it lay and where it comes to lie.
    """
    from tqdm import tqdm

    before = stores.of(place.former("" if options.place == "mặc định" else options.place))
    brought = nowhere = 0
    try:
        with tqdm(checking.named(), unit=" tệp", disable=not sys.stderr.isatty(), leave=False) as hashes:
            for sha256, _why in checking.lost(hashes):
                is_brought = _is_brought(before, sha256)
                brought, nowhere = brought + is_brought, nowhere + (not is_brought)
    except OSError as error:
        raise commands.Refused(
            "Dừng giữa chừng: kho tệp không ghi hoặc không đọc được (%(why)s). Đã lấy về %(count)s tệp; chạy lại lệnh"
            " này để lấy nốt.",
            why=why(error),
            count=brought,
        ) from error
    sys.stdout.write(f"Đã lấy về {brought} tệp.\n")
    if nowhere:
        raise commands.Refused("Còn %(count)s tệp không có ở cả hai kho.", count=nowhere)
    return 0


def _is_brought(before: Store, sha256: str) -> bool:
    try:
        found = contents.proven(before, sha256)
    except FileNotFoundError:
        return False
    if found is None:
        return False
    with found:
        stores.store().put(sha256, found.read())
    if wanting := next(checking.lost([sha256]), None):
        raise OSError(errno.EIO, f"{sha256}: {wanting[1]}")
    return True
