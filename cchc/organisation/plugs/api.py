"""What the registry offers under ``/api/v1/``."""

from cchc.kernel import api
from cchc.organisation.api import units

api.mount("", units.router)
