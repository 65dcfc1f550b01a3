"""What an installation starts with: units, then calendars."""

from cchc.organisation.plugs import calendar_seed, units_seed

__all__ = ["calendar_seed", "units_seed"]
