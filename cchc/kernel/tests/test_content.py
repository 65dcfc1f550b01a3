"""Files of ``content/`` are read once, in one place, and one that can't be used is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cchc
from cchc.kernel import places, plain_yaml

WRONG = [
    (None, {}, r"content/law/a\.yaml: .*No such file"),
    ("a: 1\nb: ]", {}, r"content/law/a\.yaml, line 2: sai dạng"),
    ("a: &x 1", {}, r"content/law/a\.yaml, line 1: có neo"),
    ("- a", {}, r"content/law/a\.yaml: a dict is wanted, it holds a list"),
    ("a: 1", {"shape": list}, r"content/law/a\.yaml: a list is wanted, it holds a dict"),
    ("", {}, r"content/law/a\.yaml: a dict is wanted, it holds a NoneType"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    plain_yaml.content.cache_clear()
    monkeypatch.setattr(places, "CONTENT", tmp_path)
    (tmp_path / "law").mkdir()
    yield tmp_path / "law"
    plain_yaml.content.cache_clear()


@pytest.mark.parametrize(("text", "asked", "said"), WRONG)
def test_a_file_that_can_not_be_used_is_named(
    text: str | None, asked: dict[str, type], said: str, folder: Path
) -> None:
    if text is not None:
        (folder / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(plain_yaml.Miswritten, match=said):
        plain_yaml.content("law", "a.yaml", **asked)


def test_a_file_is_read_once(folder: Path) -> None:
    (folder / "a.yaml").write_text("a: 1", encoding="utf-8")
    first = plain_yaml.content("law", "a.yaml")
    (folder / "a.yaml").write_text("a: 2", encoding="utf-8")
    assert plain_yaml.content("law", "a.yaml") is first == {"a": 1}


def test_nobody_else_keeps_what_a_file_of_content_says() -> None:
    kept = re.compile(r"places\.CONTENT[^@]*@cache\ndef \w+\(\)[^@]*?plain_yaml\.of_file\(", re.DOTALL)
    sources = {path: path.read_text("utf-8") for path in Path(cchc.__file__).parent.rglob("*.py")}
    assert len(sources) > 500
    assert [path.name for path, text in sources.items() if kept.search(text) and path.name != Path(__file__).name] == []
