"""Pages of the registry of units."""
