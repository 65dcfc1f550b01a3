"""What the log can be searched for: the records that people know, by the module that keeps them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps

from cchc.kernel.history import coverage, sentences, shown
from cchc.kernel.text import sort_key

MOST = 20
"""Kinds of record a module lists by name, those that it names first; the rest are found under the module."""
_GUESTS = {"account": "accounts", "socialaccount": "accounts"}
"""Libraries whose tables people know as a part of a module."""


@dataclass(frozen=True)
class Module:
    """A module with its kinds of record: table and words, in Vietnamese order; ``tables`` are all of its tables."""

    label: str
    words: str
    kinds: Sequence[tuple[str, str]]
    tables: tuple[str, ...]


def modules() -> list[Module]:
    """Return the modules whose tables are in the trail, in the order of their names."""
    tables = defaultdict(list)
    for table in coverage.attached():
        model = shown.model(table)
        label = model._meta.app_label if model else ""
        tables[_GUESTS.get(label, label)].append(table)
    found = [_module(label, held) for label, held in tables.items() if label]
    return sorted(found, key=lambda one: sort_key(one.words))


def _module(label: str, tables: list[str]) -> Module:
    begun = list(dict.fromkeys(table for table, act, _column in sentences.offered() if act == "insert"))
    named = [table for table in begun if table in tables][:MOST]
    kinds = sorted(((table, shown.table(table)) for table in named), key=lambda kind: sort_key(kind[1]))
    return Module(label, str(apps.get_app_config(label).verbose_name), kinds, tuple(tables))
