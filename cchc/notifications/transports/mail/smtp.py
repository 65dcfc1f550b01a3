"""A conversation with a mail server, many letters to one connection, every reply kept."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.policy import SMTP

from cchc.kernel.conversations import Conversation, ended_after
from cchc.notifications.transports import _ending
from cchc.notifications.transports.mail.address import Server, sender
from cchc.notifications.transports.mail.letter import letter
from cchc.notifications.types import Fate, Message, Outcome, Unreachable

Send = Callable[[Message], Outcome]


@contextmanager
def conversation(server: Server) -> Iterator[Send]:
    """Open a connection, let letters be sent on it, and take leave; all of it within ``server.whole`` seconds."""
    with ended_after(server.whole) as limit:
        try:
            line = _connected(server, limit)
        except smtplib.SMTPAuthenticationError as refused:
            raise Unreachable(f"Máy chủ thư không nhận tên và mật khẩu: {_words(refused.smtp_error)}") from refused
        except (OSError, smtplib.SMTPException) as broken:
            raise Unreachable(
                f"Không nói chuyện được với máy chủ thư {server.host}:{server.port}: {broken}"
            ) from broken
        try:
            yield lambda message: _in_time(_sent(line, message), server, limit)
        finally:
            try:
                line.quit()
            except (OSError, smtplib.SMTPException):
                line.close()


def _in_time(outcome: Outcome, server: Server, limit: Conversation) -> Outcome:
    """Return the outcome, unless the line was cut: what was read until then may be half a reply."""
    if limit.is_over:
        raise Unreachable(f"Máy chủ thư trả lời quá chậm: hết {server.whole:g} giây của cả cuộc.")
    return outcome


def _connected(server: Server, limit: Conversation) -> smtplib.SMTP:
    context = ssl.create_default_context()
    line: smtplib.SMTP
    if server.security == "tls":
        line = _ending.smtp_ssl(limit)(server.host, server.port, timeout=server.timeout, context=context)
    else:
        line = _ending.smtp(limit)(server.host, server.port, timeout=server.timeout)
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
