"""What is indented for whoever reads the code is not sent to whoever reads the page."""

import pytest
from django.template.loader import get_template

from cchc.ui.loading import flush_left


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("<ul>\n    <li>một</li>\n\n    <li>hai</li>\n</ul>\n", "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>\n"),
        ("<a\n   href='/'\n   class='x'>Về</a> đầu", "<a\nhref='/'\nclass='x'>Về</a> đầu"),
        (" · một", " · một"),
        (" · một\n  hai ", " · một\nhai "),
        ("<pre>\n  một\n    hai</pre>", "<pre>\n  một\n    hai</pre>"),
        ("<textarea>\n  {{ value }}</textarea>", "<textarea>\n  {{ value }}</textarea>"),
    ],
)
def test_indentation_is_left_out_and_shown_white_space_kept(source: str, sent: str) -> None:
    assert flush_left(source) == sent


def test_pages_are_loaded_so() -> None:
    source = get_template("ui/base.html").template.source  # type: ignore[attr-defined]
    assert not [line for line in source.splitlines() if line.startswith(" ")]
