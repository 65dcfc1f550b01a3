from django.urls import URLPattern, URLResolver, path

from cchc.reports.pages import figure, listing, measured, outline, report, section, sending

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", measured.figures, name="figures"),
    path("so-lieu/<str:figure_key>/", measured.indicator, name="indicator"),
    path("so-lieu/<str:figure_key>/<slug:slug>/", measured.behind, name="behind"),
    path("bao-cao-dinh-ky/", listing.reports, name="reports"),
    path("bao-cao-dinh-ky/lap/", listing.begin, name="begin"),
    path("bao-cao-dinh-ky/ky/<int:year>/<slug:kind>/", sending.term, name="term"),
    path("bao-cao-dinh-ky/de-cuong/", outline.outlines, name="outlines"),
    path("bao-cao-dinh-ky/de-cuong/sua/", outline.edit, name="outline_edit"),
    path("bao-cao-dinh-ky/<int:periodic_id>/", report.report, name="report"),
    path("bao-cao-dinh-ky/<int:periodic_id>/du-thao.<str:paper_kind>", report.draft, name="draft"),
    path("bao-cao-dinh-ky/<int:periodic_id>/dinh-chinh/", report.correct, name="correct"),
    path("bao-cao-dinh-ky/<int:periodic_id>/muc/<str:section_key>/", section.section, name="section"),
    path("bao-cao-dinh-ky/<int:periodic_id>/so-lieu/<str:figure_key>/", figure.figure, name="figure"),
    path("bao-cao-dinh-ky/<int:periodic_id>/so-lieu/<str:figure_key>/ho-so/", figure.records, name="records"),
]
