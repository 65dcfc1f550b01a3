from django.urls import path

from cchc.kernel import api, metrics
from cchc.kernel.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics.page, name="metrics"),
    path(api.ROOT, api.urls()),
]
