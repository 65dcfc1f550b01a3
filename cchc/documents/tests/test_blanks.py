"""Templates that people upload: words into blanks, and everything that reaches outside refused."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from jinja2 import nodes

from cchc.documents.actions import blanks
from cchc.documents.documents import blank_words
from cchc.documents.documents import blanks as writer
from cchc.documents.models import Blank
from cchc.kernel import clock
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.ui.quoting import LETTER

ACTOR = Actor(None, "Người thử", "test")
SignIn = Callable[[str, str], Client]
WHO = {"actor": ACTOR, "now": clock.now()}


def template(*lines: str, header: str = "", title: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_words_go_into_their_blanks() -> None:
    given = template("Kính gửi: {{ noi_nhan }}", "{% if gap == 'có' %}KHẨN {% endif %}{{ noi_dung | upper }}")
    assert writer.names_of(given) == ["noi_nhan", "gap", "noi_dung"]
    made = writer.filled(given, {"noi_nhan": "Sở Nội vụ", "gap": "có", "noi_dung": "đôn đốc"})
    assert words(made) == "Kính gửi: Sở Nội vụ\nKHẨN ĐÔN ĐỐC"
    assert words(writer.filled(given, {})) == "Kính gửi: \n"


def test_words_that_look_like_markup_stay_words() -> None:
    made = writer.filled(template("{{ a }}"), {"a": "<w:br/> & {{ b }} {% if %} ]]>"})
    assert words(made) == "<w:br/> & {{ b }} {% if %} ]]>"


ATTACKS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ a.b }}",
    "{{ a['__class__'] }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ range(999999999) }}",
    "{{ self }}{{ self._TemplateReference__context }}",
    "{{ lipsum() }}",
    "{% for x in a %}{{ x }}{% endfor %}",
    "{% set x = 1 %}",
    "{% include 'etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% macro m() %}{% endmacro %}",
    "{{ a | attr('__class__') }}",
    "{{ a | map('upper') | list }}",
    "{{ 'a' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ __builtins__ }}",
    "{{ a | format(b) }}",
    "{{ [1, 2] }}",
    "{{ a ~ b }}",
    "{{ a[0:1] }}",
    "{{ a is defined }}",
    "{{ (a, b) }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_reaches_outside_is_refused_wherever_it_stands(attack: str) -> None:
    for given in (template(attack), template("{{ a }}", header=attack), template("{{ a }}", title=attack)):
        with pytest.raises(Refusal, match=r"không được dùng|viết sai"):
            writer.names_of(given)
        with pytest.raises(Refusal):
            writer.filled(given, {"a": "x"})


@pytest.mark.parametrize("wrong", ["{{ a", "{% if a %}", "{{ }}", "{% nonsense %}", "{{ a | nofilter }}"])
def test_a_slip_of_the_pen_is_told(wrong: str) -> None:
    with pytest.raises(Refusal, match=r"viết sai|không được dùng"):
        writer.names_of(template(wrong))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("{{ don_vi.ten }}", "phần bên trong của một giá trị (dấu chấm hoặc ngoặc vuông), ở đoạn “{{ don_vi.ten }}”"),
        ("{% for x in a %}{{ x }}{% endfor %}", "vòng lặp (for)"),
        ("{{ a + 1 }}", "phép tính"),
        ("{{ a | tojson }}", "bộ lọc “tojson”"),
        ("Kính gửi {{ ten don vi }}", "viết sai ở đoạn “Kính gửi {{ ten don vi }}”"),
        ("{{ a)", "viết như {{ ten_don_vi }}"),
        ("{% if a %} có", "mỗi {% if … %} phải có một {% endif %}"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_offices(wrong: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        writer.names_of(template("Mở đầu", wrong))
    assert says in refused.value.message
    assert not re.search(r"unexpected|expected|Getattr|For\b|Encountered|jinja", refused.value.message)
    with translation.override("en"):
        said = say(refused.value).replace(wrong, "")
    assert not re.search(LETTER, said)


def test_each_node_that_is_not_allowed_has_words() -> None:
    kinds = {one for one in vars(nodes).values() if isinstance(one, type) and issubclass(one, nodes.Node)}
    written = {kind for kind in kinds if any(above in blank_words.WORDS for above in kind.__mro__)}
    inside = {"EvalContextModifier", "ScopedEvalContextModifier", "Scope", "OverlayScope", "ExprStmt"}
    abstract = {"Node", "Stmt", "Expr", "Helper", "Literal", "_FilterTestCommon"}
    ours = {"EnvironmentAttribute", "ExtensionAttribute", "ImportedName", "InternalName", "ContextReference"}
    left = {kind.__name__ for kind in kinds - written - set(writer._ALLOWED)}
    assert left <= inside | abstract | ours | {"DerivedContextReference", "MarkSafe", "MarkSafeIfAutoescape"}


def test_a_template_is_checked_before_it_is_kept(units: dict[str, int]) -> None:
    so = units["so"]
    for content, says in [
        (template("Không có chỗ nào"), "chưa có chỗ điền"),
        (b"%PDF-1.4 x", "phải là tệp .docx"),
        (template("{{ a.b }}"), "không được dùng"),
        (template(*[f"{{{{ o_{n} }}}}" for n in range(101)]), "101 chỗ điền"),
    ]:
        with pytest.raises(Refusal, match=says):
            blanks.upload(so, "Mẫu", "mau.docx", content, **WHO)
    hollow = io.BytesIO()
    with zipfile.ZipFile(hollow, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(Refusal):
        blanks.upload(so, "Mẫu", "mau.docx", hollow.getvalue(), **WHO)
    assert not Blank.objects.exists()


def test_the_office_uploads_and_a_unit_below_fills(units: dict[str, int], sign_in: SignIn) -> None:
    made = units
    office, officer = sign_in("office", "tinh"), sign_in("officer", "so")
    sent = SimpleUploadedFile("giay-moi.docx", template("Kính mời: {{ khach_moi }}"))
    assert officer.get("/van-ban/mau/tai-len/").status_code == 403
    answer = office.post(
        "/van-ban/mau/tai-len/", {"unit": made["tinh"], "title": "Giấy mời", "file": sent}, follow=True
    )
    assert "Đã nhận mẫu" in answer.content.decode()
    blank = Blank.objects.get()
    assert "Giấy mời" in officer.get("/van-ban/mau/").content.decode()
    assert "Khach moi" in officer.get(f"/van-ban/mau/{blank.pk}/").content.decode()
    filled = officer.post(f"/van-ban/mau/{blank.pk}/", {"o_khach_moi": "Sở Tài chính"})
    assert words(filled.content) == "Kính mời: Sở Tài chính"
    assert officer.post(f"/van-ban/mau/{blank.pk}/thoi-dung/").status_code == 403
    office.post(f"/van-ban/mau/{blank.pk}/thoi-dung/")
    assert officer.get(f"/van-ban/mau/{blank.pk}/").status_code == 404


def test_the_administrator_keeps_templates_and_reads_no_document(units: dict[str, int], sign_in: SignIn) -> None:
    administrator, officer = sign_in("administrator", "tinh"), sign_in("officer", "so")
    listed = administrator.get("/van-ban/mau/").content.decode()
    assert "Tải mẫu lên" in listed
    assert "/van-ban/den/" not in listed, "a tab that leads to a refusal"
    sent = SimpleUploadedFile("giay-moi.docx", template("Kính mời: {{ khach_moi }}"))
    form = {"unit": units["tinh"], "title": "Giấy mời họp", "file": sent}
    assert "Đã nhận mẫu" in administrator.post("/van-ban/mau/tai-len/", form, follow=True).content.decode()
    blank = Blank.objects.get()
    for client in (administrator, officer):
        assert f"/van-ban/mau/{blank.pk}/" in client.get("/tim-kiem/", {"q": "giay moi hop"}).content.decode()
        assert f"/van-ban/mau/{blank.pk}/" in client.get("/van-ban/mau/").content.decode()
    assert {administrator.get(reverse(f"documents:{name}")).status_code for name in ("outgoing", "incoming")} == {403}
    administrator.post(f"/van-ban/mau/{blank.pk}/thoi-dung/")
    assert officer.get(f"/van-ban/mau/{blank.pk}/").status_code == 404


def test_the_same_template_sent_twice_is_one(units: dict[str, int]) -> None:
    content = template("{{ ten_don_vi }}")
    first, again, other = (blanks.upload(units["so"], title, "mau.docx", content, **WHO) for title in ("A", "A", "B"))
    assert first == again
    assert first != other
    blanks.withdraw(first, **WHO)
    assert blanks.upload(units["so"], "A", "mau.docx", content, **WHO) != first, "one out of use is not brought back"
