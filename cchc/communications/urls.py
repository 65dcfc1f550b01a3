from django.urls import URLPattern, URLResolver, path

from cchc.communications.pages import register

app_name = "communications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("truyen-thong/", register.register, name="register"),
    path("truyen-thong/vao-so/", register.enter, name="enter"),
    path("truyen-thong/theo-thang/", register.months, name="months"),
    path("truyen-thong/dinh-muc/", register.norm, name="norm"),
    path("truyen-thong/<int:item_id>/", register.item, name="item"),
    path("truyen-thong/<int:item_id>/tep/", register.file, name="file"),
]
