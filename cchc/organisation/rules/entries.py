"""Read a hand-written file and name every mistake in it, each with its place."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc.kernel.refusal import marked
from cchc.kernel.text import squeeze
from cchc.organisation.rules.problems import Problem


class Reader:
    """Reads values out of parsed YAML and collects mistakes instead of stopping at the first one."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.problems: list[Problem] = []
        named = data.get("sources") or {}
        self.sources = named if isinstance(named, Mapping) else {}

    def refuse(self, where: str, text: str, **values: object) -> None:
        self.problems.append(Problem(text, values, where))

    def keys(self, entry: Mapping[str, Any], known: frozenset[str], where: str) -> None:
        for key in entry.keys() - known:
            self.refuse(where, marked("không biết mục “%(key)s”."), key=key)

    def text(self, entry: Mapping[str, Any], key: str, where: str, *, needed: bool = False, limit: int = 1000) -> str:
        value = entry.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            self.refuse(where, marked("“%(key)s” phải đặt trong dấu nháy để giữ số 0 ở đầu."), key=key)
        elif value is not None and not isinstance(value, str):
            self.refuse(where, marked("“%(key)s” phải là chữ."), key=key)
        found = squeeze(value) if isinstance(value, str) else ""
        if needed and not found and value is None:
            self.refuse(where, marked("thiếu “%(key)s”."), key=key)
        if len(found) > limit:
            self.refuse(where, marked("“%(key)s” dài quá %(limit)s chữ."), key=key, limit=limit)
        return found

    def source(self, entry: Mapping[str, Any], where: str) -> str:
        """Return the source in words: the file names its sources once and then by their keys."""
        text = self.text(entry, "source", where, limit=500)
        keys = [key.strip() for key in text.split(",")]
        return "; ".join(str(self.sources[key]) for key in keys)[:500] if self.sources.keys() >= set(keys) else text

    def one_of(self, entry: Mapping[str, Any], key: str, known: Sequence[str], where: str, default: str = "") -> str:
        value = self.text(entry, key, where, needed=not default) or default
        if value and value not in known:
            choices = ", ".join(known)
            self.refuse(where, marked("“%(key)s” phải là một trong: %(choices)s."), key=key, choices=choices)
        return value

    def day(self, entry: Mapping[str, Any], key: str, where: str) -> dt.date | None:
        value = entry.get(key)
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        self.refuse(where, marked("“%(key)s” phải là một ngày, ví dụ 2019-01-31."), key=key)
        return None

    def many(self, entry: Mapping[str, Any], key: str, where: str) -> list[Any]:
        value = entry.get(key) or []
        if isinstance(value, list):
            return value
        self.refuse(where, marked("“%(key)s” phải là một danh sách."), key=key)
        return []

    def entries(self, data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield each entry of a list with where it stands; a group hands its defaults to its items."""
        for number, entry in enumerate(self.many(data, key, key), 1):
            where = f"{key}[{number}]"
            if not isinstance(entry, Mapping):
                self.refuse(where, marked("phải là một mục có khóa và giá trị."))
            elif "items" in entry:
                self.keys(entry, frozenset({"group", "defaults", "items"}), where)
                defaults = entry.get("defaults") or {}
                for place, item in enumerate(self.many(entry, "items", where), 1):
                    if isinstance(item, Mapping):
                        yield f"{where}.items[{place}]", {**defaults, **item}
                    else:
                        self.refuse(f"{where}.items[{place}]", marked("phải là một mục có khóa và giá trị."))
            else:
                yield where, entry
