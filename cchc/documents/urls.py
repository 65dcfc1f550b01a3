from django.urls import URLPattern, URLResolver, path

from cchc.documents.pages import files, incoming, outgoing

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("van-ban/", outgoing.register, name="outgoing"),
    path("van-ban/di/vao-so/", outgoing.enter, name="enter"),
    path("van-ban/di/<int:outgoing_id>/", outgoing.document, name="document"),
    path("van-ban/den/", incoming.register, name="incoming"),
    path("van-ban/den/vao-so/", incoming.arrive, name="arrive"),
    path("van-ban/den/<int:incoming_id>/", incoming.document, name="arrived"),
    path("van-ban/tep/<int:stored_id>/", files.stored, name="file"),
]
