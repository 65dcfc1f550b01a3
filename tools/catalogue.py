"""Reads .po files and writes .mo files, so that no gettext program need be installed."""

import ast
import struct
from collections.abc import Iterable
from dataclasses import dataclass

CONTEXT, PLURAL = "\x04", "\x00"


class Malformed(ValueError):
    """A .po file says something that is not understood; the message names the line."""


@dataclass(frozen=True)
class Message:
    """One entry; ``translations`` has one text, or one for each plural form."""

    text: str
    translations: tuple[str, ...]
    context: str | None = None
    plural: str | None = None
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """Return the name under which a program looks the message up."""
        name = self.text if self.plural is None else self.text + PLURAL + self.plural
        return name if self.context is None else self.context + CONTEXT + name


def parse(source: str) -> list[Message]:
    """Return the messages of a .po file, the header (an empty text) among them."""
    messages: list[Message] = []
    fields: dict[str, str] = {}
    current, fuzzy = "", False

    def finish() -> None:
        nonlocal fields, current, fuzzy
        if "msgid" in fields:
            forms = tuple(fields[name] for name in sorted(fields) if name.startswith("msgstr"))
            plural = fields.get("msgid_plural")
            messages.append(Message(fields["msgid"], forms, fields.get("msgctxt"), plural, fuzzy))
        fields, current, fuzzy = {}, "", False

    for number, line in enumerate(source.splitlines(), 1):
        line = line.strip()
        if line.startswith("#,") and "fuzzy" in line:
            finish()
            fuzzy = True
        elif not line or line.startswith("#"):
            if fields:
                finish()
        elif line.startswith('"') and current:
            fields[current] += _unquote(line, number)
        else:
            name, _space, quoted = line.partition(" ")
            if name in fields or (name in {"msgid", "msgctxt"} and "msgid" in fields):
                finish()
            current, fields[name] = name, _unquote(quoted, number)
    finish()
    return messages


def compiled(messages: Iterable[Message]) -> bytes:
    """Return a .mo file of the messages that are translated and not doubtful."""
    known = {m.key: PLURAL.join(m.translations) for m in messages if all(m.translations) and not m.fuzzy}
    pairs = sorted((key.encode(), text.encode()) for key, text in known.items())
    start = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    body = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), start + len(body)]
            body += pair[column] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return header + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + body


def _unquote(quoted: str, number: int) -> str:
    try:
        text = ast.literal_eval(quoted)
    except (SyntaxError, ValueError) as wrong:
        raise Malformed(f"line {number}: {quoted}") from wrong
    if not isinstance(text, str):
        raise Malformed(f"line {number}: {quoted}")
    return text
