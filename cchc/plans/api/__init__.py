"""Plans over HTTP: the same access and the same actions as the pages."""
