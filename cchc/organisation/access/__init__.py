"""Who may see or do what."""
