"""Announce upwards: a module says what happened, ``config/reactions.py`` says who cares."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that happened; carries ids and plain values, never model instances."""
