"""Writes of the registry and of the calendars; topics are modules, the registry's common verbs are named here."""

from cchc.organisation.actions.aliases import add_alias, remove_alias
from cchc.organisation.actions.loading import load_file

__all__ = ["add_alias", "load_file", "remove_alias"]
