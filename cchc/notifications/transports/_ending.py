"""Mail and gateways over lines that an end to the whole conversation can cut (``cchc.kernel.conversations``)."""

import http.client
import smtplib
import socket
import urllib.request
from typing import Any

from cchc.kernel.conversations import Conversation


def smtp(conversation: Conversation) -> type[smtplib.SMTP]:
    """Return ``SMTP`` whose line is watched from its first byte."""

    class Watched(smtplib.SMTP):
        def _get_socket(self, host: Any, port: Any, timeout: Any) -> Any:
            line = super()._get_socket(host, port, timeout)  # type: ignore[misc]
            conversation.watch(line)
            return line

    return Watched


def smtp_ssl(conversation: Conversation) -> type[smtplib.SMTP_SSL]:
    """Return ``SMTP_SSL`` likewise: the greeting of TLS is within the time too."""
    plain = smtp(conversation)

    class Watched(smtplib.SMTP_SSL, plain):  # type: ignore[misc, valid-type]
        pass

    return Watched


def opener(conversation: Conversation) -> urllib.request.OpenerDirector:
    """Return what opens addresses over watched lines."""

    def create(*given: Any, **named: Any) -> socket.socket:
        line = socket.create_connection(*given, **named)
        conversation.watch(line)
        return line

    def watched(kind: type[http.client.HTTPConnection]) -> Any:
        def make(*given: Any, **named: Any) -> http.client.HTTPConnection:
            made = kind(*given, **named)
            made._create_connection = create  # type: ignore[attr-defined]
            return made

        return make

    class Plain(urllib.request.HTTPHandler):
        def http_open(self, req: Any) -> Any:
            return self.do_open(watched(http.client.HTTPConnection), req)

    class Secure(urllib.request.HTTPSHandler):
        def https_open(self, req: Any) -> Any:
            return self.do_open(watched(http.client.HTTPSConnection), req, context=self._context)  # type: ignore[attr-defined]

    return urllib.request.build_opener(Plain, Secure)
