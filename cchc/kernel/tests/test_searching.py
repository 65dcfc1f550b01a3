"""What is typed becomes words and whole numbers; the database folds as Python does."""

import pytest
from django.db import connection
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel.searching import Folded, Wanted
from cchc.kernel.text import fold, squeeze


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Cải cách  HÀNH chính", [("cai", False), ("cach", False), ("hanh", False), ("chinh", False)]),
        ("272/KH-UBND", [("272/kh-ubnd", True)]),
        ("272 / KH-UBND", [("272/kh-ubnd", True)]),
        ("kế hoạch 272", [("ke", False), ("hoach", False), ("272", True)]),
        ("Đồng Tháp, 2019", [("dong", False), ("thap", False), ("2019", True)]),
        (" - / ", []),
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
    query = Folded(Value(text))
    compiler = connection.ops.compiler("SQLCompiler")
    from cchc.kernel.models import AuditEntry

    sql, params = query.as_sql(compiler(AuditEntry.objects.all().query, connection, None), connection)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        assert cursor.fetchone()[0] == fold(text)
