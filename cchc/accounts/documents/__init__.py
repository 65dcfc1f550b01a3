"""Files that accounts hand out."""
