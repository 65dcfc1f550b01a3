"""Write the pages of ``docs/reference`` that follow from the code; ``--check`` tells whether they still do."""

import os
import sys
from collections.abc import Callable, Iterator
from inspect import getdoc
from pathlib import Path
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
_NOTE = "Sinh bởi `make docs`; đừng sửa tay.\n"


def main() -> int:
    """Write or check every page; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    stale = []
    for name, page in PAGES.items():
        path, text = FOLDER / f"{name}.md", page()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"docs/reference đã cũ: {', '.join(stale)}. Chạy “make docs”.\n")
        return 1
    return 0


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _first_line(thing: Any) -> str:
    return (getdoc(thing) or "").split("\n")[0]


# ------------------------------------------------------------------ addresses
def views(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Yield address, name and view of every URL."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where, pattern.name or "", pattern.callback


def addresses() -> str:
    """Return the page of addresses: each with its permission, or why it is open."""

    def rows() -> Iterator[tuple[str, ...]]:
        for where, name, view in views():
            if where.startswith("api/v1/"):
                continue  # operations have a page of their own
            permission, public = getattr(view, "permission", None), getattr(view, "public", None)
            said = f"`{permission}`" if permission else f"mở: {public}"
            yield f"`/{where}`", name, said, *_held(permission, public), _lane(view), _first_line(view)

    lanes = "Làn: “tệp” là luồng riêng của tệp và tệp xuất, các trang không chờ nó (quyết định 0022).\n"
    head = ("Địa chỉ", "Tên", "Quyền", *_roles(), "Làn", "Việc")
    return f"# Địa chỉ × vai trò\n\n{_NOTE}\n{lanes}\n" + _table(head, rows())


def _lane(view: Callable[..., Any]) -> str:
    """Return the lane that a view has marked (``kernel.slow_lane``), and when."""
    mark = getattr(view, "slow", None)
    if mark is None:
        return ""
    when = [f"`?{name}`" for name in mark.parameters] + (["gửi biểu mẫu"] if mark.forms else [])
    return f"tệp khi {', '.join(when)}" if when else "tệp"


def _roles() -> tuple[str, ...]:
    from cchc.accounts.types import READERS, Role

    return tuple(role.value for role in (*READERS, Role.ADMINISTRATOR))


def _held(permission: str | None, public: str | None) -> Iterator[str]:
    """Yield a mark for each role that may come in; what it may do there is a question of scope."""
    from cchc.kernel import rights

    for role in _roles():
        yield "✓" if public or permission in rights.held_by(role) | rights.own() else ""


def operations() -> str:
    """Return the page of API operations."""
    from cchc.kernel import api

    def rows() -> Iterator[tuple[str, ...]]:
        for one in api.operations():
            permission = f"`{one.permission}`" if one.permission else f"mở: {one.open_reason}"
            held = _held(one.permission, one.open_reason)
            yield one.method, f"`{one.path}`", permission, *held, _first_line(one.view)

    return f"# API × vai trò\n\n{_NOTE}\n" + _table(("", "Địa chỉ", "Quyền", *_roles(), "Việc"), rows())


def commands() -> str:
    """Return the page of commands."""
    from cchc.kernel import commands as socket
    from config import supervisor

    if not socket.find(["serve"]):
        supervisor.offer()
    rows = ((f"`cchc {' '.join(c.words)}`", c.help) for c in socket.known())
    codes = (
        "Mã kết thúc: 0 xong; 1 từ chối hoặc hỏng, với một câu trên stderr; 2 gọi sai; 3 đã sao lưu hoặc khôi phục,"
        " nhưng dữ liệu có điều không ổn ghi trên stderr.\n"
    )
    return f"# Lệnh\n\n{_NOTE}\n{codes}\n" + _table(("Lệnh", "Việc"), iter(rows))


def permissions() -> str:
    """Return the page of roles and what they may do."""
    from cchc.kernel import rights

    def rows() -> Iterator[tuple[str, ...]]:
        for module, held in rights.modules().items():
            for one in held:
                marks = ("✓" if role in one.roles else "" for role in _roles())
                yield f"`{one.word}`", str(one.label), module, *marks, "✓" if one.shared else ""

    told = (
        "Vai trò có sẵn, như các mô-đun khai báo (`plugs/rights.py`); người quản trị toàn tỉnh sửa được ở"
        " `/tai-khoan/vai-tro/`. Quyền dùng chung: ai giữ ở một đơn vị thì dùng được với mọi đơn vị.\n"
    )
    head = ("Quyền", "Nghĩa", "Mô-đun", *_roles(), "Dùng chung")
    return f"# Vai trò và quyền\n\n{_NOTE}\n{told}\n" + _table(head, rows())


def events() -> str:
    """Return the page of events and who reacts to them."""
    from cchc.kernel.events import Event
    from config.reactions import REACTIONS

    def rows() -> Iterator[tuple[str, ...]]:
        for event in sorted(Event.__subclasses__(), key=lambda e: (e.__module__, e.__name__)):
            if ".tests." in event.__module__:
                continue
            reactions = ", ".join(f"`{r.__module__}.{r.__qualname__}`" for r in REACTIONS.get(event, []))
            yield f"`{event.__module__}.{event.__name__}`", _first_line(event), reactions or "–"

    return f"# Sự kiện và phản ứng\n\n{_NOTE}\n" + _table(("Sự kiện", "Nghĩa", "Ai phản ứng, theo thứ tự"), rows())


def indicators() -> str:
    """Return the page of indicators."""
    from cchc.kernel import indicators as socket

    rows = ((f"`{i.key}`", str(i.label), str(i.unit_of_measure), i.kind) for i in socket.known().values())
    return f"# Chỉ tiêu theo dõi\n\n{_NOTE}\n" + _table(("Khóa", "Tên", "Đơn vị", "Loại"), iter(rows))


PAGES: dict[str, Callable[[], str]] = {
    "addresses": addresses,
    "api": operations,
    "commands": commands,
    "permissions": permissions,
    "events": events,
    "indicators": indicators,
}

if __name__ == "__main__":
    sys.exit(main())
