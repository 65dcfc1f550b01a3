"""What the registry knows of a name or a class that means nobody on the plan's day, and who may stand for it.

A unit that has ended is never replaced by itself: its successors are offered, and the office chooses.
"""

from collections.abc import Iterator, Sequence

from cchc.kernel import writing
from cchc.organisation.types import Directory, DirectoryClass, DirectoryUnit


def questions(names: Sequence[str], directory: Directory) -> Iterator[str]:
    """Yield one sentence for each name of which the registry knows something, then one for all the others."""
    said = {name: _known(name, directory) for name in names}
    yield from filter(None, said.values())
    unknown = ", ".join(f"“{name}”" for name in names if not said[name])
    if unknown:
        yield f"Không rõ {unknown} là đơn vị nào."


def _known(name: str, directory: Directory) -> str | None:
    borne = directory.bore(name)
    meant = _meant(name, directory)
    if len(meant) > 1:
        return f"“{name}” có thể là {_or(directory, meant)}: hãy chọn đơn vị."
    if not borne:
        return None
    if len({one.name for one in borne}) > 1:
        named = ", ".join(dict.fromkeys(one.name for one in borne))
        return f"“{name}” từng là tên của nhiều đơn vị, vào ngày của kế hoạch không còn ({named}): hãy chọn đơn vị."
    one = borne[0]
    heirs = ", ".join(directory.full_name(code) for code in one.heirs)
    if one.first:
        return f"“{name}” chưa có vào ngày của kế hoạch: đơn vị này có từ ngày {writing.date(one.first)}."
    day = writing.date(one.last) if one.last else ""
    if one.is_renamed:
        return f"“{name}” là tên dùng đến hết ngày {day} của {heirs}: hãy chọn đơn vị."
    if heirs:
        return f"“{name}” đã kết thúc ngày {day}; {heirs} kế thừa: hãy chọn đơn vị thực hiện."
    if around := ", ".join(directory.full_name(code) for code in one.around):
        return f"“{name}” đã kết thúc ngày {day}, nay trên địa bàn có {around}: hãy chọn đơn vị thực hiện."
    return f"“{name}” đã kết thúc ngày {day}, danh mục không ghi đơn vị kế thừa: hãy chọn đơn vị thực hiện."


def _meant(name: str, directory: Directory) -> tuple[str, ...]:
    """Return the units between which a name does not choose: their codes."""
    return tuple(unit.code for unit in directory.meanings(name))


def _or(directory: Directory, codes: Sequence[str]) -> str:
    units: list[DirectoryUnit] = [directory.unit_by_code[code] for code in codes]
    return " hoặc ".join(directory.full_name(unit.code) for unit in units)


def empty(group: DirectoryClass) -> str:
    """Return the question about a class that has no member on the plan's day."""
    if not group.empty_since:
        return f"Nhóm “{group.name}” chưa có đơn vị nào trong danh mục."
    day = writing.date(group.empty_since)
    if group.ended_level == "district":
        return f"“{group.name}”: từ {day} không còn cấp huyện, hãy chọn đơn vị thực hiện."
    if group.ended_level == "commune":
        return f"“{group.name}”: từ {day} không còn cấp xã, hãy chọn đơn vị thực hiện."
    return f"“{group.name}”: từ {day} không còn đơn vị nào thuộc nhóm này, hãy chọn đơn vị thực hiện."


def offers(word: str, directory: Directory) -> tuple[str, ...]:
    """Return who may stand for a name, or for a class by its key: keys of classes, codes of units."""
    if word in directory.class_by_key:
        return directory.class_by_key[word].heirs
    heirs = (code for one in directory.bore(word) for code in one.heirs or one.around)
    return _meant(word, directory) if len(_meant(word, directory)) > 1 else tuple(dict.fromkeys(heirs))
