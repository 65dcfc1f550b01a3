"""The audit trail: who changed what, kept by the database in one append-only, hash-chained table.

``docs/decisions/0003-audit-chain.md`` is the design. A module writes inside ``attributed``; its tables are in the trail
without being listed, and its ``apps.py`` says which of them, or which columns, are not (``exempt``, ``redact`` …).
"""

from cchc.kernel.history.actor import PLATFORM, Actor, acting, actor_of, attributed, undivided
from cchc.kernel.history.coverage import digest, exempt, omit, redact, withhold
from cchc.kernel.history.entries import Entry, last_of, of, record_read, settle

__all__ = [
    "PLATFORM",
    "Actor",
    "Entry",
    "acting",
    "actor_of",
    "attributed",
    "digest",
    "exempt",
    "last_of",
    "of",
    "omit",
    "record_read",
    "redact",
    "settle",
    "undivided",
    "withhold",
]
