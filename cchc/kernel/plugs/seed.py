"""The triggers of the audit trail, when what they cover has changed without a migration; what a start has to say."""

from cchc.kernel import seeds
from cchc.kernel.files import probing
from cchc.kernel.history import coverage


def _store() -> list[str]:
    """Say where the store of files can't be used; the platform starts all the same, for pages need none."""
    fault = probing.fault()
    return [f"CẢNH BÁO: {fault}"] if fault else []


seeds.register("kernel.audit", order=0, version=coverage.version, load=coverage.install)
seeds.announce(_store, demo=False)
seeds.announce(_store)
