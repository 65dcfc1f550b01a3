"""The chain finds whatever was done to the trail behind its back, by somebody who may switch every trigger off."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel import clock, history, sealing
from cchc.kernel.history import chain, checking, roots
from cchc.kernel.refusal import Refusal

SIZE = 12
LAN = history.Actor(7, 'Nguyễn "Lan"\t\\ \x1f\x7f 𝄞', "10.0.0.7")


def run(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def trail(probe: str) -> int:
    """A dozen entries; the root of yesterday covers the first half. Returns the number before the first."""
    base = run("SELECT coalesce(max(seq), 0) FROM kernel_auditentry")[0][0]
    with history.attributed(LAN):
        for number in range(SIZE // 2):
            run(
                "INSERT INTO probe (id, name, amount, at) VALUES (%s, %s, 1.50, now())",
                number,
                'Tên "có" \\ \u0001 nháy',
            )
    history.settle()
    roots.seal_yesterday()
    run("UPDATE probe SET name = name || id, amount = amount + 0.05")
    history.settle()
    run("SET LOCAL session_replication_role = replica")
    return base


def findings(kept: Path | None = None) -> tuple[str, ...]:
    return checking.verify(kept).findings


def tampered(change: Callable[[], object], kept: Path | None = None) -> tuple[str, ...]:
    with transaction.atomic():
        change()
        found = findings(kept)
        transaction.set_rollback(True)
    return found


def test_an_untouched_trail_is_whole(trail: int) -> None:
    result = checking.verify()
    assert result.findings == ()
    assert result.last_seq == trail + SIZE


COLUMNS = {
    "at": "at + interval '1 microsecond'", "actor_id": "coalesce(actor_id, 0) + 1", "actor": "actor || 'x'",
    "source": "source || ' '", "request": "request || 'x'", "table_name": "table_name || 's'",
    "row_pk": "row_pk || '0'", "action": "'delete'", "after": "after || '{\"name\": \"khác\"}'",
    "before": "coalesce(before, '{}') || '{\"x\": 1}'", "hash": "sha256(hash)",
}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(1, SIZE), column=st.sampled_from(sorted(COLUMNS)))
def test_an_altered_row_is_found_where_it_is(trail: int, offset: int, column: str) -> None:
    seq = trail + offset
    found = tampered(lambda: run(f"UPDATE kernel_auditentry SET {column} = {COLUMNS[column]} WHERE seq = %s", seq))
    assert f"Mục {seq} đã bị sửa" in found[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.integers(1, SIZE), min_size=1))
def test_deleted_rows_are_found_wherever_they_were(trail: int, gone: set[int]) -> None:
    seqs = [trail + one for one in gone]
    found = tampered(lambda: run("DELETE FROM kernel_auditentry WHERE seq = ANY (%s)", seqs))
    assert f"số {min(seqs)}" in found[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pair=st.lists(st.integers(1, SIZE), min_size=2, max_size=2, unique=True), whole=st.booleans())
def test_two_swapped_rows_are_found(trail: int, pair: list[int], whole: bool) -> None:
    one, other = (trail + offset for offset in pair)

    def swap() -> None:
        run("UPDATE kernel_auditentry SET seq = -1 WHERE seq = %s", one)
        run("UPDATE kernel_auditentry SET seq = %s WHERE seq = %s", one, other)
        run("UPDATE kernel_auditentry SET seq = %s WHERE seq = -1", other)
        if whole:  # also the place in the chain, so that only the contents changed places
            run(
                "UPDATE kernel_auditentry a SET previous = b.previous, hash = b.hash FROM kernel_auditentry b"
                " WHERE (a.seq, b.seq) IN ((%s, %s), (%s, %s))", one, other, other, one,
            )  # fmt: skip

    assert f"Mục {min(one, other)}" in tampered(swap)[0]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(left=st.integers(0, SIZE - 1))
def test_a_cut_off_end_is_found_by_the_head_or_by_a_published_root(trail: int, left: int, tmp_path: Path) -> None:
    def cut() -> None:
        run("DELETE FROM kernel_auditentry WHERE seq > %s", trail + left)

    def cut_and_mend_the_head() -> None:
        cut()
        mend_head()

    assert f"thiếu từ số {trail + left + 1}" in tampered(cut)[0]
    found = tampered(cut_and_mend_the_head)
    assert bool(found) == (left < SIZE // 2), "only what the root covers can be told once the head is forged"


def mend_head() -> None:
    run(
        "UPDATE kernel_audithead SET (seq, hash) = (SELECT seq, hash FROM kernel_auditentry ORDER BY seq DESC LIMIT 1)"
        " WHERE EXISTS (SELECT FROM kernel_auditentry)"
    )


def forge(first: int) -> None:
    """Chain everything from ``first`` anew, as somebody who knows how and owns the database would."""
    check = chain.Check()
    for link in list(checking.links()):
        if link.seq >= first:
            link = link._replace(previous=check.hash)
            link = link._replace(hash=chain.linked(check.hash, link))
            run(
                "UPDATE kernel_auditentry SET previous = %s, hash = %s WHERE seq = %s",
                link.previous,
                link.hash,
                link.seq,
            )
        check.seq, check.hash = link.seq, link.hash
    mend_head()


def test_a_forged_chain_agrees_with_itself_but_not_with_a_published_root(trail: int, tmp_path: Path) -> None:
    kept = tmp_path / "goc.json"
    kept.write_text(
        json.dumps({"roots": [{"day": str(r.day), "last_seq": r.last_seq, "root": r.root} for r in roots.page()]})
    )
    seq = trail + 2

    def alter_and_forge() -> None:
        run("UPDATE kernel_auditentry SET actor = 'ai khác' WHERE seq = %s", seq)
        forge(seq)

    def and_the_root_too() -> None:
        alter_and_forge()
        run("UPDATE kernel_auditroot SET root = (SELECT hash FROM kernel_auditentry WHERE seq = last_seq)")

    assert "mã đối chiếu" in tampered(alter_and_forge)[0]
    assert "không khớp chữ ký" in tampered(and_the_root_too)[0], "a root can't be signed without the installation's key"
    assert "mã đối chiếu" in tampered(and_the_root_too, kept)[0]


def test_an_added_row_is_found(trail: int) -> None:
    def add() -> None:
        run(
            "INSERT INTO kernel_auditentry SELECT seq + 1, at, actor_id, actor, source, request, table_name, row_pk,"
            " action, before, after, hash, sha256(hash) FROM kernel_auditentry ORDER BY seq DESC LIMIT 1"
        )
        forge(trail + SIZE + 1)
        run("UPDATE kernel_audithead SET seq = %s", trail + SIZE)

    assert tampered(add)


def test_a_file_that_is_no_list_of_roots_is_refused(trail: int, tmp_path: Path) -> None:
    kept = tmp_path / "goc.json"
    kept.write_text('{"roots": [{"day": "2019-13-01"}]}')
    with pytest.raises(Refusal, match="không phải danh sách mã đối chiếu"):
        checking.verify(kept)


def test_sealing_a_day_twice_publishes_one_root(trail: int) -> None:
    day = clock.today()
    first = roots.seal(day, clock.now())
    assert first is not None
    assert roots.seal(day, clock.now()) is None
    assert (roots.page()[0].last_seq, roots.page()[0].root) == (trail + SIZE, first.root)


def test_a_root_signed_by_another_key_or_by_none_is_found(trail: int, tmp_path: Path, monkeypatch) -> None:
    root = roots.page()[0]
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("CCHC_HOME", str(tmp_path))
        forged = sealing.seal(roots.signed_text(root.day, root.last_seq, bytes.fromhex(root.root)))
    sign = "UPDATE kernel_auditroot SET signature = %s, sealing_key = %s"
    assert "khóa không phải của nền tảng này" in tampered(lambda: run(sign, forged.signature, forged.key))[0]
    assert "không có chữ ký" in tampered(lambda: run(sign, b"", b""))[0]
    assert "không khớp chữ ký" in tampered(lambda: run("UPDATE kernel_auditroot SET day = day - 1"))[0]
