"""Figures that documents say are those of the code: one said 25 seconds, another 20."""

import re
from pathlib import Path

import pytest

from cchc.accounts.pages.sign_in import asking
from cchc.accounts.rules import slowing
from cchc.kernel import request_limits, text
from config import receiving, web

DOCS = Path(__file__).parents[2] / "docs"
MB = 1024 * 1024

EVERYWHERE = {
    r"(\d+) s a statement": request_limits.STATEMENT_SECONDS,
    r"(\d+) s for a lock": request_limits.LOCK_SECONDS,
    r"\(API (\d+) MB\)": request_limits.MOST_API_BYTES // MB,
    r"a form without files (\d+) MB": request_limits.MOST_FORM_BYTES // MB,
    r"[Aa] body of more than (\d+) MB": request_limits.MOST_BYTES // MB,
    r"client_max_body_size (\d+)m": request_limits.MOST_BYTES // MB,
    r"less than ([\d,]+) bytes a second": receiving.SLOWEST,
    r"(\d+) bodies at once": receiving.MOST_AT_ONCE,
    r"into memory up to (\d+) KB": receiving.IN_MEMORY // 1024,
    r"(\d+) s for a request's head": web.HEAD_SECONDS,
    r"([\d,]+) lines a worker": web.LINES,
    r"a provider of sign-in has (\d+) s in all": asking.SECONDS,
    r"isn't asked again for (\d+) s": asking.REST,
    r"(\d+) marks on a letter": text.MOST_MARKS,
    r"(\d+) s … 5 min": slowing.pause(slowing.PAIR.free + 1, slowing.PAIR).total_seconds(),
}


@pytest.mark.parametrize("said", EVERYWHERE)
def test_documents_say_what_the_code_does(said: str) -> None:
    words = "\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")))
    given = [float(figure.replace(",", "")) for figure in re.findall(said, words)]
    assert given, "no document says it any more"
    assert set(given) == {EVERYWHERE[said]}
