"""``cchc seal …``: the keys by which this installation seals."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cchc.kernel import commands, sealing_keys
from cchc.kernel.sealing_keys import Standing

WORDS = {Standing.CURRENT: "đang dùng", Standing.RETIRED: "đã thay", Standing.REVOKED: "đã thu hồi"}


def key(options: Namespace) -> int:
    """Print the fingerprint of each key, the one in use first."""
    for one, standing in sealing_keys.known().items():
        sys.stdout.write(f"{sealing_keys.fingerprint(one)} {WORDS[standing]}\n")
    return 0


def rotate_arguments(parser: ArgumentParser) -> None:
    """Describe what ``seal rotate`` takes."""
    parser.add_argument(
        "--revoke", action="store_true", help="khóa cũ có thể đã lộ: không tin niêm phong nào của nó nữa"
    )
    parser.add_argument("--yes", action="store_true", help="xác nhận thay khóa; khóa riêng cũ bị hủy")


def rotate(options: Namespace) -> int:
    """Seal by a new key from now on, and print its fingerprint."""
    if not options.yes:
        raise commands.Refused("Lệnh này thay khóa niêm phong, khóa riêng cũ bị hủy: thêm --yes để xác nhận.")
    sys.stdout.write(f"{sealing_keys.fingerprint(sealing_keys.rotate(revoke=options.revoke))}\n")
    return 0


def trust_arguments(parser: ArgumentParser) -> None:
    """Describe what ``seal trust`` takes."""
    parser.add_argument("file", type=Path, metavar="TỆP", help="khóa công khai cũ của chính nền tảng này (.pem)")


def trust(options: Namespace) -> int:
    """Count a key of this installation's past among its own: after its folder was lost."""
    if not options.file.is_file():
        raise commands.Refused("Không có tệp %(file)s.", file=options.file)
    sys.stdout.write(f"{sealing_keys.fingerprint(sealing_keys.trust(options.file.read_bytes()))}\n")
    return 0
