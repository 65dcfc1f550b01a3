from django.urls import path

from cchc.kernel import api
from cchc.kernel.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path(api.ROOT, api.urls()),
]
