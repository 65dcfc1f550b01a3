"""A district's scheme stays within the province's framework: only below what is open may it add its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from cchc.par_index.rules.differences import between
from cchc.par_index.types import Problem

Content = Mapping[str, Any]


def departures(framework: Content, own: Content) -> list[Problem]:
    """Return where ``own`` leaves the framework; nothing is well."""
    return list(_departures(framework, own))


def _departures(framework: Content, own: Content) -> Iterator[Problem]:
    opened = {str(row["code"]) for row in framework["tree"] if row.get("open") is True}
    for one in between(framework, own):
        below = any(one.code.startswith(f"{code}.") for code in opened)
        if one.kind == "added" and not below:
            yield Problem(one.code, "không thuộc mục nào mà khung của tỉnh cho phép thêm")
        elif one.kind == "removed":
            yield Problem(one.code, "khung của tỉnh có mục này: không được bỏ")
        elif one.kind == "changed":
            # What is open loses its own rule once components are put below it.
            parts = [what for what, _, now in one.parts if not (one.code in opened and what == "quy tắc" and not now)]
            if parts:
                yield Problem(one.code or "Quy định chung", f"khác khung của tỉnh: {', '.join(parts)}")
