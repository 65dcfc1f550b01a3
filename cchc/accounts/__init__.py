"""People who sign in, the roles they hold over a unit's subtree, and tokens."""
