"""What is typed becomes words and whole numbers; the database folds as Python does."""

import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel import searching
from cchc.kernel.permission import Record, Scope, Subject
from cchc.kernel.searching import Folded, Hit, Source, Wanted
from cchc.kernel.text import fold, squeeze


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Cải cách  HÀNH chính", [("cai", False), ("cach", False), ("hanh", False), ("chinh", False)]),
        ("272/KH-UBND", [("272/kh-ubnd", True)]),
        ("272 / KH-UBND", [("272/kh-ubnd", True)]),
        ("272/KH–UBND", [("272/kh-ubnd", True)]),
        ("272/KH‑UBND", [("272/kh-ubnd", True)]),
        ("kế hoạch 272", [("ke", False), ("hoach", False), ("272", True)]),
        ("Đồng Tháp, 2019", [("dong", False), ("thap", False), ("2019", True)]),
        (" - / – ", []),
        ("a b c d e g h k", []),
        ("y tế quý I", [("te", False), ("quy", False), ("i", False)]),
        ("1 b 2", [("1", True), ("2", True)]),
        (
            "một hai ba bốn năm sáu bảy tám chín",
            [(word, False) for word in ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam")],
        ),
    ],
)
def test_what_is_typed(typed: str, words: list[tuple[str, bool]]) -> None:
    assert [(word.text, word.is_number) for word in Wanted.of(typed).words] == words


VIETNAMESE = st.text(
    "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵbcdg 0/-.", max_size=40
)


@pytest.mark.parametrize(
    ("word", "label", "stands"),
    [
        ("ii", "phiên họp quý 2 quý II", True),
        ("ii", "phiên họp quý 3 quý III", False),
        ("i", "phiên họp quý 2 quý II", False),
        ("2", "phiên họp quý 2 quý II", True),
        ("2", "Báo cáo 12 tháng", False),
        ("6", "Báo cáo 6 tháng đầu năm", True),
        ("phien", "Phiên họp", True),
        ("hop", "Phiên họp", True),
    ],
)
def test_a_number_stands_in_a_label_whole(word: str, label: str, stands: bool) -> None:
    assert Wanted.of(word).words[0].stands_in(label) is stands


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.one_of(VIETNAMESE, st.lists(st.sampled_from(["Quí", "quý", "quít", "đá quí,", "(quì)"])).map(" ".join)))
def test_the_database_folds_as_python_does(text: str) -> None:
    text = squeeze(text)  # stored text is
    query = Folded(Cast(Value(text), TextField()))
    compiler = connection.ops.compiler("SQLCompiler")
    from cchc.kernel.models import AuditEntry

    sql, params = query.as_sql(compiler(AuditEntry.objects.all().query, connection, None), connection)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        assert cursor.fetchone()[0] == fold(text)


def found_after(seconds: float) -> Callable[[Subject, Wanted, int], list[Hit]]:
    def find(subject: Subject, wanted: Wanted, most: int) -> list[Hit]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [seconds])
        return [Hit("a", "/a/")]

    return find


class Everybody:
    """May ask all."""

    is_authenticated = True

    def may(self, action: str, record: Record | None = None) -> bool:
        return True

    def scope(self, action: str) -> Scope:
        return Scope(everything=True)


@pytest.mark.django_db
def test_what_takes_too_long_is_named_and_the_rest_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = {"quick": 0, "slow": 30, "late": 0}
    kinds = [Source(label, 1, "x", found_after(seconds)) for label, seconds in waits.items()]
    monkeypatch.setattr(searching, "sources", lambda: kinds)
    monkeypatch.setattr(searching, "SECONDS", 1.0)
    begun = time.monotonic()
    results = searching.search(Everybody(), Wanted.of("tìm"))
    assert time.monotonic() - begun < 20
    assert [group.label for group in results.groups] == ["quick"]
    assert results.unfinished == ["slow", "late"]


@pytest.mark.django_db
def test_nothing_is_asked_for_single_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "sources", lambda: [Source("slow", 2, "x", found_after(30))])
    assert searching.search(Everybody(), Wanted.of("a b c")) == searching.Results([], [])
