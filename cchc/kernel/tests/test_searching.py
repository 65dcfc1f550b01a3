"""What is typed becomes words and whole numbers; the database folds Latin letters as Python does."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel import candidates, clock, searching
from cchc.kernel.folding import FoldedField
from cchc.kernel.history import coverage
from cchc.kernel.models import Event
from cchc.kernel.narrowing import Columns, Through, narrowed
from cchc.kernel.permission import Asker, Record, Scope, Subject
from cchc.kernel.searching import Hit, Source
from cchc.kernel.text import fold, hyphened
from cchc.kernel.wanted import Wanted


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


ALPHABET = [
    *"aăâbcdđeêioôơuưyĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậỳỷỹýỵ 0/-.|\n\t",
    *(chr(code) for code in (*range(0x20, 0x7F), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))),
    *(chr(code) for code in (0xA0, 0xAD, 0x256, *range(0x300, 0x370), *range(0x2000, 0x2070), 0x2212, 0x2215, 0xFEFF)),
    *(chr(code) for code in (*range(1, 0x20), 0x7F, 0x2D7, 0x29F8, 0x3000, 0xFE63, *range(0xFF01, 0xFF5F))),
]
PIECES = [
    "Quí", "quý", "quít", "đá quí,", "(quì)", "“Quí”", "QUI\u0301", "Ð", "ð", "hoa\u0300 ", "\u200b", "272/KH–UBND",
    "KH—UBND", "88\u2011KH", "\u0300", "II", " ",
]  # fmt: skip


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400, deadline=None)
@given(st.one_of(st.text(ALPHABET, max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_the_database_folds_latin_letters_as_python_does(text: str) -> None:
    """Also what no way in lets through: the function asks nobody whether a text came in clean."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kernel_fold(%s::text)", [text])
        assert cursor.fetchone()[0] == fold(hyphened(text))


@pytest.mark.parametrize("word", ["МОСКВА", "ΑΘΗΝΑ", "Ⅲ", "Ⱡ"])
@pytest.mark.django_db
def test_capitals_of_other_scripts_stay_capital_in_the_database(word: str) -> None:
    """The limit that ADR 0024 names: whoever widens ``kernel_fold`` takes it out there too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kernel_fold(%s::text)", [f"Đề án {word}"])
        assert cursor.fetchone()[0] == f"de an {word}" != fold(f"Đề án {word}")


@pytest.mark.django_db
def test_the_database_writes_days_as_pages_do() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kernel_day('2019-04-05'), kernel_day('2019-12-31')")
        assert cursor.fetchone() == ("05/04/2019 5/4/2019", "31/12/2019 31/12/2019")


@pytest.mark.parametrize(
    ("word", "words", "stands"),
    [
        ("272/kh-ubnd", "272/kh-ubnd | ke hoach", True),
        ("272", "0272/kh-ubnd | ke hoach", True),
        ("272", "1272/kh-ubnd | ke hoach", False),
        ("272", "9/bc-ubnd | thuc hien ke hoach 272/kh-ubnd", False),
        ("272", "| thuc hien ke hoach 272/kh-ubnd", False),
        ("ubnd", "272/kh-ubnd | ke hoach", True),
        ("hoach", "272/kh-ubnd | ke hoach", False),
        ("hoach", "| ke hoach", False),
        ("ii", "2/ii-kh | quy", True),
        ("ii", "2/iii-kh | quy ii", False),
    ],
)
@pytest.mark.django_db
def test_of_another_record_only_the_number_counts(word: str, words: str, stands: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text ~ %s", [words, Wanted.of(word).words[0].in_number])
        assert cursor.fetchone()[0] is stands


@pytest.mark.parametrize("number_only", [True, False])
@pytest.mark.django_db
def test_the_words_of_another_table_stand_in_the_column_that_is_named(number_only: bool) -> None:
    event = Event.objects.create(kind="phien hop | thong bao", payload={}, at=clock.now())
    through = {"pk": Through(Event, folded="kind", number_only=number_only)}
    columns = Columns(Event, folded="", through=through)
    found = {
        word: [row.pk for row in narrowed(Event.objects.all(), Wanted.of(word), columns, order=())]
        for word in ("phien", "thong", "khac")
    }
    assert found == {"phien": [event.pk], "thong": [] if number_only else [event.pk], "khac": []}


def opening(*kinds: str) -> Callable[[Subject], QuerySet[Event]]:
    return lambda reader: Event.objects.filter(kind__in=kinds)


@pytest.mark.parametrize(("opens", "is_found"), [(("phien hop",), True), (("khac",), False), ((), False)])
@pytest.mark.django_db
def test_words_of_another_table_count_only_where_the_reader_may_open_the_row(
    opens: tuple[str, ...], is_found: bool
) -> None:
    """Nothing that one may open (an empty scope) takes the row's own words from nobody."""
    Event.objects.create(kind="phien hop", payload={}, at=clock.now())
    Event.objects.create(kind="thong bao", payload={}, at=clock.now())
    columns = Columns(Event, folded="kind", through={"pk": Through(Event, folded="kind", visible=opening(*opens))})
    only_through = replace(columns, folded="")

    def kinds(word: str, where: Columns) -> list[str]:
        return [row.kind for row in narrowed(Event.objects.all(), Wanted.of(word), where, order=(), reader=Everybody())]

    assert kinds("phien", only_through) == (["phien hop"] if is_found else [])
    assert kinds("thong", columns) == ["thong bao"]
    with pytest.raises(ValueError, match="whose rows"):
        narrowed(Event.objects.all(), Wanted.of("phien"), columns, order=())


@pytest.mark.django_db
def test_a_condition_follows_its_table_into_another_question() -> None:
    """A register narrowed by words may stand in a subquery of its own table, where Django calls the table otherwise."""
    event = Event.objects.create(kind="phien hop", payload={}, at=clock.now())
    Event.objects.create(kind="thong bao", payload={}, at=clock.now())
    inner = narrowed(Event.objects.all(), Wanted.of("phien"), Columns(Event, folded="kind"), order=())
    assert [row.pk for row in Event.objects.filter(pk__in=inner.values("pk"))] == [event.pk]


def folded_columns() -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FoldedField)
    ]


@pytest.mark.django_db
def test_folded_columns_are_kept_by_the_database_and_no_part_of_the_trail() -> None:
    """They follow from their rows: an entry would say twice what changed, and another way to fold would be a change."""
    attached = coverage.attached(switched_off=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attgenerated = 's'")
        assert set(cursor.fetchall()) == set(folded_columns())
    for table, column in folded_columns():
        assert all(column in arguments[3].split(",") for arguments in attached[table].values()), table
        assert attached[table].keys() == coverage.EVENTS.keys()


def found_after(seconds: float) -> Callable[[Subject, Wanted, int], list[Hit]]:
    def find(subject: Subject, wanted: Wanted, most: int) -> list[Hit]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [seconds])
        return [Hit("a", "/a/")]

    return find


class Everybody:
    """May ask all."""

    is_authenticated, asker, name = True, Asker.OFFICIAL, "Nguyễn Thị Lan"
    user_id = unit_id = None

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


def source(label: str, find: Callable[[Subject, Wanted, int], Sequence[Hit]], folded: str = "kind") -> Source:
    return Source(label, 1, "x", find, Columns(Event, folded=folded))


@pytest.mark.django_db
def test_only_kinds_that_hold_the_words_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One question finds out which; of four words of which one stands nowhere none is asked."""
    Event.objects.create(kind="phien hop", payload={}, at=clock.now())
    asked: list[str] = []

    def find(subject: Subject, wanted: Wanted, most: int) -> list[Hit]:
        asked.append(wanted.text)
        return []

    monkeypatch.setattr(searching, "sources", lambda: [source("events", find), Source("memory", 2, "x", find)])
    for typed, times in (("phiên họp", 2), ("họp 12", 1), ("phiên lạ", 1), ("100%", 1), ("p_ien", 1)):
        asked.clear()
        with CaptureQueriesContext(connection) as queries:
            searching.search(Everybody(), Wanted.of(typed))
        assert len(asked) == times, typed
        assert len([one for one in queries if "EXISTS" in one["sql"]]) == 1


@pytest.mark.django_db
def test_kinds_are_asked_one_by_one_where_one_question_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(asked: object) -> list[bool]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")
        return [False]

    monkeypatch.setattr(searching, "FIRST_SECONDS", 0.1)
    monkeypatch.setattr(candidates, "held", late)
    monkeypatch.setattr(searching, "sources", lambda: [source("events", found_after(0))])
    assert [group.label for group in searching.search(Everybody(), Wanted.of("phiên")).groups] == ["events"]


@pytest.mark.django_db
def test_nothing_is_asked_for_single_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "sources", lambda: [Source("slow", 2, "x", found_after(30))])
    assert searching.search(Everybody(), Wanted.of("a b c")) == searching.Results([], [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "named"), [("xã hòa bình", True), ("Xa Hoa Binh", True), ("Hòa Bình", False), ("Xã Hòa Bình A", False)]
)
def test_a_kind_of_which_one_is_named_exactly_comes_first(
    typed: str, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(subject: Subject, wanted: Wanted, most: int) -> list[Hit]:
        return [Hit("Việc của Xã Hòa Bình", "/viec/")]

    def unit(subject: Subject, wanted: Wanted, most: int) -> list[Hit]:
        return [Hit("Xã Hòa Bình", "/don-vi/", is_named=wanted.names("Xã Hòa Bình"))]

    kinds = [Source("work", 1, "x", work), Source("unit", 2, "x", unit)]
    monkeypatch.setattr(searching, "sources", lambda: kinds)
    found = searching.search(Everybody(), Wanted.of(typed))
    assert [group.label for group in found.groups] == (["unit", "work"] if named else ["work", "unit"])
