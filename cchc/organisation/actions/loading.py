"""Load a units file; loading it again changes only what differs, and nothing that the office has changed."""

import datetime as dt
from pathlib import Path

from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.organisation.actions import _writing
from cchc.organisation.actions._writing import Written
from cchc.organisation.queries.written_units import written_registry
from cchc.organisation.rules import invariants
from cchc.organisation.rules.problems import Nonsense
from cchc.organisation.rules.registry import Registry, Unit


def load_file(path: Path, *, actor: Actor, now: dt.datetime) -> Written:
    """Load the units file at ``path``; raise ``Refusal`` with its mistakes, and then nothing is written."""
    try:
        wanted = written_registry(path)
    except Nonsense as nonsense:
        raise Refusal(nonsense.said()) from nonsense
    return load(wanted, actor=actor, now=now)


def load(wanted: Registry, *, actor: Actor, now: dt.datetime) -> Written:
    """Bring the registry to what ``wanted`` describes.

    A unit that the office has changed stays the office's (``Written.kept`` names those that differ), and so do its
    aliases and recorded changes. A unit that the file does not name stays: somebody's work may hang on it.
    """
    with _writing.alone(actor) as old:
        mine = {slug: unit for slug, unit in old.units.items() if unit.is_local}
        theirs = [unit for slug, unit in wanted.units.items() if slug not in mine]
        new = invariants.require(old.with_units(*(_numbered(old, unit) for unit in theirs)))
        done = _writing.write_units(old, new, local=False)
        done.classes = _writing.write_classes(old, wanted.classes.values())
        done.aliases = _writing.write_aliases(old, wanted.aliases)
        done.changes = _writing.write_file_changes(old, wanted.changes, actor, now)
        done.kept = [
            slug for slug, unit in mine.items() if slug in wanted.units and wanted.units[slug].versions != unit.versions
        ]
        return done


def _numbered(old: Registry, unit: Unit) -> Unit:
    here = old.units.get(unit.slug)
    return Unit(unit.slug, unit.versions, here.id if here else None)
