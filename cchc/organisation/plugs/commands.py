"""The commands of the registry and of the clock."""

from cchc.organisation.plugs import clock_commands, unit_commands

__all__ = ["clock_commands", "unit_commands"]
