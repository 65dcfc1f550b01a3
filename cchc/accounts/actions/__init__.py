"""What can be done to accounts: one verb a function, each in a transaction that is its actor's."""

from cchc.accounts.actions import grants, passwords, people, roles, second_factor, sessions, sign_in, tokens

__all__ = ["grants", "passwords", "people", "roles", "second_factor", "sessions", "sign_in", "tokens"]
