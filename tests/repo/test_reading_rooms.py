"""What others made is parsed in rooms that a child process works in, and nowhere else.

A page, an action or a job that imports a parser would run it where one bad file ends the platform for everybody
(``docs/decisions/0020-what-others-made-is-read-apart.md``).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = [
    path
    for place in ("cchc", "config")
    for path in sorted((ROOT / place).rglob("*.py"))
    if not {"tests", "migrations"} & set(path.parts)
]
PAPERS, DOCUMENTS = "cchc/kernel/papers", "cchc/documents/documents"
SIGNATURES = {f"{DOCUMENTS}/verification.py", f"{DOCUMENTS}/signature.py", "cchc/documents/transports/hands.py"}
PDF = {f"{PAPERS}/pdf.py", f"{PAPERS}/pdf_forms.py", f"{PAPERS}/pdf_stamps.py"}
ROOMS: dict[str, set[str]] = {
    "python_calamine": {f"{PAPERS}/xlsx.py", f"{PAPERS}/list_sheets.py"},
    "lxml": {f"{PAPERS}/ooxml.py"},
    "pdfplumber": PDF,
    "pdfminer": PDF,
    "pypdfium2": {*PDF, "cchc/kernel/files/pictures.py"},
    "PIL": {"cchc/kernel/files/pictures.py"},
    "docxtpl": {f"{DOCUMENTS}/blanks.py"},
    "pyhanko": SIGNATURES,
    "pyhanko_certvalidator": SIGNATURES,
    "yaml": {"cchc/kernel/plain_yaml.py"},
    "zipfile": {f"{PAPERS}/safety.py", "cchc/kernel/uploads.py", "cchc/par_index/documents/bundle.py"},
    "csv": {f"{PAPERS}/listing.py", "cchc/kernel/sheets/writing.py", "cchc/par_index/pages/public.py"},
    "docx": {f"{DOCUMENTS}/docx.py", f"{DOCUMENTS}/docx_marks.py", f"{DOCUMENTS}/docx_styles.py"},  # they write
    **{name: set() for name in ("openpyxl", "pypdf", "xml", "defusedxml", "pickle", "marshal", "shelve")},
}
ENTERED_BY_A_CHILD = {  # the room → who may import it: other rooms, and what has no file of anybody
    "cchc.kernel.files.pictures": set(),
    "cchc.kernel.papers.inside": {"cchc/plans/rules/reading/apart.py"},
    "cchc.kernel.papers.xlsx": {f"{PAPERS}/inside.py"},
    "cchc.kernel.papers.docx": {f"{PAPERS}/inside.py"},
    "cchc.kernel.papers.pdf": {f"{PAPERS}/inside.py"},
    "cchc.kernel.papers.txt": {f"{PAPERS}/inside.py"},
    "cchc.kernel.papers.ooxml": {
        f"{PAPERS}/{name}.py" for name in ("docx", "sheet_parts", "sheet_words", "word_numbers", "word_runs")
    },
    "cchc.kernel.papers.listing": set(),
    "cchc.kernel.papers.list_cells": {f"{PAPERS}/listing.py"},
    "cchc.kernel.papers.list_sheets": {f"{PAPERS}/{name}.py" for name in ("listing", "list_cells")},
    "cchc.plans.rules.reading.apart": set(),
    "cchc.documents.documents.blanks": set(),
    "cchc.documents.documents.verification": set(),
    "cchc.documents.documents.signature": {"cchc/documents/actions/signing.py"},  # a hand elsewhere, of no upload
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def trespasses(path: Path, root: Path = ROOT) -> list[str]:
    place = path.relative_to(root).as_posix()
    names = set(imported(path))
    parsers = [name for name in names if place not in ROOMS.get(name.split(".")[0], {place})]
    rooms = [name for name in names if place not in ENTERED_BY_A_CHILD.get(name, {place})]
    return sorted({*parsers, *rooms})


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nobody_parses_outside_the_reading_rooms(path: Path) -> None:
    assert trespasses(path) == []


def test_each_room_is_there_and_a_trespass_would_be_seen(tmp_path: Path) -> None:
    rooms = {place for places in (*ROOMS.values(), *ENTERED_BY_A_CHILD.values()) for place in places}
    assert {place for place in rooms if not (ROOT / place).exists()} == set()
    assert all((ROOT / f"{room.replace('.', '/')}.py").exists() for room in ENTERED_BY_A_CHILD)
    seen = [name for path in PYTHON for name in imported(path) if name.split(".")[0] in ROOMS]
    assert len(seen) > 20
    assert trespasses(ROOT / "tests/repo/test_reading_rooms.py") == []
    bad = tmp_path.joinpath("x.py")
    bad.write_text("def f():\n    from docxtpl import DocxTemplate\n    import yaml.nodes, cchc.kernel.papers.pdf\n")
    assert trespasses(bad, tmp_path) == ["cchc.kernel.papers.pdf", "docxtpl", "docxtpl.DocxTemplate", "yaml.nodes"]
