"""What the log can be searched for: the records that people know, by the module that keeps them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.utils.translation import get_language

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


def modules() -> Sequence[Module]:
    """Return the modules whose tables are in the trail, in the order of their names."""
    return _modules(get_language())


@lru_cache(8)
def _modules(_language: str | None) -> Sequence[Module]:
    """Return the modules in the language now active; what is in the trail is declared and stays while we run."""
    tables = defaultdict(list)
    for model in apps.get_models(include_auto_created=True):
        table, label = model._meta.db_table, model._meta.app_label
        if coverage.reason_for_exemption(table) is None:
            tables[_GUESTS.get(label, label)].append(table)
    told = [_module(label, held) for label, held in tables.items()]
    return tuple(sorted(told, key=lambda one: sort_key(one.words)))


def _module(label: str, tables: list[str]) -> Module:
    begun = list(dict.fromkeys(table for table, act, _column in sentences.heading() if act == "insert"))
    named = [table for table in begun if table in tables][:MOST]
    kinds = sorted(((table, shown.table(table)) for table in named), key=lambda kind: sort_key(kind[1]))
    return Module(label, str(apps.get_app_config(label).verbose_name), kinds, tuple(tables))
