"""How a person signs for a unit: lines of authority and post, from the post of its head and the person's own."""

from dataclasses import dataclass

from cchc.documents.types import LARGEST_CERTIFICATE
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze


@dataclass(frozen=True)
class Deputies:
    """The words of the law for deputies: how their post begins, and what stands before the post they sign in."""

    post: str
    acting: str

    def has(self, position: str) -> bool:
        return squeeze(position).upper().startswith(f"{self.post} ")


def signs(authority: str, post: str, position: str, deputies: Deputies) -> tuple[tuple[str, ...], str]:
    """Return (lines of authority, post) of somebody whose position is ``position``; its unit's name is left away.

    Who heads the unit signs under its authority; a deputy signs in the head's place ("KT. CHỦ TỊCH"), as point b of
    clause 3 of article 13 of Nghị định 30/2020 has it. A position that is not known signs as head.
    """
    head, own = squeeze(post).upper(), squeeze(position).upper()
    lines = (authority,) if authority else ()
    if not own:
        return lines, head
    if deputies.has(own):
        deputy = f"{deputies.post} {head}"
        return (*lines, f"{deputies.acting} {head}"), deputy if own.startswith(deputy) else own
    return lines, head if own.startswith(head) else own


def on_committee(position: str, post: str, deputies: Deputies) -> str:
    """Return the position that somebody of a unit has on its committee, headed by ``post``: its head, or a deputy."""
    return f"{deputies.post} {post}" if deputies.has(position) else ""


def check_certificate(content: bytes) -> None:
    """Refuse what is larger than any certificate file (.p12, .pfx), before anything opens it."""
    if len(content) > LARGEST_CERTIFICATE:
        raise Refusal(
            "Tệp chứng thư lớn hơn %(most)s KB: đây không phải tệp .p12 hay .pfx.",
            "certificate",
            most=LARGEST_CERTIFICATE // 1024,
        )
