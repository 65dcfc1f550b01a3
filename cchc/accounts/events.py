"""What accounts announce. Ids only: whoever reacts reads the rest in the state it then has."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class SignInsFailed(Event):
    """So many attempts at a person's account have failed since it was last signed in to; the last is ``sign_in_id``."""

    user_id: int
    failures: int
    sign_in_id: int
