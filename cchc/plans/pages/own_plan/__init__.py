"""A unit's own plan: list, start, draft, one task, issue."""
