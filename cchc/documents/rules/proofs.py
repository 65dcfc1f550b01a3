"""What the signatures of a file come to, in one word: they hold, they don't, or nobody here can tell."""

from collections.abc import Sequence

from cchc.documents.types import Proof, Seen


def proof(seen: Sequence[Seen]) -> Proof:
    """Return what the signatures come to together, and whose they say they are.

    One broken signature spoils the file, and so does a field of a form that was changed after the last of them: nobody
    has signed what it says. They are valid only where each is intact, was made within the days of its
    certificate, and that certificate leads to a body which the installation trusts (Nghị định 30/2020, Điều 5).
    """
    names = tuple(dict.fromkeys(one.name for one in seen))
    if any(not one.is_intact for one in seen) or (seen and seen[-1].changed):
        return Proof("broken", names)
    return Proof("valid" if seen and all(one.is_valid for one in seen) else "unknown", names)
