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
        path("", include("cchc.inbox.urls")),
        path("", include("cchc.notifications.urls")),
        path("", include("cchc.documents.urls")),
        path("", include("cchc.surveys.urls")),
        path("", include("cchc.plans.urls")),
        path("", include("cchc.communications.urls")),
        path("", include("cchc.inspections.urls")),
        path("", include("cchc.reports.urls")),
        path("", include("cchc.meetings.urls")),
        path("", include("cchc.par_index.urls")),
        prefix_default_language=False,
    ),
]

handler500 = "cchc.kernel.unavailable.failed"
