"""Vietnamese in an English page is marked, exactly where it stands; nothing else of the page changes."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.ui.quoting import LETTER, quoted

PAGES = [
    # the element, where all its text is Vietnamese
    ("<td>Huyện Tam Nông</td>", '<td lang="vi">Huyện Tam Nông</td>'),
    ('<a class="x" href="/a/">Rà soát 12 thủ tục</a>', '<a lang="vi" class="x" href="/a/">Rà soát 12 thủ tục</a>'),
    ("<p>Kế hoạch 12/KH-UBND · Sở Nội vụ</p>", '<p lang="vi">Kế hoạch 12/KH-UBND · Sở Nội vụ</p>'),
    # the words, in a sentence or beside others
    ("<p>Report of Sở Nội vụ, 3 tasks</p>", '<p>Report of <span lang="vi">Sở Nội vụ,</span> 3 tasks</p>'),
    ("<p>Unit: Tam Nông</p>", '<p>Unit: <span lang="vi">Tam Nông</span></p>'),
    ("<p>Huyện Tam Nông · 12 done</p>", '<p><span lang="vi">Huyện Tam Nông</span> · 12 done</p>'),
    ("<p>Ask Sở Y tế and <b>go</b></p>", '<p>Ask <span lang="vi">Sở Y tế</span> and <b>go</b></p>'),
    # what can hold no span takes the mark itself
    ("<option>Xã Mỹ Long</option>", '<option lang="vi">Xã Mỹ Long</option>'),
    ("<p>Ask Sở Y tế. Let us go</p>", '<p>Ask <span lang="vi">Sở Y tế.</span> Let us go</p>'),
    ("<option>Huyện Tam Nông (12)</option>", '<option lang="vi">Huyện Tam Nông (12)</option>'),
    ("<title>Sign in · Đồng Tháp</title>", "<title>Sign in · Đồng Tháp</title>"),
    ('<input value="Sở Y tế">', '<input lang="vi" value="Sở Y tế">'),
    ("<text x='1'>Hồng Ngự</text>", "<text lang=\"vi\" x='1'>Hồng Ngự</text>"),
    # already marked, or no text at all
    ('<a lang="vi">Tiếng Việt</a> <b>Đ</b>', '<a lang="vi">Tiếng Việt</a> <b lang="vi">Đ</b>'),
    ('<div lang="vi"><div>Sở</div><br>Sở</div>', '<div lang="vi"><div>Sở</div><br>Sở</div>'),
    ('<script>"Sở"</script><p title="Sở">x</p>', '<script>"Sở"</script><p title="Sở">x</p>'),
    ("<!-- Sở --><p>café</p>", '<!-- Sở --><p lang="vi">café</p>'),
    ('<p data-a="1 > 0">Sở</p>', '<p lang="vi" data-a="1 > 0">Sở</p>'),
]


@pytest.mark.parametrize(("page", "marked"), PAGES)
def test_vietnamese_is_marked_where_it_stands(page: str, marked: str) -> None:
    assert quoted(page) == marked


@pytest.mark.parametrize(("page", "marked"), PAGES)
def test_what_is_marked_once_stays_as_it_is(page: str, marked: str) -> None:
    assert quoted(marked) == marked


@pytest.mark.parametrize(("page", "_marked"), PAGES)
def test_a_vietnamese_page_has_no_marks(page: str, _marked: str) -> None:
    assert quoted(page, "vi") == page


WORDS = "Sở Huyện Tam Nông the report of · 12 , to tasks trễ và &amp; — in (3) KH-UBND đ"
words = st.sampled_from(WORDS.split())
texts = st.lists(words, max_size=8).map(" ".join)
pages = st.recursive(
    texts,
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(["p", "td", "li", "b"]),
        st.lists(st.one_of(inner, st.just("<br>")), max_size=4),
    ),
    max_leaves=12,
)


@given(pages)
def test_only_marks_are_added_and_no_vietnamese_is_left_out(page: str) -> None:
    marked = quoted(page)
    assert re.sub(r'<span lang="vi">(.*?)</span>', r"\1", marked).replace(' lang="vi"', "") == page
    outside = re.sub(r'<(\w+) lang="vi">[^<]*</\1>', "", marked)
    assert not re.search(LETTER, outside)


@pytest.mark.parametrize("run", [" ", "\n", "a ", "à ", "- ", "· ", "a-", "1", "à", "a", "(", "&lt;"])
def test_a_long_text_is_looked_through_once(run: str) -> None:
    """20,000 spaces in a section took fourteen seconds, in every English page that showed it."""
    began = time.process_time()
    page = f"<p>Việc à{run * 50_000}b report</p>"
    assert 'lang="vi"' in quoted(page)
    assert time.process_time() - began < 10
