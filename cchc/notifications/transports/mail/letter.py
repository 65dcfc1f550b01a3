"""A message as mail: text and HTML of the same words, an identity that stays when it is tried again."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from cchc.kernel import clock
from cchc.notifications.transports.mail.address import sender
from cchc.notifications.types import Message

_LINK = re.compile(r"https?://[^\s<]+")
_STYLE = "font:16px/1.5 'Times New Roman',serif;max-width:40em;color:#1b1f23"


def letter(message: Message) -> EmailMessage:
    """Return the mail; a mailbox that gets it twice recognises it by its Message-ID."""
    mail = EmailMessage()
    mail["From"] = sender()
    mail["To"] = Address(message.recipient, addr_spec=message.address)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<cchc-{message.number}@{sender().rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content(message.text)
    mail.add_alternative(_as_html(message.text), subtype="html")
    return mail


def _as_html(text: str) -> str:
    paragraphs = [_LINK.sub(_linked, escape(part).replace("\n", "<br>")) for part in text.split("\n\n")]
    return f'<div style="{_STYLE}">' + "".join(f"<p>{part}</p>" for part in paragraphs) + "</div>"


def _linked(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}">{found[0]}</a>'
