"""Mail by SMTP (RFC 5321); a demonstration without a server writes its mail into a folder instead."""

from collections.abc import Iterator
from contextlib import contextmanager

from cchc.kernel import clock
from cchc.notifications.transports.mail import folder, smtp
from cchc.notifications.transports.mail.address import server

Send = smtp.Send


def configured() -> bool:
    """Tell whether mail can leave: a server is named, or this is a demonstration."""
    return server() is not None or clock.demo_date() is not None


@contextmanager
def open_mail() -> Iterator[Send]:
    """Open a conversation with the mail server; raises ``Unreachable``."""
    where = server()
    if where is None:
        yield folder.write
    else:
        with smtp.conversation(where) as send:
            yield send
