"""A scheme and the units' figures as files."""

from collections.abc import Iterator
from pathlib import Path

from cchc.kernel import plain_yaml, sheets
from cchc.kernel.refusal import Sentence, marked
from cchc.kernel.text import spelling
from cchc.par_index.rules import schemes
from cchc.par_index.rules.schemes import Unsound
from cchc.par_index.rules.scoring import Row
from cchc.par_index.types import Given, Problem, Scheme

_LARGEST = 5 * 1024 * 1024
UNIT = "unit"
_ADDS_UP = marked("“%(name)s” là dòng cộng hoặc trung bình, không phải một đơn vị: hãy xóa dòng này rồi gửi lại")


def scheme(file: Path) -> Scheme:
    """Return the scheme of a .yaml file; ``Unsound`` names what is wrong, a file that can't be read included."""
    try:
        if file.stat().st_size > _LARGEST:
            raise Unsound([Problem(file.name, "tệp lớn hơn 5 MB: đây không phải một bộ tiêu chí")])
        data = plain_yaml.of_file(file)
    except OSError as missing:
        raise Unsound([Problem(file.name, f"không mở được tệp: {missing.strerror}")]) from missing
    except UnicodeDecodeError as wrong:
        raise Unsound([Problem(file.name, "tệp phải lưu ở bảng mã UTF-8")]) from wrong
    except plain_yaml.NotPlain as wrong:
        raise Unsound([Problem(f"{file.name}, dòng {wrong.line}", str(wrong.why))]) from wrong
    return schemes.read(file.stem, data)


def rows(file: Path, of: Scheme) -> list[Row]:
    """Return the units' figures of a .csv or .xlsx file.

    Raises ``papers.Refused`` for a file that can't be read, and for a column that names no leaf of the scheme: "1.1.l"
    would be 0 points of 1.1.1.
    """
    columns = [name for leaf in of.leaves for name in (leaf.code, f"{leaf.code}.num", f"{leaf.code}.den")]
    lines = sheets.read(file.name, file.read_bytes(), [UNIT], columns)
    found: list[Row] = []
    seen: dict[str, int] = {}
    for line in lines:
        name = line.text(UNIT)
        if not name:
            raise line.wrong(UNIT, Sentence("chưa ghi tên đơn vị"))
        if line.adds_up(UNIT):
            raise line.wrong(UNIT, Sentence(_ADDS_UP, name=name))
        if spelling(name) in seen:
            raise line.wrong(UNIT, Sentence("“%(name)s” đã có ở dòng %(line)s", name=name, line=seen[spelling(name)]))
        seen[spelling(name)] = line.number
        found.append((name, dict(_given(line, of))))
    return found


def _given(line: sheets.Line, of: Scheme) -> Iterator[tuple[str, Given]]:
    for leaf in of.leaves:
        given = Given(line.text(leaf.code), line.text(f"{leaf.code}.num"), line.text(f"{leaf.code}.den"))
        if not given.is_empty:
            yield leaf.code, given
