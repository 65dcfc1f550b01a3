"""How many requests a minute one token may send, so that a program that runs wild leaves room for everybody.

Counted in the memory of each web worker: a request then costs no write, and the whole limit is this times the workers.
"""

from dataclasses import dataclass, field

from django.conf import settings

_MINUTE = 60


@dataclass
class Pace:
    """Requests by token in the present minute; forgotten with it, so the list is never longer than the tokens."""

    minute: int = -1
    sent: dict[str, int] = field(default_factory=dict)

    def wait(self, token: str, seconds: float) -> int:
        """Count a request at ``seconds`` of any steady clock; return how many seconds it must wait, 0 if it may pass.

        What must wait is not counted, so a program that asks too often gets its share and no less.
        """
        minute = int(seconds // _MINUTE)
        if minute != self.minute:
            self.minute, self.sent = minute, {}
        if self.sent.get(token, 0) >= settings.API_PER_MINUTE:
            return max(1, round((minute + 1) * _MINUTE - seconds))
        self.sent[token] = self.sent.get(token, 0) + 1
        return 0


PACE = Pace()
