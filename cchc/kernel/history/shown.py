"""Entries as people read them: tables, columns and actions by their Vietnamese names, from the models themselves."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cchc.kernel.history.entries import Entry
from cchc.kernel.text import opened

_SHOWN_CHANGES = 12
_CODE = re.compile(r"\A(?!.*\.[a-z]{3,4}$)[a-z0-9.:]*_[a-z0-9_.: ]*")  # no name of a file
_SHOWN_LETTERS = 200
ACTIONS: Mapping[str, Promise] = {
    "insert": pgettext_lazy("audit", "Thêm"),
    "update": pgettext_lazy("audit", "Sửa"),
    "delete": pgettext_lazy("audit", "Xóa"),
    "truncate": pgettext_lazy("audit", "Xóa toàn bộ"),
    "read": pgettext_lazy("audit", "Xem"),
}
NOUNS: dict[str, str | Promise] = {}
"""What people call the records of tables whose models don't say it."""


@cache
def _models() -> Mapping[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


@cache
def _columns(table: str, _language: str | None) -> Mapping[str, str]:
    """Return the labels of a table's columns in the language now active, which is told so as to remember it apart."""
    model = _models().get(table)
    fields = model._meta.concrete_fields if model else ()
    return {field.column: opened(words) for field in fields if field.column and (words := str(_label(field)))}


def _label(field: "Field[Any, Any]") -> str | Promise:
    """Return what people call a column: its own words, or those of the record it points to; else nothing."""
    with translation.override("vi"):  # in English the words may well be the column's name
        is_worded = str(field.verbose_name).casefold() != field.name.replace("_", " ")
    if is_worded:
        return field.verbose_name
    related = field.related_model
    return table(related._meta.db_table) if isinstance(related, type) else ""


def model(table: str) -> type[Model] | None:
    """Return the model whose records a table holds."""
    return _models().get(table)


def table(name: str) -> str:
    """Return what people call the records of a table, or its own name."""
    return _table(name, translation.get_language())


@lru_cache(1024)
def _table(name: str, _language: str | None) -> str:
    model = _models().get(name)
    return opened(str(NOUNS.get(name) or (model._meta.verbose_name if model else name)))


def is_named(table: str, name: str) -> bool:
    """Tell whether people have a name for a column; the exported file has the others too."""
    return name in _columns(table, translation.get_language())


def column(table: str, name: str) -> str:
    """Return the label of a column, or its own name."""
    return _columns(table, translation.get_language()).get(name) or opened(name)


def action(name: str) -> str:
    """Return what was done, in a word."""
    return str(ACTIONS.get(name, name))


@dataclass(frozen=True)
class Change:
    """One column of an entry, ready to be shown."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One entry, ready to be shown."""

    entry: Entry
    table: str
    action: str
    changes: tuple[Change, ...]
    more: int


def line(entry: Entry, value: Callable[[str, Any], Any] = lambda _column, given: given) -> Line:
    """Return ``entry`` with Vietnamese names and values short enough for a table; ``value`` puts one into words."""
    changes = [
        Change(column(entry.table, key), _short(value(key, old)), _short(value(key, new)))
        for key, old, new in entry.changes
        if is_named(entry.table, key) and key != "id"
    ]
    shown = tuple(change for change in changes if (change.old or change.new) and not _is_code(change))
    more = max(0, len(shown) - _SHOWN_CHANGES)
    return Line(entry, table(entry.table), action(entry.action), shown[:_SHOWN_CHANGES], more)


def _is_code(change: Change) -> bool:
    """Tell whether both sides are words of the program ("index_opened"): the exported file has them, people don't."""
    return all(not side or _CODE.fullmatch(side) for side in (change.old, change.new))


def _short(value: Any) -> str:
    words = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= _SHOWN_LETTERS else f"{words[:_SHOWN_LETTERS]}…"
