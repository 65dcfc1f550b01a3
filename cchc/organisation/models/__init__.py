"""What the database holds of units and calendars."""

from cchc.organisation.models.calendars import Calendar, DayOff, WorkingHours
from cchc.organisation.models.changes import ChangeKind, Side, UnitChange, UnitChangeParty
from cchc.organisation.models.classes import UnitAlias, UnitAliasTarget, UnitClass, UnitClassRule
from cchc.organisation.models.units import Certainty, Level, RegistryStamp, Unit, UnitVersion

__all__ = [
    "Calendar",
    "Certainty",
    "ChangeKind",
    "DayOff",
    "Level",
    "RegistryStamp",
    "Side",
    "Unit",
    "UnitAlias",
    "UnitAliasTarget",
    "UnitChange",
    "UnitChangeParty",
    "UnitClass",
    "UnitClassRule",
    "UnitVersion",
    "WorkingHours",
]
