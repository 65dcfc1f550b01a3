"""Where the mail server is: ``CCHC_SMTP_URL``, such as ``smtp://name:password@mail.example.gov.vn:587?tls=starttls``."""

import os
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from cchc.kernel import reading
from cchc.kernel.refusal import Refusal

_PORTS = {"smtp": 25, "smtps": 465}
_PATIENCE = 300  # seconds
_STEPS = 10


@dataclass(frozen=True)
class Server:
    """A mail server and how to talk to it; ``timeout`` in seconds for each step, ``whole`` for all of them."""

    host: str
    port: int
    user: str
    password: str
    security: str  # "", "starttls" or "tls"
    timeout: float

    @property
    def whole(self) -> float:
        """Seconds for a whole conversation with all its letters; what is left then is sent by the next one."""
        return self.timeout * _STEPS


def server() -> Server | None:
    """Return the mail server of the settings, ``None`` without one; ``Refusal`` where it can't be understood."""
    text = os.environ.get("CCHC_SMTP_URL", "")
    return parse(text) if text else None


def parse(text: str) -> Server:
    """Read the address; a plain one talks in clear, which is for a relay on the same machine."""
    parts = urlsplit(text)
    given = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    try:
        port, timeout = parts.port or _PORTS[parts.scheme], reading.decimal(given.get("timeout", 20))
        if not 0 < timeout <= _PATIENCE:
            raise reading.Unreadable("timeout")
    except (KeyError, ValueError) as unreadable:
        raise Refusal("CCHC_SMTP_URL phải có dạng smtp://tên:mật-khẩu@máy-chủ:cổng?tls=starttls.") from unreadable
    security = "tls" if parts.scheme == "smtps" else given.get("tls", "")
    if not parts.hostname or security not in ("", "starttls", "tls"):
        raise Refusal("CCHC_SMTP_URL thiếu tên máy chủ, hoặc tls không phải là starttls.")
    return Server(
        parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), security, float(timeout)
    )


def sender() -> str:
    """Return from whom the mail comes."""
    return os.environ.get("CCHC_MAIL_FROM", "cchc@localhost")
