from django.urls import path

from cchc.ui.pages import gallery, looks, site

urlpatterns = [
    path("robots.txt", site.robots, name="ui_robots"),
    path("favicon.ico", site.favicon, name="ui_favicon"),
    path("site.webmanifest", site.manifest, name="ui_manifest"),
    path("hien-thi/", looks.looks, name="ui_looks"),
    path("ui/", gallery.gallery, name="ui_gallery"),
    path("ui/trang/<slug:name>/", gallery.sample_page, name="ui_sample"),
]
