"""One sentence an act: "giao vai trò Cán bộ thực hiện cho Nguyễn Văn An ở Xã An Hòa", from an entry and its record.

A module says the sentences of its tables, and how records that others point to are called, in ``plugs/history.py``. A
table without sentences of its own is told by its name and the columns that changed; a column that points to a record is
told by that record's name, a choice by its words. Names are those of now: the trail itself keeps what was written.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import writing
from cchc.kernel.history import shown
from cchc.kernel.history.entries import Entry
from cchc.kernel.text import inside

Names = Callable[[Collection[Any]], Mapping[Any, str]]
"""Keys of records → what people call them; one query or two for all."""
_MOST_LETTERS = 140
_MOST_COLUMNS = 3

_sentences: dict[tuple[str, str, str], str | Promise] = {}
_asides: set[tuple[str, str, str]] = set()
_names: dict[str, Names] = {}
_words: dict[tuple[str, str], Callable[[str], str]] = {}


def say(table: str, act: str, sentence: str | Promise, *, column: str = "", aside: bool = False) -> None:
    """Tell ``act`` (insert, update, delete) on records of ``table`` by ``sentence`` with ``%(column)s`` to fill in.

    With ``column``: only an update that changed it. ``aside``: written along with what people did, which it heads only
    where nothing else was written.
    """
    _sentences[table, act, column] = sentence
    if aside:
        _asides.add((table, act, column))


def words(table: str, column: str, say_value: Callable[[str], str]) -> None:
    """Say the values of a column whose model has no words for them."""
    _words[table, column] = say_value


def name(table: str, names: Names) -> None:
    """Say how records of ``table`` are called wherever one is pointed to."""
    _names[table] = names


def noun(table: str, words: str | Promise) -> None:
    """Say what people call the records of a table whose model has no Vietnamese name: a library's, or none at all."""
    shown.NOUNS[table] = words


def named() -> Mapping[str, Names]:
    """Return what names the records of each table that a module names."""
    return dict(_names)


def offered() -> Mapping[tuple[str, str, str], str | Promise]:
    """Return every sentence by table, act and column."""
    return dict(_sentences)


def heading() -> Sequence[tuple[str, str, str]]:
    """Return table, act and column of every sentence that may head an act, in the order in which modules say them."""
    return [key for key in _sentences if key not in _asides]


def has_own(entry: Entry) -> bool:
    """Tell whether the act has a sentence of its own, which heads whatever was written with it."""
    return any(key in _sentences and key not in _asides for key in _ways(entry))


def sentences_of(entries: Sequence[Entry]) -> list[str]:
    """Return a sentence for each entry."""
    return [sentence for _line, sentence in read(entries)]


def read(entries: Sequence[Entry]) -> list[tuple[shown.Line, str]]:
    """Return each entry with its values in words, and its sentence.

    One query for each table among them, and one or two for each kind of record that they point to.
    """
    records = _records(entries)
    values = [_values(entry, records.get((entry.table, entry.row))) for entry in entries]
    known = _called(zip(entries, values, strict=True))
    return [
        (_line(entry, known), _sentence(entry, _written(entry.table, row, known)))
        for entry, row in zip(entries, values, strict=True)
    ]


def _line(entry: Entry, known: Mapping[str, Mapping[str, str]]) -> shown.Line:
    def value(column: str, given: Any) -> Any:
        if given is None or isinstance(given, (dict, list)):
            return given
        return _value(entry.table, column, given, known) or given

    return shown.line(entry, value)


def _records(entries: Iterable[Entry]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the rows of now of changed records: an entry of a change keeps only what changed."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.action == "update":
            wanted[entry.table].add(entry.row)
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for table, keys in wanted.items():
        model = shown.model(table)
        if model is None:
            continue
        short = [field.attname for field in _fields(model).values() if field.get_internal_type() not in _LARGE]
        readable = [key for key in keys if _readable(model, key)]
        for row in model._default_manager.filter(pk__in=readable).values(*short):
            found[table, str(row[model._meta.pk.attname])] = row
    return found


_LARGE = frozenset({"BinaryField", "JSONField"})


def _readable(model: type[Model], key: str) -> bool:
    try:
        model._meta.pk.to_python(key)
    except Exception:
        return False
    return True


@cache
def _fields(model: type[Model]) -> Mapping[str, "Field[Any, Any]"]:
    return {field.column: field for field in model._meta.concrete_fields if field.column}


def _values(entry: Entry, row: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the record by column: as it is now, over that what the entry itself says."""
    model = shown.model(entry.table)
    now: dict[str, Any] = {}
    if row is not None and model is not None:
        now = {column: row[field.attname] for column, field in _fields(model).items() if field.attname in row}
    return {**now, **entry.before, **entry.after}


def _called(pairs: Iterable[tuple[Entry, Mapping[str, Any]]]) -> Mapping[str, Mapping[str, str]]:
    """Return table → key → name of every record pointed to."""
    keys: dict[str, set[Any]] = defaultdict(set)
    for entry, row in pairs:
        for column, table in _pointers(entry.table).items():
            held = (row.get(column), entry.before.get(column), entry.after.get(column))
            keys[table].update(key for key in held if key is not None)
        if entry.table in _names and entry.row.isdigit():
            keys[entry.table].add(int(entry.row))
    return {table: {str(key): text for key, text in _asked(table, found).items()} for table, found in keys.items()}


def _asked(table: str, keys: Collection[Any]) -> Mapping[Any, str]:
    if table in _names:
        return _names[table](keys)
    model = shown.model(table)
    return {} if model is None else {key: str(row) for key, row in model._default_manager.in_bulk(list(keys)).items()}


@cache
def _pointers(table: str) -> Mapping[str, str]:
    model = shown.model(table)
    if model is None:
        return {}
    fields = _fields(model).items()
    return {c: f.related_model._meta.db_table for c, f in fields if isinstance(f, ForeignKey) and _is_model(f)}


def _is_model(field: "ForeignKey[Any, Any]") -> bool:
    return isinstance(field.related_model, type)


def _written(table: str, row: Mapping[str, Any], known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return column → its value in words; a column of the table that the row has not is left empty."""
    model = shown.model(table)
    written = {column: _value(table, column, value, known) for column, value in row.items()}
    return {**dict.fromkeys(_fields(model) if model is not None else (), ""), **written}


def _value(table: str, column: str, value: Any, known: Mapping[str, Mapping[str, str]]) -> str:
    """Return one value in words: the name of the record it points to, its own words, those of its field."""
    pointed = _pointers(table).get(column)
    if pointed is not None:
        return known.get(pointed, {}).get(str(value), "") if value is not None else ""
    if (table, column) in _words:
        return _words[table, column](str(value or ""))
    model = shown.model(table)
    return _in_words(_fields(model).get(column) if model is not None else None, value)


@cache
def _choices(field: "Field[Any, Any]") -> Mapping[Any, Any]:
    return dict(field.flatchoices)


def _in_words(field: "Field[Any, Any] | None", value: Any) -> str:
    if field is not None and field.choices:
        return str(_choices(field).get(value, value))
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if field is not None and field.get_internal_type() == "DateField" and isinstance(value, str):
        value = dt.date.fromisoformat(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return writing.date(value, get_language() or "vi")
    text = "" if value is None or isinstance(value, (dict, list)) else str(value)
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"


def _sentence(entry: Entry, written: Mapping[str, str]) -> str:
    if entry.action == "read":
        what = entry.after.get("what")
        return _("xem %(what)s") % {"what": inside(_(str(what)) if what else shown.table(entry.table))}
    own = next((_sentences[key] for key in _ways(entry) if key in _sentences), None)
    return str(own) % _Filled(written) if own is not None else _plain(entry, written)


class _Filled(dict[str, str]):
    """Values by column; one that the record no longer has (the trail outlives the shape of a table) is left empty."""

    def __missing__(self, column: str) -> str:
        return ""


def _ways(entry: Entry) -> Iterable[tuple[str, str, str]]:
    if entry.action == "update":
        yield from ((entry.table, "update", column) for column, _old, _new in entry.changes)
    yield entry.table, entry.action, ""


def _plain(entry: Entry, written: Mapping[str, str]) -> str:
    """Tell an act by the name of its table: which columns changed, whose record it is, what it is called."""
    noun = shown.table(entry.table)
    said = {"noun": inside(noun), "name": _title(entry.table, written), "columns": ""}
    if entry.action == "update":
        changed = [column for column, _old, _new in entry.changes if shown.is_named(entry.table, column)]
        labels = [shown.column(entry.table, column) for column in changed]
        listed = [inside(label) for label in labels[:_MOST_COLUMNS]]
        said["columns"] = ", ".join(listed) + (", …" if len(labels) > _MOST_COLUMNS else "")
        return (_("sửa %(noun)s%(name)s: %(columns)s") if labels else _("sửa %(noun)s%(name)s")) % said
    words = {"insert": _("thêm %(noun)s%(name)s"), "delete": _("xóa %(noun)s%(name)s")}
    return words.get(entry.action, _("xóa toàn bộ %(noun)s%(name)s")) % said


_TITLES = ("title", "name", "full_name", "text", "number", "code")
_WHOSE = ("unit_id", "user_id", "task_id", "assignment_id", "report_id", "plan_id", "sheet_id", "round_id", "visit_id")


def _title(table: str, written: Mapping[str, str]) -> str:
    """Return " “Tên” của Đơn vị" as far as the record says so; its number is left to the details."""
    title = next((written[column] for column in _TITLES if written.get(column)), "")
    whose = next((written[column] for column in _WHOSE if written.get(column)), "")
    return (f" “{title}”" if title else "") + (_(" của %(whose)s") % {"whose": whose} if whose else "")
