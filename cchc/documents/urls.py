from django.urls import URLPattern, URLResolver, path

from cchc.documents.pages import blanks, files, incoming, outgoing, signing, urging

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("van-ban/", outgoing.register, name="outgoing"),
    path("van-ban/di/vao-so/", outgoing.enter, name="enter"),
    path("van-ban/di/<int:outgoing_id>/", outgoing.document, name="document"),
    path("van-ban/den/", incoming.register, name="incoming"),
    path("van-ban/den/vao-so/", incoming.arrive, name="arrive"),
    path("van-ban/den/<int:incoming_id>/", incoming.document, name="arrived"),
    path("van-ban/tep/<int:stored_id>/", files.stored, name="file"),
    path("van-ban/tep/<int:stored_id>/ky-so/", signing.sign, name="sign"),
    path("van-ban/tep/<int:stored_id>/chu-ky/", signing.signatures, name="signatures"),
    path("van-ban/kiem-tra-chu-ky/", signing.check, name="check_signatures"),
    path("van-ban/kiem-tra-chu-ky/<slug:look_token>/", signing.looked_at, name="looked_at"),
    path("van-ban/don-doc/<int:urging_id>/", urging.letter, name="urging_letter"),
    path("van-ban/don-doc/cu-nguoi-dung.<str:paper_kind>", urging.accounts_letter, name="accounts_letter"),
    path("van-ban/mau/", blanks.listed, name="blanks"),
    path("van-ban/mau/tai-len/", blanks.upload, name="blank_upload"),
    path("van-ban/mau/<int:blank_id>/", blanks.fill, name="blank"),
    path("van-ban/mau/<int:blank_id>/thoi-dung/", blanks.withdraw, name="blank_withdraw"),
]
