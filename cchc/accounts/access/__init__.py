"""Who asks, and the only way from a URL to a person, a grant or a token."""
