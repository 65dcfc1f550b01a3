"""``cchc files gather``: after ``CCHC_FILES`` has changed, the files come along."""

import sys
from argparse import ArgumentParser, Namespace

from cchc.kernel import commands
from cchc.kernel.files import checking, contents, place, stores


def gather_arguments(parser: ArgumentParser) -> None:
    """Describe what ``files gather`` takes."""
    parser.add_argument("place", metavar="NƠI", help="kho trước đây, viết như CCHC_FILES; “mặc định” là kho mặc định")


def gather(options: Namespace) -> int:
    """Put what the store in use lacks into it from another one, which keeps what it has; 1 if something is nowhere."""
    before = stores.of(place.named("" if options.place == "mặc định" else options.place))
    wanting = [sha256 for sha256, _why in checking.lost(checking.named())]
    brought = 0
    try:
        for sha256 in wanting:
            brought += _is_brought(before, sha256)
    except OSError as error:
        why = str(error.strerror)
        raise commands.Refused("Kho tệp đang không ghi hoặc không đọc được (%(why)s).", why=why) from error
    sys.stdout.write(f"Đã lấy về {brought} tệp.\n")
    if brought < len(wanting):
        raise commands.Refused("Còn %(count)s tệp không có ở cả hai kho.", count=len(wanting) - brought)
    return 0


def _is_brought(before: stores.Store, sha256: str) -> bool:
    try:
        found = contents.proven(before, sha256)
    except FileNotFoundError:
        return False
    if found is None:
        return False
    with found:
        stores.store().put(sha256, found.read())
    return True
