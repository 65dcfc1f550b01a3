"""SMS through the HTTP interface of a Kannel gateway (``sendsms``), which speaks SMPP to the operator.

``CCHC_SMS_URL``: ``http://gateway:13013/cgi-bin/sendsms?username=…&password=…&from=…``. Kannel answers 202 when it has
taken the message, 403 when it will not, 503 when it can't now (Kannel user guide, "sendsms HTTP reply codes").
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cchc.kernel import environment, text
from cchc.notifications.transports._http import exchange
from cchc.notifications.types import Fate, Message, Outcome

_ONE_PART = 160  # letters of the GSM alphabet in one part; with Vietnamese ones it would be 70


def configured() -> bool:
    """Tell whether a gateway is named."""
    return bool(os.environ.get("CCHC_SMS_URL"))


@contextmanager
def open_sms() -> Iterator[Callable[[Message], Outcome]]:
    """Each message is a request of its own: nothing to open."""
    yield send


def send(message: Message) -> Outcome:
    """Send the subject without diacritics: a third of the price, and every telephone shows it."""
    parts = urlsplit(os.environ["CCHC_SMS_URL"])
    said = plain(message.subject)
    given = [*parse_qsl(parts.query), ("to", message.address), ("text", said), ("charset", "utf-8")]
    code, answer = exchange(urlunsplit(parts._replace(query=urlencode(given))), None, {}, timeout=_timeout())
    words = f"{code} {' '.join(answer.split())}"[:500]
    if code in (200, 202):
        return Outcome(Fate.ACCEPTED, words)
    return Outcome(Fate.LATER if code >= 500 or code == 429 else Fate.REFUSED, words)


def plain(words: str) -> str:
    """Return ``words`` in letters of the GSM alphabet, no longer than one part."""
    bare = text.without_marks(words)
    return bare if len(bare) <= _ONE_PART else bare[: _ONE_PART - 3].rstrip() + "..."


def _timeout() -> float:
    return environment.seconds("CCHC_SMS_TIMEOUT", 15)
