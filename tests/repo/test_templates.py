"""Templates one can read: short lines, an element a line (``tools/check`` formats them), frames drawn by components.

``LEFT`` is what is still written out by hand in each module: it may only fall, and a figure that fell is lowered.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

CCHC = Path(__file__).parents[2] / "cchc"
FILES = [file for file in sorted(CCHC.rglob("*.html")) if "cotton" not in file.parts]
LONGEST = 120
MEAN = 42
"""Characters a line, over all templates. Templates that others read with ease have 32 to 45."""

RAW = {
    "card": re.compile(r'<\w+ [^>]*class="card[ "]'),
    "title": re.compile(r'<div class="title"'),
    "table": re.compile(r'<table class="table[ "]'),
    "empty": re.compile(r'<\w+ class="empty"'),
    "facts": re.compile(r'<dl class="facts"'),
    "figure": re.compile(r'<div class="figure"'),
    "filters": re.compile(r'<form [^>]*class="filters"'),
    "pager": re.compile(r'<nav [^>]*class="pager"'),
    "tabs": re.compile(r'<nav [^>]*class="tabs"'),
    "notice": re.compile(r'<div class="notice[ "]'),
}
LEFT: dict[str, dict[str, int]] = {
    "accounts": {"pager": 1},
    "kernel": {"filters": 1, "pager": 1},
    "plans": {"table": 1},
    "ui": {"card": 1, "notice": 1},
}


def _module(file: Path) -> str:
    return file.relative_to(CCHC).parts[0]


def _by_hand() -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        counts.setdefault(_module(file), Counter()).update(
            {frame: len(pattern.findall(text)) for frame, pattern in RAW.items()}
        )
    return {module: {frame: n for frame, n in sorted(some.items()) if n} for module, some in counts.items() if +some}


def test_frames_are_drawn_by_components() -> None:
    assert _by_hand() == LEFT, "fewer: lower the figure; more: use the component (README of ui)"


@pytest.mark.parametrize("module", sorted({_module(file) for file in FILES}))
def test_lines_are_short(module: str) -> None:
    long = [
        f"{file.relative_to(CCHC)}:{number}"
        for file in FILES
        if _module(file) == module
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]
    assert long == [], "a component's slot, a {% with %} or a trimmed {% blocktranslate %} takes a part of it"


def test_lines_of_templates_are_as_short_as_elsewhere() -> None:
    lines = [line for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
    assert sum(map(len, lines)) / len(lines) <= MEAN


@pytest.mark.parametrize(
    ("frame", "written"),
    [
        ("card", '<section class="card" id="a">'),
        ("card", '<form method="post" class="card">'),
        ("title", '<div class="title"><div>'),
        ("table", '<table class="table table--phone" data-rows>'),
        ("empty", '<div class="empty"><b>'),
        ("facts", '<dl class="facts">'),
        ("figure", '<div class="figure" data-indicator="a">'),
        ("filters", '<form class="filters" method="get">'),
        ("pager", '<nav class="pager">'),
        ("tabs", '<nav class="tabs">'),
        ("notice", '<div class="notice notice--risk">'),
    ],
)
def test_what_is_written_by_hand_is_seen(frame: str, written: str) -> None:
    assert RAW[frame].search(written)
