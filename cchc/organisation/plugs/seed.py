"""What an installation starts with: calendars."""

from cchc.organisation.plugs import calendar_seed

__all__ = ["calendar_seed"]
