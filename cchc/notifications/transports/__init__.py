"""The gateways: a folder each, off until configured. A transport knows its server's protocol and nothing of the rest.

``open(settings)`` is a context in which ``send(message)`` returns an ``Outcome``; ``Unreachable`` from either means
that the server itself does not answer.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from cchc.notifications.states import Channel
from cchc.notifications.transports import mail, sms, zalo
from cchc.notifications.types import Message, Outcome

Send = Callable[[Message], Outcome]


@dataclass(frozen=True)
class Transport:
    """A way out: what it needs to be configured, in words, and how to open it."""

    configured: Callable[[], bool]
    open: Callable[[], AbstractContextManager[Send]]
    settings: tuple[str, ...]


TRANSPORTS = {
    Channel.MAIL: Transport(mail.configured, mail.open_mail, ("CCHC_SMTP_URL", "CCHC_MAIL_FROM")),
    Channel.SMS: Transport(sms.configured, sms.open_sms, ("CCHC_SMS_URL",)),
    Channel.ZALO: Transport(
        zalo.configured,
        zalo.open_zalo,
        ("CCHC_ZALO_APP_ID", "CCHC_ZALO_SECRET", "CCHC_ZALO_TEMPLATE", "CCHC_ZALO_REFRESH_TOKEN"),
    ),
}


def available() -> list[Channel]:
    """Return the channels that this installation can send by."""
    return [channel for channel, transport in TRANSPORTS.items() if transport.configured()]
