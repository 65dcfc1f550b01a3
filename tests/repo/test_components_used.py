"""A component is there for pages: one that only the gallery shows is taken away."""

import re
from pathlib import Path

import pytest

CCHC = Path(__file__).parents[2] / "cchc"
COMPONENTS = sorted((CCHC / "ui/templates/cotton").glob("*.html"))
GALLERY = re.compile(r"ui/templates/ui/pages/")


def _pages() -> str:
    """Return the text of every template that people meet, without the gallery."""
    files = [file for file in CCHC.rglob("*.html") if not GALLERY.search(file.as_posix())]
    return "\n".join(f"{file.stem}: {file.read_text(encoding='utf-8')}" for file in files)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda file: file.stem)
def test_a_page_uses_the_component(component: Path) -> None:
    name = component.stem.replace("_", "-")
    assert re.search(rf"<c-{name}[\s/>]", _pages()), f"no page uses <c-{name}>: use it or delete it with its example"


BY_HAND = {"tabs": re.compile(r'<nav class="tabs"')}


@pytest.mark.parametrize("component", BY_HAND)
def test_no_page_writes_out_what_a_component_says(component: str) -> None:
    files = [file for file in CCHC.rglob("*.html") if "cotton" not in file.parts]
    assert [file.as_posix() for file in files if BY_HAND[component].search(file.read_text(encoding="utf-8"))] == []
