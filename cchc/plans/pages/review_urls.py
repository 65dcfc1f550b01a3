"""Addresses of reading a plan: sending, reviewing, mending, adopting."""

from django.urls import URLPattern, path

from cchc.plans.pages.review import adoption, differences, review, small_forms, task, upload, waiting

_READING = "ke-hoach/ban-doc/<int:reading_id>/"

urlpatterns: list[URLPattern] = [
    path("ke-hoach/doc/", upload.upload, name="upload"),
    path("ke-hoach/ban-doc/", waiting.readings, name="readings"),
    path(_READING, review.review, name="review"),
    path(f"{_READING}phan-dau/", small_forms.frame, name="mend_frame"),
    path(f"{_READING}linh-vuc/", small_forms.group, name="add_group"),
    path(f"{_READING}linh-vuc/<slug:key>/", small_forms.group, name="mend_group"),
    path(f"{_READING}ten-goi/", small_forms.alias, name="alias"),
    path(f"{_READING}ten-goi/tiep-nhan/", review.hand_over, name="hand_over"),
    path(f"{_READING}nhiem-vu/", task.add, name="add_task"),
    path(f"{_READING}nhiem-vu/<int:key>/", task.mend, name="mend_task"),
    path(f"{_READING}nhiem-vu/<int:key>/bo/", task.remove, name="remove_task"),
    path(f"{_READING}nhiem-vu/<int:key>/tu-dang-ky/", task.leave_open, name="leave_open"),
    path(f"{_READING}dong-y/", review.settle, name="settle"),
    path(f"{_READING}doc-lai/", review.resolve_again, name="resolve_again"),
    path(f"{_READING}bo/", small_forms.drop, name="drop_reading"),
    path(f"{_READING}thay-doi/", differences.changes, name="reading_changes"),
    path(f"{_READING}thong-qua/", adoption.adopt, name="adopt"),
    path(f"{_READING}da-thong-qua/", adoption.adopted, name="adopted"),
]
