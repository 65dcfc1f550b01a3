"""What is known of people, their rights, sessions and tokens."""

from cchc.accounts.access.actor import actor_for
from cchc.accounts.queries.subjects import subject_for_token, subject_for_user

__all__ = ["actor_for", "subject_for_token", "subject_for_user"]
