from django.urls import URLPattern, URLResolver, include, path

from cchc.organisation.pages.calendars.routes import urlpatterns as calendars

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cchc.organisation.pages.units.routes")),
    *calendars,
]
