"""Mounts each module: Vietnamese at "/", English at "/en/"; the browser's Accept-Language never decides."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("cchc.kernel.urls")),
    *i18n_patterns(
        path("", include("cchc.kernel.page_urls")),
        path("", include("cchc.ui.urls")),
        path("", include("cchc.organisation.urls")),
        path("", include("cchc.accounts.urls")),
        path("", include("cchc.plans.urls")),
        prefix_default_language=False,
    ),
]
