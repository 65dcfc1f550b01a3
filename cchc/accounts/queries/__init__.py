"""What is known of people, their rights, sessions and tokens."""

from cchc.accounts.queries.subjects import subject_for_token, subject_for_user

__all__ = ["subject_for_token", "subject_for_user"]
