"""Pages of accounts: signing in, one's own account, and the administrator's screens."""
