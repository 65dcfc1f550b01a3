"""Reform plans: from a signed document to assigned and tracked work."""
