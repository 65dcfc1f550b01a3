"""The triggers of the audit trail, when what they cover has changed without a migration."""

from cchc.kernel import seeds
from cchc.kernel.history import coverage

seeds.register("kernel.audit", order=0, version=coverage.version, load=coverage.install)
