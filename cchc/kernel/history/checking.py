"""Check the whole trail against itself, its head and the published roots, as a stream."""

import itertools
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection, transaction

from cchc.kernel import writing
from cchc.kernel.history import roots
from cchc.kernel.history.chain import GENESIS, Check, Finding, Link, Mark
from cchc.kernel.refusal import Refusal
from cchc.kernel.sealing import Verdict

_MOST_FINDINGS = 20
_MOST_ROOTS = 20_000  # half a century of days
_BATCH = 2000
_LINKS = (
    "SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), actor_id, actor, source,"
    " request, table_name, row_pk, action, before::text, after::text, previous, hash"
    " FROM kernel_auditentry ORDER BY seq"
)
_WORDS = {
    "altered": "Mục {seq} đã bị sửa: nội dung không khớp mã băm của nó.",
    "missing": "Thiếu {count} mục, từ số {seq} đến số {last}.",
    "unlinked": "Mục {seq} không nối tiếp mục đứng trước nó.",
    "truncated": "Phần cuối nhật ký bị cắt: thiếu từ số {seq} đến ít nhất số {last}.",
    "root": "Mã băm ở mục {seq} không khớp mã đối chiếu đã công bố hoặc điểm cuối đã ghi nhận.",
    "order": "Số thứ tự {seq} bị trùng hoặc sai thứ tự.",
    "unheaded": "Mục {seq} nằm sau điểm cuối mà hệ thống đã ghi nhận.",
}
_SIGNATURES = {
    Verdict.UNSEALED: "Mã đối chiếu ngày {day} không có chữ ký (tất cả {count} mã như vậy).",
    Verdict.ALTERED: "Mã đối chiếu ngày {day} không khớp chữ ký của nó (tất cả {count} mã như vậy).",
    Verdict.STRANGE: "Mã đối chiếu ngày {day} ký bằng khóa không phải của nền tảng này (tất cả {count} mã như vậy).",
    Verdict.REVOKED: "Mã đối chiếu ngày {day} ký bằng khóa đã bị thu hồi (tất cả {count} mã như vậy).",
}


@dataclass(frozen=True)
class Result:
    """How many entries were read and what was wrong: with the chain, at most twenty, and with the roots' signatures."""

    entries: int
    last_seq: int
    last_hash: bytes
    chain: tuple[str, ...]
    signatures: Mapping[Verdict, str]

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that is wrong, in sentences, the chain first."""
        return (*self.chain, *self.signatures.values())


def verify(kept: Path | None = None, progress: Callable[[int], None] = lambda count: None) -> Result:
    """Walk the trail; ``kept`` is a file of roots that somebody downloaded earlier from the public page."""
    with transaction.atomic():
        published = roots.page(limit=_MOST_ROOTS)
        marks = [*_passed(published), *(_downloaded(kept) if kept else ()), *_head()]
        check = Check(marks)
        found = itertools.chain(check.walk(links(progress)), check.end())
        sentences = [sentence(finding) for finding in itertools.islice(found, _MOST_FINDINGS)]
        after = max((mark.seq for mark in _head()), default=0)
        if not sentences and check.seq > after:
            sentences.append(_WORDS["unheaded"].format(seq=after + 1))
    return Result(check.entries, check.seq, check.hash, tuple(sentences), _unsigned(published))


def _unsigned(published: Sequence[roots.Root]) -> Mapping[Verdict, str]:
    days: defaultdict[Verdict, list[date]] = defaultdict(list)
    for one in published:
        days[one.verdict].append(one.day)
    days.pop(Verdict.WHOLE, None)
    return {
        verdict: _SIGNATURES[verdict].format(day=writing.date(min(found)), count=len(found))
        for verdict, found in days.items()
    }


def sentence(finding: Finding) -> str:
    """Say a finding in words."""
    count = finding.last - finding.seq + 1
    return _WORDS[finding.problem].format(seq=finding.seq, last=finding.last, count=count)


def links(progress: Callable[[int], None] = lambda count: None) -> Iterator[Link]:
    """Yield every stored entry in order, a batch in memory at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_LINKS)
        while rows := cursor.fetchmany(_BATCH):
            yield from map(Link._make, rows)
            progress(len(rows))


def _head() -> list[Mark]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM kernel_audithead")
        return [Mark(seq, bytes(found)) for seq, found in cursor.fetchall() if seq or bytes(found) != GENESIS]


def _passed(published: Sequence[roots.Root]) -> list[Mark]:
    return [Mark(one.last_seq, bytes.fromhex(one.root)) for one in reversed(published) if one.last_seq > 0]


def _downloaded(file: Path) -> list[Mark]:
    """Read the JSON of the public page; ``Refusal`` for a file that is none."""
    try:
        content = json.loads(file.read_text())
        marks = [Mark(int(one["last_seq"]), bytes.fromhex(one["root"])) for one in content["roots"]]
        for one in content["roots"]:
            date.fromisoformat(one["day"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise Refusal("Tệp %(file)s không phải danh sách mã đối chiếu tải từ trang công khai.", file=file) from error
    return [mark for mark in marks if mark.seq > 0]
