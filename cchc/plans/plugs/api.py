"""What plans offer under ``/api/v1/``."""

from cchc.kernel import api
from cchc.plans.api import reading, writing

api.mount("", reading.router)
api.mount("", writing.router)
