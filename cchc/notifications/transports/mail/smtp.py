"""A conversation with a mail server, many letters to one connection, every reply kept."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.policy import SMTP

from cchc.notifications.transports.mail.address import Server, sender
from cchc.notifications.transports.mail.letter import letter
from cchc.notifications.types import Fate, Message, Outcome, Unreachable

Send = Callable[[Message], Outcome]


@contextmanager
def conversation(server: Server) -> Iterator[Send]:
    """Open a connection, let letters be sent on it, and take leave."""
    try:
        line = _connected(server)
    except smtplib.SMTPAuthenticationError as refused:
        raise Unreachable(f"Máy chủ thư không nhận tên và mật khẩu: {_words(refused.smtp_error)}") from refused
    except (OSError, smtplib.SMTPException) as broken:
        raise Unreachable(f"Không nói chuyện được với máy chủ thư {server.host}:{server.port}: {broken}") from broken
    try:
        yield lambda message: _sent(line, message)
    finally:
        try:
            line.quit()
        except (OSError, smtplib.SMTPException):
            line.close()


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    line: smtplib.SMTP
    if server.security == "tls":
        line = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    if server.security == "starttls":
        line.starttls(context=context)
    if server.user:
        line.login(server.user, server.password)
    line.ehlo_or_helo_if_needed()
    return line


def _sent(line: smtplib.SMTP, message: Message) -> Outcome:
    """Say MAIL, RCPT and DATA; the first reply that is not "yes" decides (RFC 5321, 4.2.1: 4yz later, 5yz never)."""
    try:
        content = letter(message).as_bytes(policy=SMTP)
    except ValueError as unusable:
        return Outcome(Fate.REFUSED, f"Địa chỉ thư không dùng được: {unusable}")
    try:
        steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
            lambda: line.mail(sender().rpartition("<")[2].rstrip(">")),
            lambda: line.rcpt(message.address),
            lambda: line.data(content),
        )
        code, reply = 250, b""
        for step in steps:
            code, reply = step()
            if code >= 400:
                line.rset()
                break
    except smtplib.SMTPDataError as refused:
        code, reply = refused.smtp_code, _bytes(refused.smtp_error)
    except (OSError, smtplib.SMTPException) as broken:
        raise Unreachable(f"Máy chủ thư ngắt giữa chừng: {broken}") from broken
    fate = Fate.ACCEPTED if code < 400 else Fate.LATER if code < 500 else Fate.REFUSED
    if code == 421:  # the server closes the line
        raise Unreachable(f"421 {_words(reply)}")
    return Outcome(fate, f"{code} {_words(reply)}"[:500])


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _words(reply: bytes | str) -> str:
    return " ".join(_bytes(reply).decode("utf-8", "replace").split())
