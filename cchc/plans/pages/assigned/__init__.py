"""A unit's work and the office's decisions on it: one file per screen."""
