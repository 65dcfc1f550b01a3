from django.urls import URLPattern, URLResolver, path

from cchc.inbox.pages import listing

app_name = "inbox"
urlpatterns: list[URLPattern | URLResolver] = [
    path("viec-cua-toi/", listing.work, name="work"),
    path("viec-cua-toi/cho-duyet/", listing.decisions, name="decisions"),
]
