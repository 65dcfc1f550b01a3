from django.urls import path

from cchc.ui.pages import gallery

urlpatterns = [
    path("ui/", gallery.gallery, name="ui_gallery"),
    path("ui/trang/<slug:name>/", gallery.sample_page, name="ui_sample"),
]
