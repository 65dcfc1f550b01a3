from django.urls import URLPattern, URLResolver, path

from cchc.inspections.pages import programmes, visits, writing

app_name = "inspections"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kiem-tra/", visits.visits, name="visits"),
    path("kiem-tra/ke-hoach/lap/", programmes.draw_up, name="draw_up"),
    path("kiem-tra/ke-hoach/<int:programme_id>/", programmes.programme, name="programme"),
    path("kiem-tra/ke-hoach/<int:programme_id>/bao-cao.<str:paper_kind>", programmes.report, name="report"),
    path("kiem-tra/dot-xuat/", visits.surprise, name="surprise"),
    path("kiem-tra/<int:visit_id>/", visits.visit, name="visit"),
    path("kiem-tra/<int:visit_id>/tep/", visits.file, name="file"),
    path("kiem-tra/<int:visit_id>/quyet-dinh/", writing.decide, name="decide"),
    path("kiem-tra/<int:visit_id>/bien-ban/", writing.hold, name="hold"),
    path("kiem-tra/<int:visit_id>/phat-hien/", writing.find, name="find"),
    path("kiem-tra/<int:visit_id>/buoc/", visits.step, name="step"),
    path("kiem-tra/phat-hien/<int:finding_id>/", visits.finding, name="finding"),
    path("kiem-tra/phat-hien/<int:finding_id>/sua/", writing.correct, name="correct"),
]
