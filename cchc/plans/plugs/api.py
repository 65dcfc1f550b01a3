"""What plans offer under ``/api/v1/``."""

from cchc.kernel import api
from cchc.plans.api import reading, writing
from cchc.plans.api.router import router

OPERATIONS = (reading, writing)  # importing them puts their operations on the router
api.mount("", router)
