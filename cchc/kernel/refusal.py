"""What an action says when it can't be done: one sentence for the person, and the field it is about."""


class Refusal(Exception):
    """Refused by a rule; nothing was written. ``message`` is one Vietnamese sentence, ``field`` names the input."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field
