"""The kernel's pages, which speak both languages; ``urls.py`` has what machines ask for."""

from django.urls import path

from cchc.kernel.pages import files, keys, progress, roots, search

urlpatterns = [
    path("nhat-ky/goc/", roots.page, name="audit_roots"),
    path("nhat-ky/goc/tep/", roots.download, name="audit_roots_file"),
    path("cong-khai/khoa-niem-phong/", keys.page, name="sealing_keys"),
    path("cong-khai/khoa-niem-phong/<slug:fingerprint>.pem", keys.download, name="sealing_key_file"),
    path("tim-kiem/", search.search, name="search"),
    path("kho-tep/<int:file_id>/", files.download, name="file"),
    path("kho-tep/<int:file_id>/xem-truoc/", files.preview, name="file_preview"),
    path("tien-trinh/<uuid:number>/", progress.show, name="progress"),
]
