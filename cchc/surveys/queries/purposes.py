"""Socket for what surveys are for: whoever uses one says in ``plugs/purposes.py`` where it belongs and what came of it.

A survey knows nobody who uses it; its page shows what they say.
"""

from collections.abc import Callable

from cchc.surveys.types import Purpose

Ask = Callable[[int], Purpose | None]
_users: list[Ask] = []


def register(ask: Ask) -> None:
    """Offer what tells of a survey, by its number, what it is for; ``None`` where it is for something else."""
    _users.append(ask)


def of(survey_id: int) -> Purpose:
    """Return what the survey is for, as the first who uses it says; an empty one where nobody does."""
    return next((purpose for ask in _users if (purpose := ask(survey_id)) is not None), Purpose())
