from django.urls import URLPattern, URLResolver, path

from cchc.notifications.pages import deliveries, notices, preferences, urging

app_name = "notifications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read, name="read"),
    path("thong-bao/cach-nhan/", preferences.preferences, name="preferences"),
    path("don-doc/luot/<int:urging_id>/", urging.urged, name="urged"),
    path("don-doc/chua-co-tai-khoan/", urging.unreached, name="unreached"),
    path("don-doc/<slug:matter>/", urging.ask, name="urge"),
    path("thu-da-gui/", deliveries.deliveries, name="deliveries"),
    path("thu-da-gui/<int:delivery_id>/", deliveries.delivery, name="delivery"),
]
