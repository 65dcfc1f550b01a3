from django.urls import URLPattern, URLResolver, path

from cchc.par_index.pages import (
    appraisal,
    leaf,
    overview,
    public,
    results,
    rounds,
    scheme,
    scheme_edit,
    sheet,
    survey,
    what_if,
)

app_name = "par_index"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chi-so/", rounds.rounds, name="rounds"),
    path("chi-so/cap-xa/", overview.overview, name="overview"),
    path("chi-so/mo-dot/<int:scheme_id>/", rounds.open_, name="open"),
    path("chi-so/bo-tieu-chi/", scheme.schemes, name="schemes"),
    path("chi-so/bo-tieu-chi/nhap/", scheme_edit.new, name="new"),
    path("chi-so/bo-tieu-chi/<int:scheme_id>/", scheme.scheme, name="scheme"),
    path("chi-so/bo-tieu-chi/<int:scheme_id>/muc/", scheme_edit.row, name="row"),
    path("chi-so/bo-tieu-chi/<int:scheme_id>/chung/", scheme_edit.settings, name="settings"),
    path("chi-so/bo-tieu-chi/<int:scheme_id>/so-sanh/", scheme.differences, name="differences"),
    path("chi-so/bo-tieu-chi/<int:scheme_id>/tep.<str:scheme_format>", scheme.export, name="export"),
    path("chi-so/dot/<int:round_id>/", rounds.round_, name="round"),
    path("chi-so/dot/<int:round_id>/tham-dinh/", appraisal.appraisal, name="appraisal"),
    path("chi-so/dot/<int:round_id>/ket-qua/", results.results, name="results"),
    path("chi-so/dot/<int:round_id>/cong-bo/", results.publish, name="publish"),
    path("chi-so/dot/<int:round_id>/ban-<int:version>.zip", results.bundle, name="bundle"),
    path("chi-so/dot/<int:round_id>/khao-sat/", survey.survey, name="survey"),
    path("chi-so/phieu/<int:sheet_id>/", sheet.sheet, name="sheet"),
    path("chi-so/phieu/<int:sheet_id>/can-lam/", what_if.what_if, name="what_if"),
    path("chi-so/phieu/<int:sheet_id>/muc/<str:leaf_code>/", leaf.leaf, name="leaf"),
    path("chi-so/phieu/<int:sheet_id>/muc/<str:leaf_code>/ho-so/", leaf.records, name="records"),
    path("chi-so/tai-lieu/<int:evidence_id>/", leaf.evidence, name="evidence"),
    path("cong-khai/chi-so/", public.publications, name="publications"),
    path("cong-khai/chi-so/<int:publication_id>/", public.publication, name="publication"),
    path("cong-khai/chi-so/<int:publication_id>/thong-bao.pdf", public.notice, name="notice"),
    path("cong-khai/chi-so/<int:publication_id>/du-lieu.<str:data_format>", public.data, name="data"),
]
