from django.urls import URLPattern

from cchc.organisation.pages.calendars.routes import urlpatterns as calendars

urlpatterns: list[URLPattern] = [*calendars]
