from django.urls import URLPattern, URLResolver, path

from cchc.inbox.pages import calendar, giving, listing

app_name = "inbox"
urlpatterns: list[URLPattern | URLResolver] = [
    path("viec-cua-toi/", listing.work, name="work"),
    path("viec-cua-toi/cho-duyet/", listing.decisions, name="decisions"),
    path("viec-cua-toi/phan-cong/", giving.give, name="give"),
    path("viec-cua-toi/lich/", calendar.month, name="calendar"),
    path("viec-cua-toi/lich/dia-chi/", calendar.address, name="address"),
    path("viec-cua-toi/lich/thu-hoi/", calendar.revoke, name="revoke"),
    path("lich/<slug:secret>.ics", calendar.feed, name="feed"),
]
