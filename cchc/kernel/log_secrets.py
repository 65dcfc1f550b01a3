"""What stands in an address and opens a door by itself is not written to the log."""

import logging
import re

_SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?=[/.?\s\"']|$)")


class Formatter(logging.Formatter):
    """Writes a line, or a traceback, with "…" in place of every long random part of an address."""

    def format(self, record: logging.LogRecord) -> str:
        """Return what is written."""
        return _SECRET.sub("…", super().format(record))
