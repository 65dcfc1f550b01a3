"""Files that the registry hands out."""
