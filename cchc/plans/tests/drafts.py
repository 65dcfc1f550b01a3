"""Small drafts for tests: a task is what a test says of it, and otherwise clear."""

import datetime as dt
from copy import deepcopy
from typing import Any

from cchc.organisation.types import Directory, DirectoryClass, DirectoryUnit
from cchc.plans.rules import stored
from cchc.plans.rules.draft import Draft

DAY = dt.date(2018, 12, 6)


def bearers(
    text: str = "", units: list[str] | None = None, classes: list[str] | None = None, **more: Any
) -> dict[str, Any]:
    whole = {"text": text, "units": units or [], "classes": classes or [], "condition": None, "unresolved": []}
    return {**whole, **more}


def schedule(kind: str = "undetermined", **more: Any) -> dict[str, Any]:
    return {"text": "", "kind": kind, "start": None, "end": None, "rrule": None, "event": None, **more}


def task(code: str, **more: Any) -> dict[str, Any]:
    whole = {
        "code": code, "title": f"Nhiệm vụ {code}", "products": ["Báo cáo"], "parent": None,
        "lead": bearers("Sở Nội vụ", ["SNV"]), "partners": bearers(), "schedule": schedule(),
        "budget": {"text": "", "kind": "none", "amount": None, "per": None, "count": None, "total": None},
        "funding": "", "note": "", "source": {"page": 1, "row": 1},
    }  # fmt: skip
    return {**whole, **more}


def reading(*tasks: dict[str, Any], doubts: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    whole = {
        "number": "1/KH-UBND", "issued_on": "2018-12-06", "place": "Nơi", "issuer": "Ủy ban nhân dân tỉnh",
        "title": "Cải cách hành chính năm 2019", "year": 2019, "bases": [], "duties": [],
        "groups": [
            {"no": "1", "title": "Thông tin", "tasks": list(tasks)},
            {"no": "2", "title": "Thể chế", "tasks": []},
        ],
        "organisation": [], "recipients": [], "signatory": {"authority": "", "post": "", "name": ""},
        "doubts": doubts or [],
    }  # fmt: skip
    return deepcopy({**whole, **more})


def draft(*tasks: dict[str, Any], **more: Any) -> Draft:
    return stored.as_read(reading(*tasks, **more))


def directory() -> Directory:
    """A province with two departments, two districts and three communes."""
    named = [("SNV", "Sở Nội vụ"), ("STC", "Sở Tài chính"), ("H1", "Huyện Một"), ("H2", "Huyện Hai")]
    named += [("X1", "Xã Một"), ("X2", "Xã Hai"), ("X3", "Xã Ba")]
    units = tuple(DirectoryUnit(code, name, name, "", "", None) for code, name in named)
    classes = (
        DirectoryClass("department", "Các sở, ban, ngành tỉnh", members=("SNV", "STC")),
        DirectoryClass("district", "UBND cấp huyện", members=("H1", "H2")),
        DirectoryClass("commune", "UBND cấp xã", members=("X1", "X2", "X3")),
        DirectoryClass("empty", "Không có ai"),
    )
    return Directory(DAY, units, classes)
