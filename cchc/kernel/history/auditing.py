"""The whole check: the chain with its roots, what guards it, and the data against it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cchc.kernel.history import checking, comparing, guards
from cchc.kernel.sealing import Verdict


@dataclass(frozen=True)
class Report:
    """What was found, in sentences."""

    chain: checking.Result
    guards: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that is wrong."""
        return (*self.chain.findings, *self.guards, *self.rows)

    @property
    def altered(self) -> tuple[str, ...]:
        """What is wrong beside roots that another installation's key has signed: a backup may come from elsewhere."""
        signatures = (words for verdict, words in self.chain.signatures.items() if verdict != Verdict.STRANGE)
        return (*self.chain.chain, *signatures, *self.guards, *self.rows)


def audit(
    kept: Path | None = None, progress: Callable[[int], None] = lambda count: None, *, guarded: bool = True
) -> Report:
    """Check everything; ``kept`` as in ``checking.verify``, ``guarded=False`` for a database of an older version."""
    found = checking.verify(kept, progress)
    return Report(found, tuple(guards.faults()) if guarded else (), tuple(comparing.differences(progress)))
