from django.urls import path

from cchc.ui.pages import gallery, lists, looks, site

urlpatterns = [
    path("robots.txt", site.robots, name="ui_robots"),
    path("favicon.ico", site.favicon, name="ui_favicon"),
    path("site.webmanifest", site.manifest, name="ui_manifest"),
    path("hien-thi/", looks.looks, name="ui_looks"),
    path("danh-sach/cot/", lists.columns, name="ui_columns"),
    path("danh-sach/bo-loc/", lists.keep, name="ui_keep_filter"),
    path("danh-sach/bo-loc/bo/", lists.drop, name="ui_drop_filter"),
    path("ui/", gallery.gallery, name="ui_gallery"),
    path("ui/trang/<slug:name>/", gallery.sample_page, name="ui_sample"),
]
